"""TLS, logins and access lists of a real Kafka: what is documented works, and what fails says why."""

import re
import shlex
from contextlib import contextmanager
from typing import Dict, Iterator

import pytest

from child import ChildEnded, wait_until
from newswatch import Daemon, run
from secure_broker import PASSWORDS
from secure_site import (SECRETS, Right, SecureSite, assert_children_kept_secrets, assert_no_secret,
                         documented_rights)
from token_server import CLIENT, SECRET, TokenServer

RIGHTS = documented_rights()
WITH_CERTIFICATE, WITH_PASSWORD = "User:CN=newswatch,O=Example", "User:newswatch"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Two users with the documented rights: one with a certificate, one with a password."""
    made = SecureSite(tmp_path_factory.mktemp("security"))
    for right in RIGHTS:
        made.grant(right, WITH_CERTIFICATE, WITH_PASSWORD, "User:scram")
    yield made
    made.close()


@pytest.fixture(autouse=True)
def _secrets_stay_secret():
    yield
    assert_children_kept_secrets()


def by_password(site: SecureSite) -> Dict:
    return site.login("newswatch", PASSWORDS["newswatch"])


@contextmanager
def without(site: SecureSite, right: Right) -> Iterator[None]:
    """The user with a password lacks the right meanwhile."""
    site.take_away(right, WITH_PASSWORD)
    try:
        yield
    finally:
        site.grant(right, WITH_PASSWORD)


def works(site: SecureSite, daemon: Daemon) -> None:
    """Articles in give alerts, near misses, dead letters and annotations out; then it ends well."""
    daemon.wait_ready()
    feed_and_wait(site, daemon)
    assert site.alerts()
    assert not refusals(daemon)
    assert_children_kept_secrets()
    assert daemon.terminate() == 0


def feed_and_wait(site: SecureSite, daemon: Daemon) -> None:
    """Until the brokers have confirmed something for each topic that is written, and nothing is left for the next test."""
    def published() -> list:
        page = daemon.metrics()
        return [sum(value for _, value in page.series(name))
                for name in ("alerts_published_total", "near_misses_total", "annotations_published_total",
                             "dead_letters_total")]
    before = published()
    site.feed()
    wait_until("all is published", lambda: all(now > old for now, old in zip(published(), before)), 60)
    wait_until("all is done", site.offsets.are_done, 60)


def refusals(daemon: Daemon) -> list:
    return [line["message"] for line in daemon.log_lines()
            if line["level"] in ("warn", "error") and re.search(r"refus|lacks|denied|authoriz", str(line))]


def last_error(daemon: Daemon) -> str:
    """The daemon's own; librdkafka's begin with `kafka`, and their repeats may come behind it."""
    return [line["message"] for line in daemon.log_lines()
            if line["level"] == "error" and not line["message"].startswith("kafka ")][-1]


def complaint(daemon: Daemon, *words: str) -> str:
    """Waits until the daemon is not ready, for a reason with `words`; returns all that it checks."""
    def told() -> str:
        status, page = daemon.get("/readyz?verbose")
        assert status == 503 and all(word in page for word in words), page
        return page
    return wait_until(f"not ready: {words}", told, 40)


# What is documented is enough.

def test_a_client_certificate_and_the_documented_rights_are_enough(site):
    works(site, site.daemon(site.certificate(site.client)))


def test_a_locked_key_and_its_password_file_are_enough(site):
    kafka = site.certificate(site.client, key_file=str(site.locked_key), key_password_file=str(site.key_password))
    assert site.command("validate", kafka)[0] == 0
    site.daemon(kafka).wait_ready()


def test_a_password_over_tls_and_the_documented_rights_are_enough(site):
    works(site, site.daemon(by_password(site)))


def test_at_least_once_needs_no_right_to_use_transactions(site):
    with without(site, next(right for right in RIGHTS if "--transactional-id" in right.words)):
        config = site.config(by_password(site)) | {"delivery": "at_least_once"}
        works(site, Daemon("newswatch", site.folder / "at-least-once", config))


def test_scram_logs_in_where_librdkafka_can_and_is_refused_where_it_cannot(site):
    version = re.search(r"librdkafka (\d+)\.(\d+)\.(\d+)", run("version").stdout.decode())
    kafka = site.login("scram", PASSWORDS["scram"], "SCRAM-SHA-512")
    code, output = site.command("validate", kafka)
    daemon = site.daemon(kafka)
    if tuple(map(int, version.groups())) >= (2, 6, 1):
        assert code == 0
        works(site, daemon)
    else:
        assert (code, daemon.wait(30)) == (78, 78)
        for words in (output, daemon.log()):
            assert "cannot log in to Kafka 4 with SCRAM" in words and "client certificate" in words


# Each right that is missing is named, with the command that grants it.

@pytest.mark.parametrize("right", RIGHTS, ids=lambda right: right.name.replace(" ", "-"))
def test_a_missing_right_is_named_with_the_command_that_grants_it(site, right):
    with without(site, right):
        names_it_and_goes_on(site, right)


def names_it_and_goes_on(site: SecureSite, right: Right) -> None:
    daemon = site.daemon(by_password(site))
    words = (f"{WITH_PASSWORD} lacks {right.option('--operation')} on ", f'"{right.resource}',
             f"kafka-acls.sh --bootstrap-server $BROKERS --add --allow-principal '{WITH_PASSWORD}'")
    if right.without_it == "ends with 77":
        assert daemon.wait(60) == 77, daemon.log()
        told = last_error(daemon)
        assert all(word in told for word in words), told
    elif right.without_it == "goes on without":
        told = wait_until("the refusal is told", lambda: next(
            (line for line in refusals(daemon) if all(word in line for word in words)), ""), 60)
        feed_and_wait(site, daemon.wait_ready())
        site.judge("floods", "right")
        assert daemon.metrics().series("rule_precision") == []
        site.lists.run(command_in(told))
        daemon.wait_for_metric("rule_precision", 1, rule="floods")
        return
    else:
        daemon.wait_ready()
        wait_until("the daemon has started", lambda: has_started(daemon), 60)
        site.feed()
        told = wait_until("the refusal is told", lambda: refusal(daemon, words), 60)
    site.lists.run(command_in(told))
    feed_and_wait(site, ready_again(site, daemon))


def ready_again(site: SecureSite, daemon: Daemon) -> Daemon:
    """The daemon, or its successor where it has ended, be it just now."""
    try:
        return daemon.wait_ready()
    except ChildEnded:
        return site.daemon(by_password(site)).wait_ready()


def refusal(daemon: Daemon, words: tuple) -> str:
    """What the daemon says while it waits, or what it ended with."""
    if daemon.exit_code is not None:  # librdkafka could not go on, see docs/security.md
        assert daemon.exit_code == 70 and all(word in last_error(daemon) for word in words), daemon.log()
        return last_error(daemon)
    try:
        status, page = daemon.get("/readyz?verbose")
    except ChildEnded:
        return ""  # asked again, it has an exit code
    return page if status == 503 and all(word in page for word in words) else ""


def has_started(daemon: Daemon) -> bool:
    """Whether it has been ready for so long that what is refused from now on does not end it."""
    return any(line["message"] == "ready" for line in daemon.log_lines())


def command_in(text: str) -> list:
    """The words behind `kafka-acls.sh --bootstrap-server $BROKERS` of the first command in a text."""
    return shlex.split(re.search(r"kafka-acls\.sh --bootstrap-server \$BROKERS (.*)", text)[1])


def test_what_the_doctor_says_mends_what_it_finds(site):
    kafka = site.login("beginner", PASSWORDS["beginner"])
    code, output = site.command("doctor", kafka)
    # Seven topics, those of rules and of feedback, two groups, transactions.
    assert code == 1 and output.count("failure") == 12 and output.count("→ kafka-acls.sh") == 12, output
    for line in output.splitlines():
        if "→ kafka-acls.sh" in line:
            site.lists.run(command_in(line))
    code, output = site.command("doctor", kafka)
    assert code == 0 and "where this is User:beginner" in output, output
    assert output.count("DescribeConfigs") == 9 and output.count("is granted") == 3, output
    assert "the certificate of 127.0.0.1" in output and "renew it on the broker" in output, output


BESIDE_TOPICS = [right for right in RIGHTS if "--topic" not in right.words]


@pytest.mark.parametrize("right", BESIDE_TOPICS, ids=lambda right: right.name.replace(" ", "-"))
def test_the_doctor_misses_each_right_that_no_topic_has_and_leaves_all_as_it_is(site, right):
    with without(site, right):
        code, output = site.command("doctor", by_password(site))
        assert code == 1 and output.count("failure") == 1, output
        told = output[output.index("failure"):]
        assert right.resource in told and f"lacks {right.option('--operation')} on " in told, output
        site.lists.run(command_in(told))
    code, output = site.command("doctor", by_password(site))
    assert code == 0 and output.count("is granted") == 3, output


def test_the_doctor_disturbs_no_daemon_at_work(site):
    daemon = site.daemon(by_password(site))
    daemon.wait_ready()
    feed_and_wait(site, daemon)
    before = daemon.metrics().value("kafka_rebalances_total")
    for _ in range(3):
        assert site.command("doctor", by_password(site))[0] == 0
    feed_and_wait(site, daemon)
    assert daemon.metrics().value("kafka_rebalances_total") == before
    assert daemon.ready() and not refusals(daemon)
    assert daemon.terminate() == 0


def test_a_right_that_is_taken_later_makes_not_ready_until_it_is_back(site):
    daemon = site.daemon(by_password(site))
    wait_until("the daemon has started", lambda: has_started(daemon), 60)
    right = next(right for right in RIGHTS if right.name == "Join the first group")
    with without(site, right):
        told = complaint(daemon, f'{WITH_PASSWORD} lacks Read on group "newswatch"')
        site.lists.run(command_in(told))
        feed_and_wait(site, daemon.wait_ready())


# Identities that one side refuses.

REFUSED = {
    "wrong password": (lambda site: site.login("newswatch", "wrong"),
                       ['refuses the login of "newswatch" by PLAIN', "check kafka.username and the password"]),
    "unknown user": (lambda site: site.login("nobody", "wrong"), ['refuses the login of "nobody" by PLAIN']),
    "login where there is none": (
        lambda site: {**site.certificate(site.client), "security_protocol": "sasl_ssl", "sasl_mechanism": "PLAIN",
                      "username": "newswatch", "password": PASSWORDS["newswatch"]},
        ["takes no login on this port", "set kafka.security_protocol to ssl"]),
    "expired client certificate": (lambda site: site.certificate(site.expired_client),
                                   ["refuses the certificate in", "expired.pem, which expired on 20", "renew it"]),
    "client certificate of a strange authority": (
        lambda site: site.certificate(site.foreign_client),
        ["refuses the certificate in", 'signed by "CN=foreign"', "ssl.truststore.location"]),
    "no client certificate": (lambda site: site.tls("MTLS"),
                              ["asks for a client certificate", "set kafka.certificate_file and kafka.key_file"]),
    "expired broker certificate": (lambda site: site.tls("EXPIRED"),
                                   ['"CN=expired-broker,O=Example" of 127.0.0.1', "expired on 20",
                                    "renew it on the broker"]),
    "broker certificate of another host": (
        lambda site: site.tls("ELSEWHERE"),
        ["is for elsewhere.example, not for 127.0.0.1", "kafka.brokers", "subjectAltName"]),
    "broker certificate of a strange authority": (
        lambda site: site.tls("MTLS", ca_file=str(site.foreign.certificate)),
        ['was signed by "CN=authority", which is not trusted here', "kafka.ca_file"]),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_identity_ends_with_77_and_one_sentence(site, name):
    make, words = REFUSED[name]
    daemon = site.daemon(make(site))
    assert daemon.wait(60) == 77, daemon.log()
    told = last_error(daemon)
    assert told.startswith("refused at the start: ") and all(word in told for word in words), told


@pytest.mark.parametrize("name", ["wrong password", "expired broker certificate"])
def test_the_doctor_tells_the_same(site, name):
    make, words = REFUSED[name]
    code, output = site.command("doctor", make(site))
    assert code == 1 and all(word in output for word in words), output


# Ports that do not fit, which look like brokers that start: the daemon waits for them.

UNFIT = {
    "plaintext to TLS": (lambda site: {"brokers": site.broker.address("MTLS")},
                         ["kafka.security_protocol"]),
    "TLS to plaintext": (lambda site: site.tls("PLAINTEXT"),
                         ["does not speak TLS", "set kafka.security_protocol to plaintext"]),
    "no login where one is asked for": (lambda site: site.tls("LOGIN_TLS"),
                                        ["kafka.security_protocol"]),
}


@pytest.mark.parametrize("name", UNFIT)
def test_a_port_of_another_kind_is_told_while_the_daemon_waits(site, name):
    make, words = UNFIT[name]
    daemon = site.daemon(make(site))
    complaint(daemon, *words)
    assert any(all(word in line["message"] for word in words) for line in daemon.log_lines())
    assert daemon.terminate() == 0


# Files that can't be right, whatever the broker says.

def swapped(site: SecureSite) -> Dict:
    return site.certificate(site.client, key_file=str(site.foreign_client.with_suffix(".key")))


BAD_FILES = {
    "missing key": (lambda site: site.certificate(site.client, key_file=str(site.folder / "no.key")),
                    ["kafka.key_file: ", "no.key can't be read: No such file", "let this user read it"]),
    "unreadable key": (lambda site: site.certificate(site.client, key_file=str(site.folder)),
                       ["kafka.key_file: ", "can't be read: Is a directory"]),
    "missing authorities": (lambda site: site.tls("MTLS", ca_file=str(site.folder / "no.pem")),
                            ["kafka.ca_file: ", "no.pem can't be read"]),
    "no certificate in the file": (
        lambda site: site.certificate(site.client.with_suffix(".key")),
        ["kafka.certificate_file: ", "has no certificate in PEM form"]),
    "no key in the file": (lambda site: site.certificate(site.client, key_file=str(site.client)),
                           ["kafka.key_file: ", "has no private key in PEM form"]),
    "key of another certificate": (swapped, ["is not the key of the first certificate in",
                                             "(CN=newswatch,O=Example)", "made together"]),
    "wrong key password": (
        lambda site: site.certificate(site.client, key_file=str(site.locked_key),
                                      key_password_file=str(site.secret("wrong", "wrong"))),
        ["does not open with this password", "mend kafka.key_password_file"]),
    "locked key without a password": (
        lambda site: site.certificate(site.client, key_file=str(site.locked_key)),
        ["is locked with a password: give it as kafka.key_password_file"]),
    "missing password": (
        lambda site: site.tls("LOGIN_TLS", security_protocol="sasl_ssl", sasl_mechanism="PLAIN",
                              username="newswatch", password_file=str(site.folder / "none")),
        ["kafka.password_file: can't read"]),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_files_end_with_78_and_are_told_by_validate(site, name):
    make, words = BAD_FILES[name]
    code, output = site.command("validate", make(site))
    told = [line for line in output.splitlines() if "kafka." in line]
    assert code == 78 and len(told) == 1 and all(word in told[0] for word in words), output
    daemon = site.daemon(make(site))
    assert daemon.wait(30) == 78
    assert all(word in daemon.log() for word in words)


def test_the_doctor_warns_of_secrets_that_all_may_read_and_of_certificates_that_end(site):
    kafka = by_password(site) | {"certificate_file": str(site.authority.sign("brief", days=3)),
                                 "key_file": str(site.authority.folder / "brief.key")}
    (site.authority.folder / "brief.key").chmod(0o644)
    _, output = site.command("doctor", kafka)
    assert '"CN=brief,O=Example" is valid until' in output and "renew it" in output, output
    assert "every user of this host can read" in output and "chmod o=" in output, output


# OAuth.

@pytest.fixture
def tokens():
    server = TokenServer(lifetime_seconds=60)
    yield server
    server.close()


def by_token(site: SecureSite, tokens: TokenServer, secret: str) -> Dict:
    return site.tls("LOGIN_TLS", security_protocol="sasl_ssl", sasl_mechanism="OAUTHBEARER",
                    oauth_token_url=tokens.url, oauth_client_id=CLIENT, oauth_scope="kafka articles",
                    oauth_client_secret_file=str(site.secret(f"oauth-{len(secret)}", secret)))


def test_a_token_of_an_oauth_server_and_the_documented_rights_are_enough(site, tokens):
    kafka = by_token(site, tokens, SECRET)
    assert site.command("doctor", kafka)[0] == 0
    daemon = site.daemon(kafka)
    works(site, daemon)
    assert tokens.forms[0] == {"grant_type": ["client_credentials"], "scope": ["kafka articles"]}
    assert not any(token in daemon.log() for token in tokens.given)


def test_a_secret_that_the_oauth_server_refuses_ends_with_77(site, tokens):
    daemon = site.daemon(by_token(site, tokens, "wrong"))
    assert daemon.wait(60) == 77, daemon.log()
    told = last_error(daemon)
    for words in (f'{tokens.url} gives "{CLIENT}" no token (HTTP 401, invalid_client)', "kafka.oauth_client_secret_file"):
        assert words in told
    assert not tokens.given


def test_a_secret_goes_over_https_alone(site, tokens):
    kafka = by_token(site, tokens, SECRET) | {"oauth_token_url": "http://login.example/token"}
    code, output = site.command("validate", kafka)
    assert code == 78 and "kafka.oauth_token_url must begin with https://" in output


# Secrets.

def test_secrets_of_the_configuration_are_in_no_message_of_a_wrong_one(site):
    kafka = by_password(site) | {"password": SECRETS[0], "oauth_client_secret": SECRET, "key_password": SECRETS[-1],
                                 "properties": {"sasl.password": SECRETS[1], "ssl.key.pem": SECRETS[2]}}
    code, output = site.command("validate", kafka)
    assert code == 78
    assert_no_secret(output)
