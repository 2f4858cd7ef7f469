"""The broker of these tests keeps its own promises; no Newswatch here."""

from kafka_broker import KafkaBroker
from kafka_client import Offsets, Record, create_topics, feed_file, read_all, write

AWKWARD = [
    Record(b"plain", b"key", partition=0, headers={"a": "1, 2", "b-c": "x=y"}),
    Record(b"\xff\x00two\nlines", b"", partition=0),
    Record(None, b"tombstone", partition=1),
    Record(b"", None, partition=1),
]


def test_records_come_back_as_they_were_written(broker, prefix):
    create_topics(broker.bootstrap, {prefix: 2})
    write(broker.bootstrap, prefix, AWKWARD)
    found = [(r.value, r.key, r.partition, r.headers) for r in read_all(broker.bootstrap, prefix)]
    assert found == [(r.value, r.key, r.partition, r.headers) for r in AWKWARD]


def test_a_file_goes_to_one_partition_with_keys(broker, prefix, tmp_path):
    (tmp_path / "records").write_text('k1\t{"a": 1}\nk2\t{"b": 2}\n')
    create_topics(broker.bootstrap, {prefix: 2})
    feed_file(broker.bootstrap, prefix, 1, tmp_path / "records")
    found = [(r.key, r.value, r.partition) for r in read_all(broker.bootstrap, prefix)]
    assert found == [(b"k1", b'{"a": 1}', 1), (b"k2", b'{"b": 2}', 1)]
    assert Offsets(broker.bootstrap, prefix, prefix, 2).ends() == [0, 2]


def test_a_stopped_broker_starts_again_on_its_port_with_its_records(tmp_path, prefix):
    broker = KafkaBroker(tmp_path / "kafka").start()
    address = broker.bootstrap
    create_topics(address, {prefix: 1})
    write(address, prefix, [Record(b"kept")])
    broker.stop()
    assert broker.start().bootstrap == address
    assert [record.value for record in read_all(address, prefix)] == [b"kept"]
    broker.stop()
