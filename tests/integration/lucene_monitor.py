"""Lucene Monitor for the tests: Maven builds bench/peers/lucene-monitor and fetches its jars."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, List, Sequence

from newswatch import ROOT

SOURCES = ROOT / "bench" / "peers" / "lucene-monitor"
FOLDER = ROOT / "build" / "lucene-monitor"

# A short life: quick to start matters, peak speed does not.
JAVA = ["java", "-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"]


def build() -> None:
    """Does nothing when what is there is of the same sources."""
    files = sorted(path for path in SOURCES.rglob("*") if path.is_file())
    wanted = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    stamp = FOLDER / "sources.sha256"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    subprocess.run(["mvn", "-B", "-q", "-f", SOURCES, "package", "dependency:copy-dependencies"],
                   check=True, stdout=sys.stderr)
    stamp.write_text(wanted)


def results(folder: Path, articles: Sequence[Dict], trees: Sequence[Any]) -> List[Dict]:
    """Of each article the numbers of the trees that it meets (`matches`), and of its fields the
    words: text, and the UTF-16 units from which to which it stands. `folder` is for files."""
    build()
    given = {"articles": articles, "trees": trees}
    for name, values in given.items():
        (folder / name).write_text("".join(json.dumps(value) + "\n" for value in values))
    files = [folder / name for name in (*given, "results")]
    subprocess.run([*JAVA, "-cp", f"{FOLDER}/classes:{FOLDER}/dependency/*",
                    "newswatch.lucene.LuceneMonitorMatches", *files], check=True, stdout=sys.stderr)
    return [json.loads(line) for line in files[-1].read_text().splitlines()]
