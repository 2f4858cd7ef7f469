"""A real Apache Kafka for the tests: one KRaft node, on loopback unless told otherwise, of the jars in kafka/pom.xml.

By itself, `kafka_broker.py` runs a broker until interrupted, with `--port` at that one; with `--fetch-only` it gets the jars.
"""

import argparse
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path
from typing import Dict, List, Optional

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


def new_cluster() -> str:
    """A name for a cluster, as its disks carry it."""
    return uuid.uuid4().hex[:22]


class KafkaBroker:
    """One broker. `start` and `stop` may alternate: data, topics and the port stay.

    Alone it is its own controller. Several make a cluster when each, after `choose_ports`, is
    formatted with the voters of all.
    """

    def __init__(self, folder: Path, properties: Optional[Dict[str, str]] = None, node: int = 1,
                 host: str = "127.0.0.1", java: Optional[List[str]] = None):
        self.folder = folder
        self.node = node
        self._host = host  # For clients.
        self._java_command = java or JAVA
        self._extra = properties or {}
        self._libs = fetch_jars()
        self._child: Optional[Child] = None
        self.port = self.login_port = self._controller_port = 0
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def pid(self) -> int:
        """Of the broker that runs."""
        return self._child.pid

    @property
    def bootstrap(self) -> str:
        return f"{self._host}:{self.port}"

    @property
    def login_bootstrap(self) -> str:
        """The same broker where it asks for a login: SASL PLAIN, `USER` and `PASSWORD`."""
        return f"{self._host}:{self.login_port}"

    @property
    def voter(self) -> str:
        return f"{self.node}@127.0.0.1:{self._controller_port}"

    def start(self) -> "KafkaBroker":
        """Returns when the broker answers. The first start tries other ports when one was taken."""
        if self.port:
            self.launch()
            return self.wait_until_up()
        for attempt in range(3):
            self.choose_ports()
            self.format([self.voter], new_cluster())
            self.launch()
            try:
                return self.wait_until_up()
            except ChildEnded:
                if attempt == 2 or not self.port_was_taken():
                    raise
        raise AssertionError("unreachable")

    def start_at(self, port: int) -> "KafkaBroker":
        """The first start, with that port or none. Raises `OSError` where it is taken."""
        with socket.create_server((self._host, port)):
            pass
        self.choose_ports()
        self.port = port
        self.format([self.voter], new_cluster())
        return self.start()

    def stop(self) -> None:
        """An orderly stop, which keeps all that was written."""
        if self._child and self._child.running:
            self._child.terminate(60)

    def kill(self) -> None:
        """SIGKILL, as a crash would end it."""
        self._child.kill()

    def freeze(self) -> None:
        self._child.send(signal.SIGSTOP)

    def thaw(self) -> None:
        self._child.send(signal.SIGCONT)

    def choose_ports(self) -> None:
        self.port, self.login_port, self._controller_port = free_port(), free_port(), free_port()

    def listeners(self) -> Dict[str, int]:
        """Those for clients, with their ports."""
        return {"PLAINTEXT": self.port, "LOGIN": self.login_port}

    def format_options(self) -> List[str]:
        """More words for the command that makes an empty disk."""
        return []

    def format(self, voters: List[str], cluster: str) -> None:
        """Begins with an empty disk."""
        data = self.folder / "data"
        shutil.rmtree(data, ignore_errors=True)
        clients = ",".join(f"{name}://{self._host}:{port}" for name, port in self.listeners().items())
        settings = {
            **PROPERTIES,
            "node.id": str(self.node),
            "listeners": f"{clients},CONTROLLER://127.0.0.1:{self._controller_port}",
            "advertised.listeners": clients,
            "controller.quorum.voters": ",".join(voters),
            "log.dirs": str(data),
            **self._extra,
        }
        lines = "".join(f"{key}={value}\n" for key, value in settings.items())
        (self.folder / "server.properties").write_text(lines)
        done = subprocess.run(self._java("kafka.tools.StorageTool", "format", *self.format_options(),
                                         "-t", cluster, "-c"),
                              capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"Kafka's storage format failed:\n{done.stdout}{done.stderr}"

    def launch(self) -> None:
        """Returns at once."""
        self._child = Child(f"kafka-{self.node}", self._java("kafka.Kafka"),
                            self.folder / "kafka.log", env={**os.environ, "LC_ALL": "C"})

    def wait_until_up(self) -> "KafkaBroker":
        wait_until("the broker answers", self._answers, seconds=180, every=0.1)
        return self

    def ensure_running(self) -> None:
        """Raises `ChildEnded` when it ended by itself."""
        self._child.ensure_running()

    def port_was_taken(self) -> bool:
        return "already in use" in self._child.output()

    def _answers(self) -> bool:
        self._child.ensure_running()
        try:
            client = AdminClient({"bootstrap.servers": self.bootstrap, "log_level": 0})
            return bool(client.list_topics(timeout=2).brokers)
        except KafkaException:
            return False

    def _java(self, *arguments: str) -> list:
        log4j = HERE / "kafka" / "log4j2.properties"
        return [*self._java_command, f"-Dlog4j2.configurationFile={log4j}", "-cp", f"{self._libs}/*", *arguments,
                str(self.folder / "server.properties")]


def main() -> None:
    parser = argparse.ArgumentParser(description="A Kafka broker on loopback, until interrupted.")
    parser.add_argument("--fetch-only", action="store_true", help="get the jars and end")
    parser.add_argument("--port", type=int, help="where it listens (default: a free one)")
    options = parser.parse_args()
    if options.fetch_only:
        print(fetch_jars())
        return
    with tempfile.TemporaryDirectory() as folder:
        broker = KafkaBroker(Path(folder))
        if options.port:
            broker.start_at(options.port)
        else:
            broker.start()
        print(broker.bootstrap, flush=True)
        signal.sigwait({signal.SIGINT, signal.SIGTERM})
        broker.stop()


if __name__ == "__main__":
    main()
