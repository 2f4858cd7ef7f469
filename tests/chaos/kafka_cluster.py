"""Three brokers, each of which may be killed: what is acknowledged is on two disks at least."""

import concurrent.futures
from pathlib import Path

from confluent_kafka import KafkaException
from confluent_kafka.admin import AdminClient

from child import ChildEnded, wait_until
from kafka_broker import KafkaBroker, new_cluster
from kafka_client import QUIET

NODES = 3

PROPERTIES = {
    "default.replication.factor": "3",
    "min.insync.replicas": "2",
    "offsets.topic.replication.factor": "3",
    "transaction.state.log.replication.factor": "3",
    "transaction.state.log.min.isr": "2",
    "share.coordinator.state.topic.replication.factor": "3",
    # A dead broker's partitions get another leader, and a dead producer's transaction ends, soon.
    "broker.session.timeout.ms": "6000",
    "transaction.abort.timed.out.transaction.cleanup.interval.ms": "1000",
}


class KafkaCluster:
    """`start` and `stop` once. A broker that is launched again has its disk and its ports."""

    def __init__(self, folder: Path):
        self.brokers = [KafkaBroker(folder / f"kafka-{node}", PROPERTIES, node)
                        for node in range(1, NODES + 1)]
        self._admin = None

    @property
    def bootstrap(self) -> str:
        return ",".join(broker.bootstrap for broker in self.brokers)

    def start(self) -> "KafkaCluster":
        for attempt in range(3):
            try:
                self._try_start()
                break
            except ChildEnded:
                if attempt == 2 or not any(broker.port_was_taken() for broker in self.brokers):
                    raise
                self.kill()
        self._admin = AdminClient({**QUIET, "bootstrap.servers": self.bootstrap})
        wait_until("the cluster is whole", self.is_whole, 180)
        return self

    def kill(self) -> None:
        for broker in self.brokers:
            broker.kill()

    def is_whole(self) -> bool:
        """Whether all brokers answer and have all that they should have."""
        try:
            seen = self._admin.list_topics(timeout=1)
        except KafkaException:
            return False
        partitions = [one for topic in seen.topics.values() for one in topic.partitions.values()]
        return (len(seen.brokers) == NODES and
                all(len(one.isrs) == len(one.replicas) and one.leader >= 0 for one in partitions))

    def _try_start(self) -> None:
        for broker in self.brokers:
            broker.choose_ports()
        voters, cluster = [broker.voter for broker in self.brokers], new_cluster()
        with concurrent.futures.ThreadPoolExecutor(NODES) as pool:
            list(pool.map(lambda broker: broker.format(voters, cluster), self.brokers))
        for broker in self.brokers:
            broker.launch()
        for broker in self.brokers:
            broker.wait_until_up()
