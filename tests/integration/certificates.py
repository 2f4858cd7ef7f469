"""Certificates for the tests, made by the openssl command: authorities, and what they signed."""

import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path

LOOPBACK = "DNS:localhost,IP:127.0.0.1"

# Of `openssl ca`, the one command that every version lets sign what has expired.
CA_CONFIG = """\
[ca]
default_ca = authority
[authority]
certificate = {certificate}
private_key = {key}
database = {database}
new_certs_dir = {folder}
rand_serial = yes
unique_subject = no
default_md = sha256
policy = any
preserve = yes
[any]
organizationName = optional
commonName = supplied
"""


def openssl(*arguments: object) -> None:
    done = subprocess.run(["openssl", *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"openssl {arguments[0]} failed:\n{done.stderr}"


def make_key(path: Path) -> Path:
    openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", path)
    return path


def with_password(key: Path, password: Path) -> Path:
    """The same key, encrypted with the password in a file."""
    locked = key.with_suffix(".locked")
    openssl("pkcs8", "-topk8", "-in", key, "-out", locked, "-v2", "aes-256-cbc",
            "-passout", f"file:{password}")
    return locked


class Authority:
    """Signs certificates; each is `<name>.pem` with its key `<name>.key`."""

    def __init__(self, folder: Path, name: str):
        self.folder = folder
        self.certificate, self._key = folder / f"{name}.pem", make_key(folder / f"{name}.key")
        openssl("req", "-x509", "-new", "-key", self._key, "-subj", f"/CN={name}", "-days", "2",
                "-addext", "keyUsage=critical,keyCertSign,cRLSign", "-out", self.certificate)
        signed = folder / f"{name}-signed"
        signed.mkdir()
        (signed / "index.txt").touch()
        self._config = signed / "ca.conf"
        self._config.write_text(CA_CONFIG.format(certificate=self.certificate, key=self._key, folder=signed,
                                                 database=signed / "index.txt"))

    def sign(self, name: str, alternative_names: str = "", days: int = 365) -> Path:
        """Returns the certificate's file. With negative `days` it has expired."""
        certificate, request = self.folder / f"{name}.pem", self.folder / f"{name}.csr"
        extensions = self.folder / f"{name}.ext"
        # As RFC 5280 has it, to which Python 3.13 holds certificates.
        extensions.write_text("subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n" +
                              (f"subjectAltName={alternative_names}\n" if alternative_names else ""))
        openssl("req", "-new", "-key", make_key(self.folder / f"{name}.key"), "-out", request,
                "-subj", f"/O=Example/CN={name}")
        end = datetime.now(timezone.utc) + timedelta(days=days)
        begin = min(end, datetime.now(timezone.utc)) - timedelta(days=1)
        openssl("ca", "-batch", "-notext", "-config", self._config, "-in", request, "-out", certificate,
                "-startdate", f"{begin:%Y%m%d%H%M%SZ}", "-enddate", f"{end:%Y%m%d%H%M%SZ}", "-extfile", extensions)
        return certificate
