"""Which folder includes which, read from the code; draws it into docs/architecture.md.

    python3 tests/repository/folder_graph.py
"""

import re
from pathlib import Path
from typing import Dict, List, Set

ROOT = Path(__file__).resolve().parents[2]
ARCHITECTURE = ROOT / "docs" / "architecture.md"
DRAWING = re.compile(r"(?<=```mermaid\n)flowchart TD\n.*?(?=```)", re.DOTALL)

Graph = Dict[str, Set[str]]


def sources(folder: str) -> List[Path]:
    return sorted(path for path in (ROOT / folder).rglob("*") if path.suffix in {".h", ".cpp"})


def included(path: Path) -> List[str]:
    """The project's own headers that a file includes."""
    return re.findall(r'^#include "([^"]+)"', path.read_text(), re.MULTILINE)


def library_folders() -> List[str]:
    return sorted(path.parent.name for path in ROOT.glob("*/CMakeLists.txt")
                  if "newswatch_folder(" in path.read_text())


def include_graph(folders: List[str]) -> Graph:
    return {folder: {header.split("/")[0] for path in sources(folder) for header in included(path)}
                    - {folder} for folder in folders}


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
    """As Mermaid takes it."""
    arrows = [f"    {folder} --> {other}\n" for folder, others in without_detours(graph).items()
              for other in sorted(others)]
    return "flowchart TD\n" + "".join(arrows)


def main() -> None:
    text = ARCHITECTURE.read_text()
    assert DRAWING.search(text), f"{ARCHITECTURE} has no drawing to replace"
    ARCHITECTURE.write_text(DRAWING.sub(drawing(include_graph(library_folders())), text))


if __name__ == "__main__":
    main()
