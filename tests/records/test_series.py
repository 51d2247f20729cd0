import math

import pytest

from dashboard.records import series
from dashboard.records.series import MEASURES
from tests import tiny
from tests.records import made


@pytest.fixture
def drawn(settings, collected):
    return lambda x="epoch", band="each": series.series(settings, collected(), x, band)


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


def test_steps_go_on_from_epoch_to_epoch(settings, drawn):
    made.run(settings.runs)
    [one] = drawn("step")
    assert one.steps["loss"] == ([50, 100, 150, 200, 250, 300], [1.0] * 6)
    assert "accuracy" not in one.steps  # which these steps do not tell
    assert drawn("epoch")[0].steps == {}


def test_the_epoch_that_goes_on_is_drawn_by_its_steps(settings, drawn):
    run_id = made.run(settings.runs)
    events = [*made.log(made.BEGAN, (0.7, 0.8))]
    made.write(settings.runs / run_id, events[:-1])
    [one] = drawn("step")
    assert (one.x, one.steps["loss"][0]) == ([100], [50, 100, 150, 200])


def test_what_has_no_steps_is_left_out_over_steps_alone(store, drawn):
    store.publish("tiny", lambda folder: tiny.fill(folder))
    assert [len(drawn(x)) for x in ("epoch", "step", "minutes")] == [1, 0, 1]


def test_a_new_phase_lies_between_two_epochs(settings, drawn):
    run_id = made.run(settings.runs)
    events = [*made.log(made.BEGAN, (0.7, 0.8, 0.9))]
    changed = [e | {"phase": "head"} if e.get("epoch") == 1 else e for e in events]
    made.write(settings.runs / run_id, changed)
    assert drawn()[0].phases == [(1.5, "fine")]


def test_only_what_differs_by_nothing_but_the_seed_has_a_mean(settings, drawn):
    made.run(settings.runs, 0, seed=1, accuracies=(0.5, 0.9))
    made.run(settings.runs, 1, seed=2, accuracies=(0.7, 0.8))
    made.run(settings.runs, 2, seed=3, learning_rate=0.1)
    made.run(settings.runs, 3, seed=4, name="coats")
    made_of = drawn(band="range")
    assert sorted(one.label for one in made_of) == [
        "coats · 0003",
        "shoes · 0002",
        "shoes: mean of 2 (seeds 2, 1)",
    ]
    assert len(drawn()) == 4


def test_means_of_one_name_say_by_what_they_differ(settings, drawn):
    for number in range(4):
        rate = (0.1, 0.01)[number // 2]
        made.run(settings.runs, number, seed=number, learning_rate=rate)
    assert sorted(one.label for one in drawn(band="range")) == [
        "shoes, learning_rate=0.01: mean of 2 (seeds 3, 2)",
        "shoes, learning_rate=0.1: mean of 2 (seeds 1, 0)",
    ]


@pytest.mark.parametrize(
    ("band", "low", "high"),
    [
        ("range", [0.5, 0.8, 0.9], [0.7, 0.9, 0.9]),
        # one sample deviation: half the distance times the root of two
        ("deviation", [0.4586, 0.7793, 0.9], [0.7414, 0.9207, 0.9]),
    ],
)
def test_mean_and_band_by_hand(settings, drawn, band, low, high):
    made.run(settings.runs, 0, seed=1, accuracies=(0.5, 0.9, 0.9))
    made.run(settings.runs, 1, seed=2, accuracies=(0.7, 0.8))
    [one] = drawn(band=band)
    accuracy = "validation_accuracy"
    assert one.values[accuracy] == pytest.approx([0.6, 0.85, 0.9])
    assert one.low[accuracy] == pytest.approx(low, abs=1e-4)
    assert one.high[accuracy] == pytest.approx(high, abs=1e-4)
    assert (one.counts, one.best) == ([2, 2, 1], 2)


def test_a_mean_keeps_its_name_whichever_seeds_are_in_it(settings, drawn):
    for number in range(2):
        made.run(settings.runs, number, seed=number)
    [two] = drawn(band="range")
    made.run(settings.runs, 2, seed=2)
    [three] = drawn(band="deviation")
    assert two.name == three.name


def test_a_value_that_is_missing_is_a_gap(settings, drawn):
    run_id = made.run(settings.runs)
    events = [*made.log(made.BEGAN, (0.7, 0.8))]
    changed = [e | {"loss": None} if e["kind"] == "epoch" else e for e in events]
    made.write(settings.runs / run_id, changed)
    assert all(math.isnan(value) for value in drawn()[0].values["loss"])
