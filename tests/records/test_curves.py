import math

import pytest

from dashboard.records.series import MEASURES
from tests import tiny
from tests.records import made


@pytest.mark.parametrize(
    ("x", "places"),
    [
        ("epoch", [1, 2, 3]),
        ("step", [100, 200, 300]),
        ("minutes", [1, 2, 3]),
    ],
)
def test_epochs_stand_where_the_axis_says(settings, drawn, x, places):
    run_id = made.run(settings.runs)
    [one] = drawn(x)
    assert one.x == places
    assert one.values["validation_accuracy"] == [0.7, 0.9, 0.8]
    assert set(one.values) == set(MEASURES)
    assert (one.name, one.label, one.best) == (run_id, "shoes · 0000", 1)


def test_what_has_no_steps_is_left_out_over_steps_alone(store, drawn):
    store.publish("tiny", lambda folder: tiny.fill(folder))
    assert [len(drawn(x)) for x in ("epoch", "step", "minutes")] == [1, 0, 1]


def test_a_new_phase_lies_between_two_epochs(settings, drawn):
    run_id = made.run(settings.runs)
    events = [*made.log(made.BEGAN, (0.7, 0.8, 0.9))]
    changed = [e | {"phase": "head"} if e.get("epoch") == 1 else e for e in events]
    made.write(settings.runs / run_id, changed)
    assert drawn()[0].phases == [(1.5, "fine")]


def test_a_value_that_is_missing_is_a_gap(settings, drawn):
    run_id = made.run(settings.runs)
    events = [*made.log(made.BEGAN, (0.7, 0.8))]
    changed = [e | {"loss": None} if e["kind"] == "epoch" else e for e in events]
    made.write(settings.runs / run_id, changed)
    assert all(math.isnan(value) for value in drawn()[0].values["loss"])
