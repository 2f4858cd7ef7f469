"""TLS on the admin port: who connects, who does not, and what a renewed or wrong certificate does."""

import os
import shutil
import ssl
import subprocess
import urllib.error
import urllib.request

import pytest
import yaml

from certificates import LOOPBACK, Authority, with_password
from child import wait_until
from newswatch import run
from prometheus_server import PrometheusServer


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("certificates"), "authority")


@pytest.fixture(scope="module")
def certificate(authority):
    return authority.sign("newswatch", LOOPBACK)


def tls(certificate, **more):
    """The section `admin`."""
    return {"certificate_file": str(certificate), "key_file": str(certificate.with_suffix(".key")), **more}


def start(workspace, admin):
    workspace.write_topic_rule("floods", "flood")
    workspace.create_topics()
    return workspace.daemon(admin=admin)


def ask(daemon, path, authority=None, version=None):
    """The answer over TLS; `authority` is the one that the client trusts, and `version` all that it speaks."""
    context = ssl.create_default_context(cafile=authority and str(authority.certificate))
    if version is not None:
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = context.maximum_version = version
    with urllib.request.urlopen(f"https://127.0.0.1:{daemon.port}{path}", timeout=5, context=context) as answer:
        return answer.status, answer.read().decode()


def shown(daemon) -> str:
    """The certificate that the port shows, in PEM form."""
    return ssl.get_server_certificate(("127.0.0.1", daemon.port))


def wait_until_serving(daemon, authority):
    wait_until("the admin port answers", lambda: ask(daemon, "/livez", authority)[0] == 200, 30)
    return daemon


def test_clients_that_trust_the_authority_see_what_others_see_without_tls(workspace, authority, certificate):
    daemon = wait_until_serving(start(workspace, tls(certificate)), authority)
    status, page = ask(daemon, "/metrics", authority)
    assert status == 200 and "newswatch_build_info" in page
    assert ask(daemon, "/", authority)[1].startswith("<!doctype html>")
    with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
        ask(daemon, "/livez")


def test_the_port_speaks_tls_1_2_and_1_3_and_nothing_else(workspace, authority, certificate):
    daemon = wait_until_serving(start(workspace, tls(certificate)), authority)
    for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
        assert ask(daemon, "/livez", authority, version)[0] == 200
    for version in (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1):
        with pytest.raises(urllib.error.URLError, match="(?i)protocol"):
            ask(daemon, "/livez", authority, version)
    with pytest.raises((urllib.error.URLError, ConnectionError)):
        urllib.request.urlopen(f"http://127.0.0.1:{daemon.port}/livez", timeout=5)


def test_it_asks_for_a_login_under_tls_too(workspace, authority, certificate):
    daemon = wait_until_serving(start(workspace, tls(certificate, token="t0ken")), authority)
    with pytest.raises(urllib.error.HTTPError, match="401"):
        ask(daemon, "/metrics", authority)


def test_alerts_stream_over_tls(workspace, authority, certificate):
    daemon = wait_until_serving(start(workspace, tls(certificate)), authority)
    context = ssl.create_default_context(cafile=str(authority.certificate))
    with urllib.request.urlopen(f"https://127.0.0.1:{daemon.port}/api/v1/alerts", timeout=60,
                                context=context) as stream:
        workspace.feed([{"id": "a", "title": "A flood", "body": "By the river."}])
        seen = b""
        while b"A flood" not in seen:
            line = stream.readline()
            assert line, seen
            seen += line


def test_prometheus_scrapes_https(workspace, authority, certificate):
    daemon = wait_until_serving(start(workspace, tls(certificate)), authority)
    scrape = {"scheme": "https", "tls_config": {"ca_file": str(authority.certificate)}}
    prometheus = PrometheusServer(workspace.folder / "prometheus", {"newswatch": {"one": daemon.port}}, scrape=scrape)
    prometheus.wait_for("up", 1)
    prometheus.wait_for("newswatch_build_info", 1)


def test_a_locked_key_and_its_password_file(workspace, authority, certificate):
    password = workspace.folder / "password"
    password.write_text("open-oats-1177\n")
    locked = with_password(certificate.with_suffix(".key"), password)
    admin = tls(certificate, key_file=str(locked), key_password_file=str(password))
    wait_until_serving(start(workspace, admin), authority)


