"""Which folder includes which, read from the code; draws it into docs/architecture.md.

    python3 tests/repository/folder_graph.py
"""

import re
from pathlib import Path
from typing import Dict, List, Set

ROOT = Path(__file__).resolve().parents[2]
ARCHITECTURE = ROOT / "docs" / "architecture.md"
DRAWING = re.compile(r"(?<=```mermaid\n)flowchart TD\n.*?(?=```)", re.DOTALL)
DRAWN_WITHIN = "daemon"  # the one folder that has a drawing of its own

Graph = Dict[str, Set[str]]


def sources(folder: str) -> List[Path]:
    return sorted(path for path in (ROOT / folder).rglob("*") if path.suffix in {".h", ".cpp"})


def included(path: Path) -> List[str]:
    """The project's own headers that a file includes."""
    return re.findall(r'^#include "([^"]+)"', path.read_text(), re.MULTILINE)


def library_folders() -> List[str]:
    return sorted(path.parent.name for path in ROOT.glob("*/CMakeLists.txt")
                  if "newswatch_folder(" in path.read_text())


def folders_within(folder: str) -> List[str]:
    """Those directly in it that have sources."""
    return sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / folder).iterdir()
                  if path.is_dir() and sources(path.relative_to(ROOT).as_posix()))


def include_graph(folders: List[str]) -> Graph:
    """Which of the folders includes which other. What lies in none of them is left out."""
    def owners(header: str) -> Set[str]:
        return {folder for folder in folders if header.startswith(folder + "/")}
    return {folder: {owner for path in sources(folder) for header in included(path)
                     for owner in owners(header)} - {folder} for folder in folders}


def reachable(graph: Graph, start: str) -> Set[str]:
    found: Set[str] = set()
    ahead = set(graph[start])
    while ahead:
        folder = ahead.pop()
        if folder not in found:
            found.add(folder)
            ahead |= graph[folder]
    return found


def without_detours(graph: Graph) -> Graph:
    """Leaves out the arrows to what lies behind another arrow. The graph must have no cycle."""
    return {folder: {other for other in arrows
                     if not any(other in reachable(graph, between) for between in arrows)}
            for folder, arrows in graph.items()}


def drawing(graph: Graph) -> str:
    """As Mermaid takes it. A folder within another is named without that."""
    def name(folder: str) -> str:
        return folder.rpartition("/")[2]
    arrows = [f"    {name(folder)} --> {name(other)}\n"
              for folder, others in without_detours(graph).items() for other in sorted(others)]
    return "flowchart TD\n" + "".join(arrows)


def drawings() -> List[str]:
    """Those of docs/architecture.md, in its order."""
    return [drawing(include_graph(folders)) for folders in (library_folders(), folders_within(DRAWN_WITHIN))]


def main() -> None:
    text = ARCHITECTURE.read_text()
    fresh = drawings()
    assert len(DRAWING.findall(text)) == len(fresh), f"{ARCHITECTURE} has not {len(fresh)} drawings to replace"
    ARCHITECTURE.write_text(DRAWING.sub(lambda _: fresh.pop(0), text))


if __name__ == "__main__":
    main()
