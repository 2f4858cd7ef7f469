"""The version is that of CMakeLists.txt, wherever else it has to be written."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
VERSION = re.search(r"^project\(newswatch VERSION ([\d.]+)", (ROOT / "CMakeLists.txt").read_text(), re.MULTILINE)[1]
# An artefact named by version: newswatch:0.1.0, newswatch_0.1.0_amd64.deb, newswatch-0.1.0.tgz.
ARTEFACT = re.compile(r"\bnewswatch(?:-\w+)?[:_-](\d+\.\d+\.\d+)")


def texts():
    """But docs/upgrading.md, which may name older ones."""
    files = subprocess.run(["git", "-C", ROOT, "ls-files", "docs/*.md", "docs/*.yaml", "deploy/*.yaml", "README.md",
                            "CONTRIBUTING.md"], check=True, capture_output=True, text=True).stdout.split()
    assert files
    return [ROOT / file for file in files if file != "docs/upgrading.md"]


@pytest.mark.parametrize("file, keys", [("deploy/helm/newswatch/Chart.yaml", ["version"]),
                                        ("deploy/helm/newswatch/Chart.yaml", ["appVersion"]),
                                        ("docs/asyncapi.yaml", ["info", "version"])])
def test_is_that_of_the_file(file, keys):
    value = yaml.safe_load((ROOT / file).read_text())
    for key in keys:
        value = value[key]
    assert value == VERSION


def test_names_artefacts():
    named = {(str(file.relative_to(ROOT)), version) for file in texts() for version in ARTEFACT.findall(file.read_text())}
    assert {file for file, _ in named} >= {"docs/operating.md", "docs/kubernetes.md", "deploy/kubernetes/newswatch.yaml"}
    assert {(file, version) for file, version in named if version != VERSION} == set()


def test_has_a_section_of_the_changelog():
    assert re.search(rf"^## {re.escape(VERSION)} - \d{{4}}-\d\d-\d\d$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)


def test_has_notes_on_upgrading():
    assert f"\n## {VERSION}\n" in (ROOT / "docs" / "upgrading.md").read_text()
