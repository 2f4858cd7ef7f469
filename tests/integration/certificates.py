"""Certificates for the tests, made by the openssl command: authorities, and what they signed."""

import subprocess
from pathlib import Path

LOOPBACK = "DNS:localhost,IP:127.0.0.1"


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
                "-out", self.certificate)

    def sign(self, name: str, alternative_names: str = "", days: int = 365) -> Path:
        """Returns the certificate's file. With negative `days` it has expired."""
        certificate, request = self.folder / f"{name}.pem", self.folder / f"{name}.csr"
        extensions = self.folder / f"{name}.ext"
        extensions.write_text(f"subjectAltName={alternative_names}\n" if alternative_names else "")
        openssl("req", "-new", "-key", make_key(self.folder / f"{name}.key"), "-out", request,
                "-subj", f"/O=Example/CN={name}")
        openssl("x509", "-req", "-in", request, "-CA", self.certificate, "-CAkey", self._key,
                "-CAcreateserial", "-days", days, "-extfile", extensions, "-out", certificate)
        return certificate
