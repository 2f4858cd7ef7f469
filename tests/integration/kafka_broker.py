"""A real Apache Kafka for the tests: one KRaft node on loopback, of the jars in kafka/pom.xml.

By itself, `kafka_broker.py` runs a broker until interrupted; with `--fetch-only` it gets the jars.
"""

import argparse
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path
from typing import Dict, Optional

from confluent_kafka import KafkaException
from confluent_kafka.admin import AdminClient

from child import Child, ChildEnded, free_port, wait_until

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
POM = HERE / "kafka" / "pom.xml"
JARS_FOLDER = Path(os.environ.get("NEWSWATCH_KAFKA_FOLDER", ROOT / "build" / "kafka"))

# A short life: quick to start matters, peak speed does not.
JAVA = ["java", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"]

USER, PASSWORD = "newswatch", "open sesame"  # For the listener that asks for a login.

PROPERTIES = {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map":
        "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,LOGIN:SASL_PLAINTEXT",
    "inter.broker.listener.name": "PLAINTEXT",
    "listener.name.login.sasl.enabled.mechanisms": "PLAIN",
    "listener.name.login.plain.sasl.jaas.config":
        "org.apache.kafka.common.security.plain.PlainLoginModule required "
        f'user_{USER}="{PASSWORD}";',
    "offsets.topic.num.partitions": "8",
    "offsets.topic.replication.factor": "1",
    "transaction.state.log.num.partitions": "8",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "share.coordinator.state.topic.num.partitions": "1",
    "share.coordinator.state.topic.replication.factor": "1",
    "group.initial.rebalance.delay.ms": "0",
    "auto.create.topics.enable": "false",
    "log.cleaner.dedupe.buffer.size": "8388608",
    "num.network.threads": "2",
    "num.io.threads": "4",
}


def fetch_jars(folder: Path = JARS_FOLDER) -> Path:
    """Returns the folder of the broker's jars; Maven fills it when it does not fit the pom yet."""
    wanted = hashlib.sha256(POM.read_bytes()).hexdigest()
    stamp, libs = folder / "pom.sha256", folder / "libs"
    if stamp.exists() and stamp.read_text() == wanted:
        return libs
    folder.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=folder))
    subprocess.run(["mvn", "-B", "-q", "-f", POM, "dependency:copy-dependencies",
                    f"-DoutputDirectory={fresh}"], check=True, stdout=sys.stderr)
    shutil.rmtree(libs, ignore_errors=True)
    fresh.rename(libs)
    stamp.write_text(wanted)
    return libs


class KafkaBroker:
    """One broker. `start` and `stop` may alternate: data, topics and the port stay."""

    def __init__(self, folder: Path, properties: Optional[Dict[str, str]] = None):
        self.folder = folder
        self._extra = properties or {}
        self._libs = fetch_jars()
        self._cluster = None
        self._child: Optional[Child] = None
        self.port = self.login_port = 0
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def bootstrap(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def login_bootstrap(self) -> str:
        """The same broker where it asks for a login: SASL PLAIN, `USER` and `PASSWORD`."""
        return f"127.0.0.1:{self.login_port}"

    def start(self) -> "KafkaBroker":
        """Returns when the broker answers. The first start tries other ports when one was taken."""
        if self.port:
            self._try_start()
            return self
        for attempt in range(3):
            self._choose_ports_and_format()
            try:
                self._try_start()
                return self
            except ChildEnded:
                if attempt == 2 or "already in use" not in self._child.output():
                    raise
        raise AssertionError("unreachable")

    def stop(self) -> None:
        """An orderly stop, which keeps all that was written."""
        if self._child and self._child.running:
            self._child.terminate(60)

    def _choose_ports_and_format(self) -> None:
        self.port, self.login_port, controller = free_port(), free_port(), free_port()
        data = self.folder / "data"
        shutil.rmtree(data, ignore_errors=True)
        clients = f"PLAINTEXT://{self.bootstrap},LOGIN://{self.login_bootstrap}"
        settings = {
            **PROPERTIES,
            "listeners": f"{clients},CONTROLLER://127.0.0.1:{controller}",
            "advertised.listeners": clients,
            "controller.quorum.voters": f"1@127.0.0.1:{controller}",
            "log.dirs": str(data),
            **self._extra,
        }
        lines = "".join(f"{key}={value}\n" for key, value in settings.items())
        (self.folder / "server.properties").write_text(lines)
        cluster = uuid.uuid4().hex[:22]
        done = subprocess.run(self._java("kafka.tools.StorageTool", "format", "-t", cluster, "-c"),
                              capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"Kafka's storage format failed:\n{done.stdout}{done.stderr}"

    def _try_start(self) -> None:
        self._child = Child("kafka", self._java("kafka.Kafka"), self.folder / "kafka.log",
                            env={**os.environ, "LC_ALL": "C"})
        wait_until("the broker answers", self._answers, seconds=180, every=0.1)

    def _answers(self) -> bool:
        self._child.ensure_running()
        try:
            client = AdminClient({"bootstrap.servers": self.bootstrap, "log_level": 0})
            return bool(client.list_topics(timeout=2).brokers)
        except KafkaException:
            return False

    def _java(self, *arguments: str) -> list:
        log4j = HERE / "kafka" / "log4j2.properties"
        return [*JAVA, f"-Dlog4j2.configurationFile={log4j}", "-cp", f"{self._libs}/*", *arguments,
                str(self.folder / "server.properties")]


def main() -> None:
    parser = argparse.ArgumentParser(description="A Kafka broker on loopback, until interrupted.")
    parser.add_argument("--fetch-only", action="store_true", help="get the jars and end")
    if parser.parse_args().fetch_only:
        print(fetch_jars())
        return
    with tempfile.TemporaryDirectory() as folder:
        broker = KafkaBroker(Path(folder)).start()
        print(broker.bootstrap, flush=True)
        signal.sigwait({signal.SIGINT, signal.SIGTERM})
        broker.stop()


if __name__ == "__main__":
    main()
