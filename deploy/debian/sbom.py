#!/usr/bin/python3
"""Writes a software bill of materials for a release build: CycloneDX 1.5, JSON, on standard output.

    sbom.py BUILD_FOLDER VERSION

Its components are the Debian packages whose libraries the program loads, and those whose headers were compiled into it.
Source: CycloneDX 1.5 JSON reference; package URLs (purl) of type deb.
"""

import json
import os
import re
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Dict, Iterable, List, Set


def output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def loaded_libraries(program: Path) -> Set[str]:
    """Paths of the shared libraries that the program loads, directly or not."""
    return {os.path.realpath(path) for path in re.findall(r"=> (/\S+)", output("ldd", str(program)))}


def compiled_headers(build: Path) -> Set[str]:
    """Paths of the system's headers that any source of the build includes."""
    return {os.path.realpath(line.strip()) for line in output("ninja", "-C", str(build), "-t", "deps").splitlines()
            if line.strip().startswith("/usr/include/")}


def packages_of(paths: Iterable[str]) -> Set[str]:
    """Names, with architectures where Debian gives them. A path that no package owns is an error."""
    owners: Set[str] = set()
    remaining = sorted(paths)
    while remaining:
        part, remaining = remaining[:500], remaining[500:]
        # Before Debian 13 packages may still list what lies in /usr/lib as /lib.
        names = part + [path[len("/usr"):] for path in part if path.startswith("/usr/lib/")]
        told = subprocess.run(["dpkg", "-S", *names], capture_output=True, text=True, check=False).stdout
        found = {}
        for line in told.splitlines():
            packages, _, path = line.rpartition(": ")
            found[path] = packages.split(", ")
        for path in part:
            packages = found.get(path) or found.get(path[len("/usr"):])
            if not packages:
                raise SystemExit(f"{path}: no package owns it")
            owners.update(packages)
    return owners


def component(package: str, distribution: Dict[str, str]) -> Dict:
    form = "${Package}\t${Version}\t${Architecture}\t${Maintainer}\t${source:Package}"
    name, version, architecture, maintainer, source = output("dpkg-query", "-W", f"-f={form}", package).split("\t")
    purl = (f"pkg:deb/debian/{name}@{version.replace(':', '%3A').replace('+', '%2B')}"
            f"?arch={architecture}&distro={distribution['ID']}-{distribution['VERSION_ID']}")
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl,
            "supplier": {"name": maintainer}, "properties": [{"name": "debian:source", "value": source}]}


def bill(build: Path, version: str) -> Dict:
    lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    distribution = {name: value.strip('"') for name, _, value in (line.partition("=") for line in lines)}
    packages = packages_of(loaded_libraries(build / "newswatch") | compiled_headers(build))
    components: List[Dict] = [component(package, distribution) for package in sorted(packages)]
    own = f"pkg:generic/newswatch@{version}"
    # The same build gives the same bill.
    serial = uuid.uuid5(uuid.NAMESPACE_URL, own + json.dumps(components, sort_keys=True))
    made = output("git", "log", "-1", "--format=%cI").strip()
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "serialNumber": f"urn:uuid:{serial}", "version": 1,
        "metadata": {"timestamp": made, "authors": [{"name": "The Newswatch authors"}],
                     "component": {"type": "application", "bom-ref": own, "name": "newswatch", "version": version,
                                   "purl": own, "licenses": [{"license": {"id": "Apache-2.0"}}]}},
        "components": components,
        "dependencies": [{"ref": own, "dependsOn": [one["bom-ref"] for one in components]}],
    }


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    print(json.dumps(bill(Path(sys.argv[1]), sys.argv[2]), indent=1))
