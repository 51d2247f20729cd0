"""The request that Dash's renderer sends for a callback, from what the server itself
lists at /_dash-dependencies. Plain callbacks need no endId; background ones would."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.errors import SetupError

PATH = "/_dash-update-component"


def find(dependencies: Sequence[Mapping[str, Any]], output: str) -> Mapping[str, Any]:
    """The callback that writes `output`, "id.property".

    Raises:
        SetupError: there is none.
    """
    for dependency in dependencies:
        if output in outputs_of(dependency["output"]):
            return dependency
    raise SetupError(
        f"Expected a callback that writes {output}. Received: none among "
        f"{len(dependencies)}. Correct dashboard/bench/pages.py."
    )


def outputs_of(output: str) -> list[str]:
    """The "id.property" of each output: "..a.x...b.y.." means two, "a.x" one."""
    many = output.startswith("..") and output.endswith("..")
    return output[2:-2].split("...") if many else [output]


def payload(
    dependency: Mapping[str, Any], values: Mapping[str, Any], changed: Sequence[str]
) -> dict[str, Any]:
    """The JSON body of one call.

    Args:
        values: "id.property" to its value on the page; for a pattern id its "type"
            in place of the id, and a dict of index to value.
        changed: "id.property" of what the person changed.
    """
    parts = [_split(output) for output in outputs_of(dependency["output"])]
    outputs = [{"id": name, "property": key} for name, key in parts]
    many = dependency["output"].startswith("..")
    return {
        "output": dependency["output"],
        "outputs": outputs if many else outputs[0],
        "inputs": [_filled(item, values) for item in dependency["inputs"]],
        "changedPropIds": list(changed),
        "state": [_filled(item, values) for item in dependency["state"]],
    }


def pattern_id(kind: str, index: Any) -> str:
    """A pattern id as the renderer writes it: keys in order, no spaces."""
    return json.dumps({"index": index, "type": kind}, separators=(",", ":"))


def _split(output: str) -> tuple[str, str]:
    name, _, key = output.rpartition(".")
    return name, key.partition("@")[0]


def _filled(item: Mapping[str, str], values: Mapping[str, Any]) -> Any:
    """An input with its value; a pattern gives a list with every component."""
    name, key = item["id"], item["property"]
    if not name.startswith("{"):
        return {"id": name, "property": key, "value": values[f"{name}.{key}"]}
    kind = json.loads(name)["type"]
    return [
        {"id": {"index": index, "type": kind}, "property": key, "value": value}
        for index, value in values[f"{kind}.{key}"].items()
    ]
