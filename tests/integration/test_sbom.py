"""The bills of materials name what the program is made of."""

import json
import re
import subprocess

import pytest

from newswatch import BINARY, ROOT


def bill(form: str) -> str:
    return subprocess.run(["/usr/bin/python3", ROOT / "deploy/debian/sbom.py", BINARY.parent, "1.2.3", form], cwd=ROOT,
                          capture_output=True, text=True, check=True).stdout


def test_names_what_is_loaded_and_what_is_compiled_in():
    made = json.loads(bill("cyclonedx"))
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.5")
    assert made["metadata"]["component"]["purl"] == "pkg:generic/newswatch@1.2.3"
    components = {one["name"]: one for one in made["components"]}
    for name in ("librdkafka1", "libssl3", "libcli11-dev", "nlohmann-json3-dev", "libstdc++6"):
        assert any(known.startswith(name) for known in components), name
    for name, one in components.items():
        assert re.fullmatch(r"pkg:deb/debian/[^@]+@[^?]+\?arch=[a-z0-9]+&distro=debian-\d+", one["purl"]), name
        installed = subprocess.run(["dpkg-query", "-W", "-f=${Version}\n", name], capture_output=True, text=True,
                                   check=True).stdout
        assert one["version"] in installed.splitlines()
        assert one["supplier"]["name"]
    references = [one["bom-ref"] for one in made["components"]]
    assert len(set(references)) == len(references)
    assert made["dependencies"][0]["dependsOn"] == references


def test_spdx_names_the_same():
    made = json.loads(bill("spdx"))
    assert (made["spdxVersion"], made["dataLicense"], made["SPDXID"]) == ("SPDX-2.3", "CC0-1.0", "SPDXRef-DOCUMENT")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", made["creationInfo"]["created"])
    own, *packages = made["packages"]
    assert (own["name"], own["versionInfo"], own["licenseDeclared"]) == ("newswatch", "1.2.3", "Apache-2.0")
    purls = [package["externalRefs"][0]["referenceLocator"] for package in packages]
    assert purls == [one["purl"] for one in json.loads(bill("cyclonedx"))["components"]]
    related = {(one["spdxElementId"], one["relationshipType"], one["relatedSpdxElement"])
               for one in made["relationships"]}
    assert related == {("SPDXRef-DOCUMENT", "DESCRIBES", own["SPDXID"]),
                       *((own["SPDXID"], "DEPENDS_ON", package["SPDXID"]) for package in packages)}


@pytest.mark.parametrize("form", ["cyclonedx", "spdx"])
def test_the_same_build_gives_the_same_bill(form):
    assert bill(form) == bill(form)
