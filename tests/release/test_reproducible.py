"""A release built twice, in folders of different names and without what an earlier build left, has the same bytes."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def built_in(folder: Path) -> str:
    """@return the checksums of a release of this commit."""
    subprocess.run(["git", "clone", "--quiet", ROOT, folder], check=True)
    subprocess.run(["./dev", "release"], cwd=folder, check=True, env={**os.environ, "CCACHE_DISABLE": "1"})
    (sums,) = (folder / "build").glob("newswatch-*.sha256")
    return sums.read_text()


@pytest.fixture(scope="module")
def releases(tmp_path_factory):
    return [built_in(tmp_path_factory.mktemp("build") / name) for name in ("here", "elsewhere-and-deeper/there")]


def test_has_the_same_bytes(releases):
    assert releases[0] == releases[1]


def test_has_all_artefacts(releases):
    version = re.search(r"^project\(newswatch VERSION ([\d.]+)", (ROOT / "CMakeLists.txt").read_text(), re.MULTILINE)[1]
    package = f"newswatch_{version}_ARCHITECTURE"
    named = {re.sub(rf"newswatch_{re.escape(version)}_[a-z0-9]+", package, line.split()[1]) for line in releases[0].splitlines()}
    assert named == {f"{package}.deb", f"{package}.cdx.json", f"{package}.spdx.json", f"newswatch-{version}.tgz",
                     f"newswatch-deploy-{version}.tar.gz", f"newswatch-{version}.tar.gz"}