def test_a_renewed_certificate_is_taken_and_a_broken_one_is_not(workspace, authority, certificate):
    own = workspace.folder / "own.pem"
    shutil.copy(certificate, own)
    shutil.copy(certificate.with_suffix(".key"), own.with_suffix(".key"))
    daemon = wait_until_serving(start(workspace, tls(own)), authority)
    first = shown(daemon)
    renewed = authority.sign("renewed", LOOPBACK)
    shutil.copy(renewed, own)
    assert shown(daemon) == first, "without its key it is of no use"
    assert "keeps its certificate from before: admin.key_file: " in daemon.log()
    shutil.copy(renewed.with_suffix(".key"), own.with_suffix(".key"))
    assert shown(daemon) == renewed.read_text() != first
    own.write_text("none")
    assert shown(daemon) == renewed.read_text()
    assert ask(daemon, "/livez", authority)[0] == 200


WRONG = {
    "missing certificate": (lambda folder, right, other: tls(right, certificate_file=str(folder / "no.pem")),
                            ["admin.certificate_file: ", "no.pem can't be read: No such file", "let this user read it"]),
    "unreadable key": (lambda folder, right, other: tls(right, key_file=str(folder)),
                       ["admin.key_file: ", "can't be read: Is a directory"]),
    "no key in the file": (lambda folder, right, other: tls(right, key_file=str(right)),
                           ["admin.key_file: ", "has no private key in PEM form"]),
    "no certificate in the file": (lambda folder, right, other: tls(right, certificate_file=str(
        right.with_suffix(".key"))), ["admin.certificate_file: ", "has no certificate in PEM form"]),
    "key of another certificate": (lambda folder, right, other: tls(right, key_file=str(other.with_suffix(".key"))),
                                   ["admin.key_file: ", "is not the key of the first certificate in"]),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_files_end_with_78_and_one_sentence(workspace, authority, certificate, name):
    make, words = WRONG[name]
    daemon = start(workspace, make(workspace.folder, certificate, authority.sign("other", LOOPBACK)))
    assert daemon.wait(30) == 78
    told = [line for line in daemon.log().splitlines() if "admin." in line]
    assert len(told) == 1 and all(word in told[0] for word in words), daemon.log()


def test_a_certificate_that_openssl_finds_too_weak_ends_with_78(workspace, authority):
    weak = workspace.folder / "weak.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:512", "-nodes", "-days", "2", "-subj", "/CN=weak",
                    "-keyout", weak.with_suffix(".key"), "-out", weak], check=True, capture_output=True)
    daemon = start(workspace, tls(weak))
    assert daemon.wait(30) == 78
    assert "can't be used: ee key too small" in daemon.log()


def test_the_doctor_tells_of_a_certificate_that_ends_and_a_key_that_all_may_read(workspace, authority):
    brief = authority.sign("brief", LOOPBACK, days=3)
    os.chmod(brief.with_suffix(".key"), 0o644)
    file = workspace.folder / "doctor.yaml"
    file.write_text(yaml.safe_dump(workspace.config({"admin": tls(brief)})))
    told = run("doctor", "--config", file).stdout.decode()
    assert 'admin.certificate_file: "CN=brief,O=Example" is valid until' in told
    assert "admin.key_file: every user of this host can read" in told


def test_top_knows_the_daemon_by_the_key_that_its_configuration_names(workspace, authority):
    # No name of this host is in it.
    elsewhere = authority.sign("elsewhere", "DNS:news.example")
    daemon = start(workspace, tls(elsewhere, token="t0ken"))
    configured = workspace.folder / "top.yaml"

    def top(*arguments, certificate=elsewhere):
        admin = tls(certificate, token="t0ken", port=daemon.port)
        configured.write_text(yaml.safe_dump(workspace.config({"admin": admin})))
        return run("top", "--once", "--interval", "100ms", "--config", configured, *arguments)
    wait_until("top is answered", lambda: top().returncode == 0, 30)
    assert b"ready" in top().stdout
    for refused in (top(certificate=authority.sign("newer", "DNS:news.example")),
                    top("--admin", f"https://127.0.0.1:{daemon.port}"),
                    top("--ca-file", authority.certificate)):
        assert refused.returncode == 1 and b"https://127.0.0.1" in refused.stderr and not refused.stdout


def test_top_trusts_an_authority_that_it_is_told(workspace, authority, certificate):
    daemon = wait_until_serving(start(workspace, tls(certificate)), authority)
    address = f"https://127.0.0.1:{daemon.port}"
    done = run("top", "--once", "--interval", "100ms", "--admin", address, "--ca-file", authority.certificate)
    assert done.returncode == 0 and b"articles/s" in done.stdout, done.stderr
