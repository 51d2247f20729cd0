"""The app on a copied store, and `fire`: a callback called as the browser calls it."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from dash._utils import split_callback_id

import app as lookbook
from tests.shipped import copied_store, settings_in


@dataclass(frozen=True)
class Fired:
    """What came back.

    Attributes:
        props: "id.property" to the new value; what was not updated is not there.
        toasts: texts of the notices that the call added.
    """

    status: int
    props: dict[str, Any]
    toasts: list[str]


@pytest.fixture
def store(tmp_path):
    return copied_store(tmp_path / "store", 2)


@pytest.fixture
def settings(tmp_path, store, data_folder, dataset):
    return settings_in(tmp_path, store, data_folder)


@pytest.fixture
def client(settings):
    return lookbook.create_app(settings).server.test_client()


@pytest.fixture
def fire(client):
    """Calls the callback that has this output and listens to what changed.

    Use: fire("browse-grid.children", "browse-true.value", {"browse-true.value": "3"}).
    Values of a pattern id are {"type.property": {index: value}}, of which MATCH takes
    the item that changed; a missing value is None, as in a page whose component nobody
    touched. `changed` may be None for the call when a page opens, or
    ("type.property", index) for an item.
    """
    known = client.get("/_dash-dependencies").json

    def fire(output, changed, values=None) -> Fired:
        values = values or {}
        listens = changed[0] if isinstance(changed, tuple) else changed
        [wire] = [
            wire
            for wire in known
            if output in outputs_of(wire)
            and (changed is None or listens in [name(part) for part in wire["inputs"]])
        ]
        outputs = [
            split_callback_id(one) for one in wire["output"].strip(".").split("...")
        ]
        made = [
            matched(part, changed) if (found := every(part, values)) is None else found
            for part in outputs
        ]
        multiple = wire["output"].startswith("..")
        body = {
            "output": wire["output"],
            "outputs": made if multiple else made[0],
            "inputs": [filled(part, values, changed) for part in wire["inputs"]],
            "state": [filled(part, values, changed) for part in wire["state"]],
            "changedPropIds": [changed_id(changed)] if changed else [],
        }
        response = client.post("/_dash-update-component", json=body)
        return read(response)

    return fire


def pressed(store: str, kind: str, index: str) -> tuple[str, dict]:
    """What to fire for a button whose press is kept in a store."""
    return store, {store: {"type": kind, "index": index, "time": 1}}


def outputs_of(wire: dict) -> list[str]:
    """A callback's outputs without the marks of duplicates."""
    parts = wire["output"].strip(".").split("...")
    return [part.split("@")[0] for part in parts]


def name(part: dict) -> str:
    """ "id.property", with a pattern's type in the place of its id."""
    given = part["id"]
    if given.startswith("{"):
        given = json.loads(given)["type"]
    return f"{given}.{part['property']}"


def every(part: dict, values: dict) -> list[dict] | None:
    """What an output for ALL stands for: the items whose ids are given as state."""
    if '["ALL"]' not in part["id"]:
        return None
    kind = json.loads(part["id"])["type"]
    items = values.get(f"{kind}.id") or {}
    return [{**part, "id": {"index": index, "type": kind}} for index in items]


def matched(part: dict, changed: str | tuple | None) -> dict:
    """A part with the index of the item that changed in the place of MATCH."""
    if '["MATCH"]' not in part["id"]:
        return part
    return {**part, "id": {**json.loads(part["id"]), "index": changed[1]}}


def filled(part: dict, values: dict, changed=None) -> dict | list[dict]:
    """An input or state as the browser sends it."""
    key, value = name(part), values.get(name(part))
    if not part["id"].startswith("{"):
        return {**part, "value": value}
    if '["MATCH"]' in part["id"]:
        item = (value or {}).get(changed[1])
        return {**matched(part, changed), "value": item}
    kind = key.split(".")[0]
    return [
        {
            "id": {"index": index, "type": kind},
            "property": part["property"],
            # the id itself as state
            "value": {"index": index, "type": kind} if key.endswith(".id") else one,
        }
        for index, one in (value or {}).items()
    ]


def changed_id(changed: str | tuple) -> str:
    """An entry of changedPropIds."""
    if isinstance(changed, str):
        return changed
    kind, property_ = changed[0].split(".")
    text = json.dumps({"index": changed[1], "type": kind}, separators=(",", ":"))
    return f"{text}.{property_}"


def read(response) -> Fired:
    """The answer of Dash's route."""
    content = response.json if response.status_code == 200 else {}
    props = {
        f"{component}.{key}": value
        for component, changes in content.get("response", {}).items()
        for key, value in changes.items()
    }
    side = content.get("sideUpdate", {}).get("shell-toasts", {}).get("children", {})
    toasts = [
        operation["params"]["value"]["props"]["children"]
        for operation in side.get("operations", [])
    ]
    return Fired(response.status_code, props, toasts)


def words(component: Any) -> str:
    """All text in a component as the callback answered it."""
    if isinstance(component, dict):
        inner = component.get("props", {}).get("children")
        return words(inner)
    if isinstance(component, list):
        return "\n".join(filter(None, map(words, component)))
    return "" if component is None else str(component)
