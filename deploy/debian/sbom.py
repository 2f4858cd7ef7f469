#!/usr/bin/python3
"""Writes a software bill of materials for a release build, as JSON on standard output.

    sbom.py BUILD_FOLDER VERSION cyclonedx|spdx

It names the Debian packages whose libraries the program loads, and those whose headers were compiled into it.
Source: CycloneDX 1.5 JSON reference; SPDX 2.3 (ISO/IEC 5962) and its JSON schema; package URLs (purl) of type deb.
"""

import json
import os
import re
import subprocess
import sys
import uuid
from dataclasses import dataclass
from datetime import datetime, timezone
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


@dataclass(frozen=True)
class Component:
    """A Debian package."""
    name: str
    version: str
    maintainer: str
    source: str  # The source package.
    purl: str


def component(package: str, distribution: Dict[str, str]) -> Component:
    form = "${Package}\t${Version}\t${Architecture}\t${Maintainer}\t${source:Package}"
    name, version, architecture, maintainer, source = output("dpkg-query", "-W", f"-f={form}", package).split("\t")
    purl = (f"pkg:deb/debian/{name}@{version.replace(':', '%3A').replace('+', '%2B')}"
            f"?arch={architecture}&distro={distribution['ID']}-{distribution['VERSION_ID']}")
    return Component(name, version, maintainer, source, purl)


def components_of(build: Path) -> List[Component]:
    lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    distribution = {name: value.strip('"') for name, _, value in (line.partition("=") for line in lines)}
    packages = packages_of(loaded_libraries(build / "newswatch") | compiled_headers(build))
    return [component(package, distribution) for package in sorted(packages)]


def serial_of(own: str, components: List[Component]) -> uuid.UUID:
    """The same build gives the same bill."""
    return uuid.uuid5(uuid.NAMESPACE_URL, own + repr(components))


def cyclonedx(version: str, components: List[Component], made: datetime) -> Dict:
    own = f"pkg:generic/newswatch@{version}"
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "serialNumber": f"urn:uuid:{serial_of(own, components)}",
        "version": 1,
        "metadata": {"timestamp": made.isoformat(), "authors": [{"name": "The Newswatch authors"}],
                     "component": {"type": "application", "bom-ref": own, "name": "newswatch", "version": version,
                                   "purl": own, "licenses": [{"license": {"id": "Apache-2.0"}}]}},
        "components": [{"type": "library", "bom-ref": one.purl, "name": one.name, "version": one.version,
                        "purl": one.purl, "supplier": {"name": one.maintainer},
                        "properties": [{"name": "debian:source", "value": one.source}]} for one in components],
        "dependencies": [{"ref": own, "dependsOn": [one.purl for one in components]}],
    }


def organization_of(maintainer: str) -> str:
    """Debian writes `Name <address>`, SPDX `Name (address)`."""
    return "Organization: " + re.sub(r" <([^>]*)>$", r" (\1)", maintainer)


def spdx_package(identifier: str, name: str, version: str, supplier: str, purl: str, licence: str) -> Dict:
    return {"SPDXID": identifier, "name": name, "versionInfo": version, "supplier": supplier,
            "downloadLocation": "NOASSERTION", "filesAnalyzed": False, "licenseConcluded": licence,
            "licenseDeclared": licence, "copyrightText": "NOASSERTION",
            "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": purl}]}


def spdx(version: str, components: List[Component], made: datetime) -> Dict:
    own = f"pkg:generic/newswatch@{version}"
    identifiers = [f"SPDXRef-Package-{number}" for number in range(len(components))]
    relations = [("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-Newswatch"),
                 *(("SPDXRef-Newswatch", "DEPENDS_ON", identifier) for identifier in identifiers)]
    return {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": f"newswatch-{version}",
        "documentNamespace": f"urn:uuid:{serial_of(own, components)}",
        "creationInfo": {"created": made.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
                         "creators": ["Organization: The Newswatch authors", "Tool: sbom.py"]},
        "packages": [spdx_package("SPDXRef-Newswatch", "newswatch", version, "Organization: The Newswatch authors", own,
                                  "Apache-2.0"),
                     *(spdx_package(identifier, one.name, one.version, organization_of(one.maintainer), one.purl,
                                    "NOASSERTION") for identifier, one in zip(identifiers, components))],
        "relationships": [{"spdxElementId": subject, "relationshipType": relation, "relatedSpdxElement": other}
                          for subject, relation, other in relations],
    }


FORMS = {"cyclonedx": cyclonedx, "spdx": spdx}


def main() -> None:
    if len(sys.argv) != 4 or sys.argv[3] not in FORMS:
        sys.exit(__doc__)
    made = datetime.fromisoformat(output("git", "log", "-1", "--format=%cI").strip())
    print(json.dumps(FORMS[sys.argv[3]](sys.argv[2], components_of(Path(sys.argv[1])), made), indent=1))


if __name__ == "__main__":
    main()
