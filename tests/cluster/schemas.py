"""JSON Schemas, one a kind, of what Kubernetes and the definitions of other kinds say of themselves."""

import json
import re
from pathlib import Path
from typing import Any, Dict

import yaml

from prepare import DEFINITIONS, MADE


def _strict(schema: Any) -> Any:
    """Objects have the keys that they name, and no others."""
    if isinstance(schema, list):
        return [_strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    # Numbers with a unit, or ports by name.
    if schema.get("format") == "int-or-string" or schema.get("x-kubernetes-int-or-string"):
        return {"type": ["integer", "string"]}
    made = {key: _strict(value) for key, value in schema.items()}
    if isinstance(made.get("properties"), dict) and not made.get("x-kubernetes-preserve-unknown-fields"):
        made.setdefault("additionalProperties", False)
    return made


def _write(folder: Path, group: str, version: str, kind: str, schema: Dict) -> None:
    names = [part for part in (kind.lower(), group.split(".")[0], version) if part]
    (folder / f"{'-'.join(names)}.json").write_text(json.dumps(schema))


def _needed(name: str, kinds: Dict) -> Dict:
    """The definition of that name and all that it refers to."""
    found: Dict = {}
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found[one] = kinds[one]
            waiting += re.findall(r'"#/definitions/([^"]+)"', json.dumps(kinds[one]))
    return found


def write_schemas(folder: Path) -> None:
    kinds = _strict(json.loads((MADE / "kinds.json").read_text())["definitions"])
    # A quantity is text there, and may be a number all the same.
    kinds["io.k8s.apimachinery.pkg.api.resource.Quantity"] = {"type": ["string", "number"]}
    for name, schema in kinds.items():
        for kind in schema.get("x-kubernetes-group-version-kind", []):
            if not name.endswith("List"):
                _write(folder, kind["group"], kind["version"], kind["kind"],
                       {"allOf": [{"$ref": f"#/definitions/{name}"}], "definitions": _needed(name, kinds)})
    for file in DEFINITIONS.glob("*.yaml"):
        spec = yaml.safe_load(file.read_text())["spec"]
        for version in spec["versions"]:
            schema = _strict(version["schema"]["openAPIV3Schema"])
            schema["properties"]["metadata"] = {"type": "object"}
            _write(folder, spec["group"], version["name"], spec["names"]["kind"], schema)
