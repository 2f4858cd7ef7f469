"""Builds the Debian package for another Debian, in a root of it: `build_package.py SUITE`. Needs root.

The root is kept, with all that was installed and compiled, so that the next build is short.
"""

import subprocess
import sys
from pathlib import Path

from booted_system import ROOTS, make_root

ROOT = Path(__file__).resolve().parents[2]


def built_in(suite: str) -> Path:
    """What is `build` elsewhere."""
    return ROOTS / f"{suite}-built"


def build_package(suite: str) -> None:
    root = ROOTS / f"{suite}-build"
    make_root(root, suite, "ca-certificates,git")
    built_in(suite).mkdir(exist_ok=True)
    # In a worktree of git, its data lies elsewhere.
    git = subprocess.run(["git", "-C", str(ROOT), "rev-parse", "--path-format=absolute", "--git-common-dir"],
                         capture_output=True, text=True, check=True).stdout.strip()
    subprocess.run(["systemd-nspawn", "--quiet", "--directory", str(root), "--as-pid2", "--console=pipe", "--register=no",
                    "--keep-unit", "--resolv-conf=replace-host", f"--bind-ro={git}", f"--bind-ro={ROOT}",
                    f"--bind={built_in(suite)}:{ROOT / 'build'}", f"--chdir={ROOT}", "./dev", "package"],
                   stdin=subprocess.DEVNULL, check=True)


if __name__ == "__main__":
    build_package(sys.argv[1])
