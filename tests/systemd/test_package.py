"""The Debian package on a real systemd: install, run, reload, hang, upgrade, purge. In order: each goes on from the last.

Needs root and the package: `./dev test-systemd`, or with `--suite trixie` that of another Debian.
"""

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "integration"))

from booted_system import BOOTABLE, ROOTS, BootedSystem, debian_suite, make_root  # noqa: E402
from build_package import built_in  # noqa: E402
from child import wait_until  # noqa: E402

UNIT = "newswatch.service"
OWN_RULE = 'topics:\n  - id: floods\n    name: Floods\n    query: "flood"\n'
LARGEST_EXPOSURE = 1.5


@pytest.fixture(scope="module")
def suite(request):
    """The Debian whose package was built in a root of its own; None: this machine's."""
    return request.config.getoption("--suite")


@pytest.fixture(scope="module")
def package(suite) -> Path:
    folder = built_in(suite) if suite else ROOT / "build"
    built = sorted(folder.glob("newswatch_*.deb"))
    assert built, f"no package in {folder}: run ./dev test-systemd"
    return built[-1]


@pytest.fixture(scope="module")
def newer_package(package, tmp_path_factory) -> Path:
    """The same with a higher version and a line more in its configuration."""
    folder = tmp_path_factory.mktemp("newer")
    content = folder / "content"
    subprocess.run(["dpkg-deb", "--raw-extract", str(package), str(content)], check=True)
    control = content / "DEBIAN" / "control"
    control.write_text(re.sub(r"(?m)^(Version: .*)$", r"\1+next", control.read_text()))
    configuration = content / "etc/newswatch/newswatch.yaml"
    configuration.write_text(configuration.read_text() + "# Of the next version.\n")
    subprocess.run(["dpkg-deb", "--root-owner-group", "--build", str(content), str(folder / "newer.deb")], check=True)
    return folder / "newer.deb"


@pytest.fixture(scope="module")
def system(suite, tmp_path_factory):
    root = ROOTS / (suite or debian_suite())
    make_root(root, suite or debian_suite(), BOOTABLE)
    booted = BootedSystem(root, tmp_path_factory.mktemp("boot") / "boot.log")
    yield booted
    booted.power_off()


def install(system, package: Path) -> None:
    system.copy(package, "/root/newswatch.deb")
    system.run("apt-get", "-q", "update")
    # What a machine without a terminal answers: keep what was edited.
    system.run("apt-get", "-q", "install", "-y", "--no-install-recommends", "-o", "Dpkg::Options::=--force-confold",
               "/root/newswatch.deb")


def show(system, name: str) -> str:
    return system.run("systemctl", "show", UNIT, "--value", "--property", name).stdout.strip()


def is_active(system) -> bool:
    return system.run("systemctl", "is-active", UNIT, check=False).stdout.strip() == "active"


def journal(system) -> str:
    return system.run("journalctl", "--unit", UNIT, "--no-pager", "--output", "cat").stdout


def test_it_is_installed_enabled_and_running(system, package):
    install(system, package)
    assert is_active(system)
    assert system.run("systemctl", "is-enabled", UNIT).stdout.strip() == "enabled"
    wait_until("a status", lambda: re.match(r"not ready: consumer-0: .*\d+ rules$", show(system, "StatusText")))
    owner = system.run("ps", "-o", "user=", "-p", show(system, "MainPID")).stdout.strip()
    assert owner not in ("root", "")


def test_it_is_hardened(system):
    told = system.run("systemd-analyze", "security", "--no-pager", UNIT).stdout
    exposure = float(re.search(r"exposure level for \S+ (\d+\.\d)", told).group(1))
    print(f"exposure level {exposure}")
    assert exposure <= LARGEST_EXPOSURE


def test_it_serves_metrics_and_knows_its_start(system):
    request = "exec 3<>/dev/tcp/127.0.0.1/9464; printf 'GET /metrics HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3"
    page = system.run("bash", "-c", request)
    started = float(re.search(r"(?m)^process_start_time_seconds (\S+)", page.stdout).group(1))
    assert abs(time.time() - started) < 600


def test_a_reload_takes_new_rules(system):
    before = show(system, "MainPID")
    rules = int(re.search(r"(\d+) rules$", show(system, "StatusText")).group(1))
    system.write("/etc/newswatch/rules/own.yaml", OWN_RULE)
    system.run("systemctl", "reload", UNIT)
    wait_until("one rule more", lambda: show(system, "StatusText").endswith(f" {rules + 1} rules"))
    assert is_active(system) and show(system, "MainPID") == before


