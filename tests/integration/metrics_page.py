"""A page of Prometheus metrics as samples that can be asked."""

import re
from typing import Dict, List, Tuple

SAMPLE = re.compile(r'^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$')
LABEL = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"')


class MetricsPage:
    """Names are without the prefix `newswatch_`; those of `process_` never have it."""

    def __init__(self, text: str):
        self.text = text
        self._samples: Dict[str, List[Tuple[Dict[str, str], float]]] = {}
        for line in text.splitlines():
            if line and not line.startswith("#"):
                match = SAMPLE.match(line)
                assert match, f"not a sample: {line!r}"
                labels = dict(LABEL.findall(match[2] or ""))
                self._samples.setdefault(match[1], []).append((labels, float(match[3])))

    def series(self, name: str, **labels: str) -> List[Tuple[Dict[str, str], float]]:
        """Those that carry all of `labels`."""
        full = name if name.startswith("process_") else f"newswatch_{name}"
        return [(own, value) for own, value in self._samples.get(full, [])
                if labels.items() <= own.items()]

    def value(self, name: str, **labels: str) -> float:
        """The sum over the series that carry `labels`; there must be one at least."""
        found = self.series(name, **labels)
        assert found, f"no series newswatch_{name} with {labels}"
        return sum(value for _, value in found)

    def by(self, label: str, name: str) -> Dict[str, float]:
        """Value by the value of one label, zeros left out."""
        return {own[label]: value for own, value in self.series(name) if value}
