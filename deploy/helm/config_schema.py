"""Puts the schema of the daemon's configuration into that of the chart's values, as the key `config`."""

import json
from pathlib import Path

DEPLOY = Path(__file__).resolve().parent.parent
VALUES = DEPLOY / "helm/newswatch/values.schema.json"


def config_schema():
    """Without what only a whole file may say; the chart has its own word on what is missing."""
    schema = json.loads((DEPLOY / "newswatch.schema.json").read_text())
    return {key: value for key, value in schema.items() if key != "$schema"} | {"type": "object"}


def main():
    values = json.loads(VALUES.read_text())
    values["properties"]["config"] = config_schema()
    VALUES.write_text(json.dumps(values, indent=2) + "\n")


if __name__ == "__main__":
    main()