def test_its_watchdog_restarts_a_process_that_hangs(system):
    hung = show(system, "MainPID")
    system.run("kill", "-STOP", hung)
    wait_until("another process", lambda: is_active(system) and show(system, "MainPID") not in ("0", hung), 60, every=1)
    assert "Watchdog timeout" in journal(system)


def test_an_upgrade_keeps_what_was_edited(system, newer_package):
    before = show(system, "MainPID")
    edited = system.read("/etc/newswatch/newswatch.yaml").replace("brokers: ", "brokers: localhost:1,", 1)
    system.write("/etc/newswatch/newswatch.yaml", edited)
    install(system, newer_package)
    assert system.read("/etc/newswatch/newswatch.yaml") == edited
    assert system.read("/etc/newswatch/rules/own.yaml") == OWN_RULE
    assert "# Of the next version." in system.read("/etc/newswatch/newswatch.yaml.dpkg-dist")
    assert is_active(system) and show(system, "MainPID") != before


def test_a_wrong_configuration_ends_it_for_good(system):
    right = system.read("/etc/newswatch/newswatch.yaml")
    system.write("/etc/newswatch/newswatch.yaml", right + "\nkafak: {}\n")
    system.run("systemctl", "restart", UNIT, check=False)
    wait_until("failed", lambda: show(system, "ActiveState") == "failed")
    assert show(system, "ExecMainStatus") == "78"
    time.sleep(3)
    assert show(system, "NRestarts") == "0" and show(system, "ActiveState") == "failed"
    assert 'unknown key "kafak"; did you mean "kafka"?' in journal(system)
    system.write("/etc/newswatch/newswatch.yaml", right)
    system.run("systemctl", "restart", UNIT)
    assert is_active(system)


def test_a_password_comes_as_a_credential(system):
    right = system.read("/etc/newswatch/newswatch.yaml")
    system.run("mkdir", "-p", "/etc/newswatch/secrets", f"/etc/systemd/system/{UNIT}.d")
    system.write("/etc/newswatch/secrets/kafka-password", "secret\n")
    system.run("chmod", "-R", "go=", "/etc/newswatch/secrets")
    system.write(f"/etc/systemd/system/{UNIT}.d/credentials.conf",
                 "[Service]\nLoadCredential=kafka-password:/etc/newswatch/secrets/kafka-password\n")
    login = ("kafka:\n  security_protocol: sasl_plaintext\n  sasl_mechanism: PLAIN\n  username: newswatch\n"
             "  password_file: ${CREDENTIALS_DIRECTORY}/kafka-password\n")
    system.write("/etc/newswatch/newswatch.yaml", right.replace("kafka:\n", login, 1))
    system.run("systemctl", "daemon-reload")
    system.run("systemctl", "restart", UNIT)
    assert is_active(system)
    assert "secret" not in journal(system)


def test_its_admin_port_speaks_https_without_development_packages(system):
    assert not system.run("sh", "-c", "ls /usr/lib/*/libssl.so", check=False).stdout
    system.run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
               "-keyout", "/etc/newswatch/secrets/admin.key", "-out", "/etc/newswatch/admin.pem")
    system.write(f"/etc/systemd/system/{UNIT}.d/https.conf",
                 "[Service]\nLoadCredential=admin.key:/etc/newswatch/secrets/admin.key\n"
                 "Environment=NEWSWATCH_ADMIN__CERTIFICATE_FILE=/etc/newswatch/admin.pem\n"
                 "Environment=NEWSWATCH_ADMIN__KEY_FILE=%d/admin.key\n")
    system.run("systemctl", "daemon-reload")
    system.run("systemctl", "restart", UNIT)
    request = ("printf 'GET /livez HTTP/1.0\\r\\n\\r\\n' | openssl s_client -quiet -verify_return_error "
               "-CAfile /etc/newswatch/admin.pem -connect 127.0.0.1:9464")
    assert "200 OK" in system.run("sh", "-c", request).stdout


def test_removed_it_leaves_its_configuration_and_purged_nothing(system):
    system.run("apt-get", "-q", "remove", "-y", "newswatch")
    assert not is_active(system)
    assert system.exists("/etc/newswatch/newswatch.yaml")
    system.run("apt-get", "-q", "purge", "-y", "newswatch")
    left = system.run("find", "/etc", "/usr", "/var", "/lib/systemd", "/run/systemd", "-xdev", "-iname", "*newswatch*",
                      "-not", "-path", "/var/log/journal/*").stdout.split()
    assert left == []
