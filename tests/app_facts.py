"""Builds the app and prints what it is made of as one JSON object.

A program of its own: Dash keeps pages and callbacks in lists of the process, and the
modules that are loaded by the app alone can only be told where nothing else was loaded.
"""

import json
import sys

import dash
from dash._utils import stringify_id

import app


def ids_of(layout) -> list[str]:
    """Ids of a layout and all in it; pattern ids as JSON."""
    parts = [layout, *layout._traverse()]
    return [stringify_id(p.id) for p in parts if getattr(p, "id", None) is not None]


def wire(output: str, facts: dict) -> dict:
    """A callback and every id in it."""
    outputs = facts["output"]
    outputs = outputs if isinstance(outputs, list | tuple) else [outputs]
    used = [part["id"] for part in (*facts["inputs"], *facts["state"])]
    used += [stringify_id(one.component_id) for one in outputs]
    return {"output": output, "ids": used}


if __name__ == "__main__":
    made = app.create_app()
    loaded = sorted(name for name in sys.modules if "." not in name)
    pages = dash.page_registry.values()
    made._setup_server()
    facts = {
        "loaded": loaded,
        "shell": ids_of(made.layout),
        "pages": {page["path"]: ids_of(page["layout"]()) for page in pages},
        "wires": [wire(*pair) for pair in made.callback_map.items()],
    }
    print(json.dumps(facts))
