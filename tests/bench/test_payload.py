"""The request of a callback, as the renderer of Dash sends it."""

import pytest

from dashboard.bench import pages, payload
from dashboard.errors import SetupError

SHOW = {
    "output": "..grid.children...count.children..",
    "inputs": [{"id": "sort", "property": "value"}],
    "state": [{"id": "model", "property": "value"}],
}
CHOOSE = {
    "output": "chosen.data@4f",
    "inputs": [{"id": '{"index":["ALL"],"type":"cell"}', "property": "n_clicks"}],
    "state": [],
}


def test_find_knows_a_callback_by_any_of_its_outputs():
    assert payload.find([CHOOSE, SHOW], "count.children") is SHOW


def test_find_says_which_output_nobody_writes():
    with pytest.raises(SetupError, match="writes missing.data"):
        payload.find([SHOW], "missing.data")


def test_several_outputs_are_a_list():
    values = {"sort.value": "loss", "model.value": "cnn/1"}
    assert payload.payload(SHOW, values, ["sort.value"]) == {
        "output": "..grid.children...count.children..",
        "outputs": [
            {"id": "grid", "property": "children"},
            {"id": "count", "property": "children"},
        ],
        "inputs": [{"id": "sort", "property": "value", "value": "loss"}],
        "changedPropIds": ["sort.value"],
        "state": [{"id": "model", "property": "value", "value": "cnn/1"}],
    }


def test_a_single_output_is_alone_and_a_pattern_lists_every_component():
    body = payload.payload(CHOOSE, {"cell.n_clicks": {0: None, 1: 2}}, [])
    assert body["outputs"] == {"id": "chosen", "property": "data"}
    assert body["inputs"] == [
        [
            {"id": {"index": 0, "type": "cell"}, "property": "n_clicks", "value": None},
            {"id": {"index": 1, "type": "cell"}, "property": "n_clicks", "value": 2},
        ]
    ]


def test_a_pattern_id_is_written_without_spaces():
    assert payload.pattern_id("cell", 60) == '{"index":60,"type":"cell"}'


def test_every_operation_changes_something_that_it_gives_a_value():
    for operation in pages.operations():
        for _, changed, values in operation.calls:
            assert changed in values or changed.startswith("{")
