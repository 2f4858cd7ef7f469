"""What the tests of security share: a secure broker, its topics, files for its clients, and daemons on it."""

import json
import re
import uuid
from pathlib import Path
from typing import Dict, List, NamedTuple

import yaml

from certificates import Authority, with_password
from child import Child
from kafka_client import Offsets, Record, create_topics, read_all, write
from newswatch import Daemon, merged, run
from secure_broker import PASSWORDS, AccessLists, SecureBroker
from token_server import SECRET

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "security.md"
KEY_PASSWORD = "open-millet-9036"
SECRETS = [*PASSWORDS.values(), SECRET, KEY_PASSWORD]

TOPICS = {"articles": 1, "newswatch.detections": 1, "newswatch.state": 1, "newswatch.alerts": 1,
          "newswatch.dead-letters": 1, "newswatch.near-misses": 1, "newswatch.annotations": 1}
RULE = {"topics": [{"id": "floods", "name": "Floods", "query": "flood AND river"}]}
BODIES = ["The flood of the river.", "A flood."]  # One alerts, one nearly does.


class Right(NamedTuple):
    """A row of the table in the guide."""
    name: str
    without_it: str
    words: List[str]  # Behind `kafka-acls.sh --bootstrap-server $BROKERS`.

    def option(self, name: str) -> str:
        return self.words[self.words.index(name) + 1]

    @property
    def resource(self) -> str:
        return next(self.option(name) for name in ("--topic", "--group", "--transactional-id")
                    if name in self.words)


def documented_rights() -> List[Right]:
    rows = re.findall(r"(?m)^\| ([^|]+) \| [^|]+ \| (ends with 77|waits|goes on without) \| `kafka-acls\.sh --bootstrap-server "
                      r"\$BROKERS (--add [^`]+)` \|$", GUIDE.read_text())
    assert len(rows) > 10, "the table of docs/security.md is not read right"
    return [Right(name, without_it, words.split()) for name, without_it, words in rows]


class SecureSite:
    """One broker for a module; `folder` has a subfolder for each daemon's files."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.broker = SecureBroker(folder / "kafka").start()
        self.lists = AccessLists(self.broker)
        self.authority = self.broker.authority
        self.foreign = Authority(folder, "foreign")
        create_topics(self.broker.bootstrap, TOPICS)
        create_topics(self.broker.bootstrap, {"newswatch.rules": 1, "newswatch.feedback": 1}, {"cleanup.policy": "compact"})
        write(self.broker.bootstrap, "newswatch.rules", [Record(json.dumps(RULE).encode(), b"floods")])
        self.offsets = Offsets(self.broker.bootstrap, "newswatch", "articles", 1,
                               Offsets(self.broker.bootstrap, "newswatch-correlation", "newswatch.detections", 1))
        self.client = self.authority.sign("newswatch")
        self.expired_client = self.authority.sign("expired", days=-1)
        self.foreign_client = self.foreign.sign("stranger")
        self.key_password = self.secret("key-password", KEY_PASSWORD)
        self.locked_key = with_password(self.client.with_suffix(".key"), self.key_password)

    def close(self) -> None:
        self.lists.close()
        self.broker.stop()

    def secret(self, name: str, text: str) -> Path:
        file = self.folder / name
        file.write_text(f"{text}\n")
        file.chmod(0o600)
        return file

    def grant(self, right: Right, *principals: str) -> None:
        """As the guide says; for several users at once."""
        at = right.words.index("--allow-principal")
        users = [word for user in principals for word in ("--allow-principal", user)]
        self.lists.run([*right.words[:at], *users, *right.words[at + 2:]])

    def take_away(self, right: Right, principal: str) -> None:
        words = [principal if word == "$PRINCIPAL" else word for word in right.words[1:]]
        self.lists.run(["--remove", "--force", *words])

    def tls(self, listener: str, **changes: object) -> Dict:
        """Settings of kafka: with TLS and no identity."""
        return {"brokers": self.broker.address(listener), "security_protocol": "ssl",
                "ca_file": str(self.authority.certificate), **changes}

    def certificate(self, certificate: Path, listener: str = "MTLS", **changes: object) -> Dict:
        return self.tls(listener, certificate_file=str(certificate), **{
            "key_file": str(certificate.with_suffix(".key")), **changes})

    def login(self, user: str, password: str, mechanism: str = "PLAIN", **changes: object) -> Dict:
        file = self.secret(f"password-{user}-{len(password)}", password)
        return self.tls("LOGIN_TLS", security_protocol="sasl_ssl", sasl_mechanism=mechanism, username=user,
                        password_file=str(file), **changes)

    @staticmethod
    def config(kafka: Dict) -> Dict:
        """Everything with its default name, and every topic that Newswatch knows."""
        fast = {"consumer_properties": {"session.timeout.ms": 6000}, "properties": {"statistics.interval.ms": 500}}
        return {"kafka": merged(fast, kafka), "rules": {"topic": "newswatch.rules"},
                "alerts": {"near_miss_topic": "newswatch.near-misses"},
                "annotations": {"topic": "newswatch.annotations"}, "feedback": {"topic": "newswatch.feedback"}, "log": {"format": "json"}}

    def daemon(self, kafka: Dict) -> Daemon:
        folder = self.folder / f"daemon-{len(list(self.folder.glob('daemon-*')))}"
        return Daemon("newswatch", folder, self.config(kafka))

    def command(self, command: str, kafka: Dict):
        """`validate` or `doctor`: exit code, and all that it wrote."""
        file = self.folder / f"{command}.yaml"
        file.write_text(yaml.safe_dump(self.config(kafka)))
        done = run(command, "--config", file)
        output = (done.stdout + done.stderr).decode()
        assert_no_secret(output)
        return done.returncode, output

    def feed(self) -> None:
        """Articles that were never there before, and a record that is none."""
        records = [json.dumps({"id": uuid.uuid4().hex, "body": body}) for body in BODIES] + ["{"]
        write(self.broker.bootstrap, "articles", [Record(text.encode()) for text in records])

    def judge(self, rule: str, word: str) -> None:
        verdict = {"alert": uuid.uuid4().hex, "rule": rule, "verdict": word}
        write(self.broker.bootstrap, "newswatch.feedback", [Record(json.dumps(verdict).encode(), verdict["alert"].encode())])

    def alerts(self) -> List[Record]:
        return read_all(self.broker.bootstrap, "newswatch.alerts")


def assert_no_secret(text: str) -> None:
    shown = [secret for secret in SECRETS if secret in text]
    assert not shown, f"{shown} shown in:\n{text}"


def assert_children_kept_secrets() -> None:
    """Of the daemons that a test started: their logs, and their command lines while they run."""
    for child in Child.all:
        if child.name != "newswatch":
            continue
        assert_no_secret(child.output())
        if child.running:
            assert_no_secret(Path(f"/proc/{child.pid}/cmdline").read_text())
