"""A Kafka with TLS, logins and access lists, and who may do what on it.

Listeners: one for the tests, which may do all; MTLS asks for a client certificate; LOGIN_TLS for a
login over TLS; EXPIRED and ELSEWHERE show certificates that no client should take.
"""

import subprocess
import uuid
from pathlib import Path
from typing import Dict, List

from certificates import LOOPBACK, Authority
from child import free_port
from kafka_broker import HERE, KafkaBroker, fetch_jars

PASSWORDS = {"newswatch": "open-sesame-7781", "beginner": "open-rye-2203",
             "scram": "open-barley-4419"}
LOGIN_MODULES = "org.apache.kafka.common.security"
BROKEN = {"EXPIRED": ("expired-broker", LOOPBACK, -1),
          "ELSEWHERE": ("elsewhere-broker", "DNS:elsewhere.example", 2)}


class SecureBroker(KafkaBroker):
    """`authority` signed all certificates in `authority.folder`; clients must trust it alone."""

    def __init__(self, folder: Path):
        folder.mkdir(parents=True)
        self.authority = Authority(folder, "authority")
        self._ports: Dict[str, int] = {}
        super().__init__(folder, {**self._security(), **self._stores()})

    def choose_ports(self) -> None:
        super().choose_ports()
        self._ports = {name: free_port() for name in ("MTLS", "LOGIN_TLS", *BROKEN)}

    def listeners(self) -> Dict[str, int]:
        return {"PLAINTEXT": self.port, **self._ports}

    def address(self, listener: str) -> str:
        return f"127.0.0.1:{self.listeners()[listener]}"

    def format_options(self) -> List[str]:
        login = f"name=scram,password={PASSWORDS['scram']}"
        return ["--add-scram", f"SCRAM-SHA-512=[{login}]"]

    def _store(self, name: str, alternative_names: str, days: int) -> Path:
        """Certificate and key of the broker in one file, as Kafka reads them."""
        certificate = self.authority.sign(name, alternative_names, days)
        store = certificate.with_suffix(".store.pem")
        store.write_text(certificate.with_suffix(".key").read_text() + certificate.read_text())
        return store

    def _stores(self) -> Dict[str, str]:
        """The broker's own certificate, and one for each listener with a broken one."""
        settings = {"ssl.keystore.type": "PEM", "ssl.truststore.type": "PEM",
                    "ssl.truststore.location": str(self.authority.certificate),
                    "ssl.keystore.location": str(self._store("broker", LOOPBACK, 2))}
        for listener, (name, alternative_names, days) in BROKEN.items():
            own = f"listener.name.{listener.lower()}.ssl.keystore."
            settings[own + "location"] = str(self._store(name, alternative_names, days))
        return settings

    def _security(self) -> Dict[str, str]:
        module = f"{LOGIN_MODULES}.%sLoginModule required"
        login = "listener.name.login_tls."
        plain_users = " ".join(f'user_{name}="{password}"' for name, password in PASSWORDS.items())
        return {
            "listener.security.protocol.map":
                "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,MTLS:SSL,LOGIN_TLS:SASL_SSL,EXPIRED:SSL,ELSEWHERE:SSL",
            "listener.name.mtls.ssl.client.auth": "required",
            login + "sasl.enabled.mechanisms": "PLAIN,SCRAM-SHA-512,OAUTHBEARER",
            login + "plain.sasl.jaas.config": f"{module % 'plain.Plain'} {plain_users};",
            login + "scram-sha-512.sasl.jaas.config": f"{module % 'scram.Scram'};",
            # Takes tokens without a signature: for tests alone.
            login + "oauthbearer.sasl.jaas.config": f"{module % 'oauthbearer.OAuthBearer'};",
            "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "super.users": "User:ANONYMOUS",  # who comes by PLAINTEXT: the tests, and the broker itself
        }


class AccessLists:
    """Runs the commands of a document, as in `kafka-acls.sh … --add …`, one after another."""

    def __init__(self, broker: KafkaBroker):
        self._bootstrap = broker.bootstrap
        source = HERE / "kafka" / "AccessLists.java"
        self._process = subprocess.Popen(["java", "-XX:TieredStopAtLevel=1", "-cp", f"{fetch_jars()}/*", source],
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self, words: List[str]) -> str:
        """The words behind `kafka-acls.sh`. Returns what the command printed."""
        end = uuid.uuid4().hex
        command = ["--bootstrap-server", self._bootstrap, *words]
        self._process.stdin.write("\x1f".join([end, *command]) + "\n")
        self._process.stdin.flush()
        printed = []
        for line in self._process.stdout:
            if line.strip() == end:
                return "".join(printed)
            printed.append(line)
        raise AssertionError(f"kafka-acls.sh {' '.join(words)} ended all:\n{''.join(printed)}")

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(30)
