"""Cached features and the input pipeline: from what was timed to lines, and the two
processes on a small network."""

import pytest

from dashboard.bench import cached, cached_child, child, pipeline
from dashboard.bench.setup import QUICK, Counts
from dashboard.store.versions import ModelStore
from tests.shipped import settings_in


@pytest.mark.parametrize(("fast", "met"), [(1010.0, True), (990.0, False)])
def test_equal_batches_are_held_to_the_limit(fast, met):
    plain = [10.0, 5.0]
    found = {
        "64": {"plain": plain, "cached": [fast, fast / 2]},
        "256": {"plain": plain, "cached": [9.0, 9.0]},
    }
    lines = cached.to_lines("head only", found, 100.0)
    ratios = [line for line in lines if "times faster" in line.what]
    assert [line.met for line in ratios] == [met, False]
    # each round is compared with the plain one beside it
    assert ratios[0].values["ratio"] == pytest.approx(fast / 10)
    assert "1.4 times (0.9 to 1.8)" in ratios[1].measured


def test_rates_leave_the_first_batch_of_an_epoch_out():
    times = [9.0, 10.0, 11.0, 30.0, 30.5, 31.0]
    assert cached_child.epoch_rates(times, 3, 64) == [64.0, 128.0]


@pytest.mark.parametrize("counts", [Counts(), QUICK])
def test_an_epoch_has_several_whole_batches_of_each_size(counts):
    for size in cached.BATCHES:
        batches, rest = divmod(counts.epoch * min(cached.BATCHES), size)
        assert (batches >= 2, rest) == (True, 0)


def test_the_last_ten_layers_are_counted_as_the_seed_project_does():
    asked = {"backbone": "resnet50", "image_size": 64, "unfrozen": cached.LAST}
    plain = cached_child.recipe_of({**asked, "epochs": 3}, 64, 0)
    fast = cached_child.recipe_of({**asked, "epochs": 3}, 64, 1)
    assert (plain.unfrozen_layers, plain.epochs, plain.head_epochs) == (6, 1, 0)
    assert fast == plain.with_(cached_views=1, epochs=3)


def test_the_pipeline_is_compared_round_by_round():
    found = {"alone": [900.0, 800.0], "fed": [9.0, 4.0], "ready": [10.0, 5.0]}
    *rates, share = pipeline.to_lines(found)
    assert [line.values["images_per_second"] for line in rates] == [850.0, 6.5, 7.5]
    assert share.values["ratio"] == pytest.approx(0.85)


SMALL = {"backbone": "cnn", "image_size": 28}
ASKED = {
    "dashboard.bench.cached_child": {
        **SMALL,
        "unfrozen": 2,
        "images": 512,
        "batches": [64],
        "epochs": 2,
        "rounds": 1,
    },
    "dashboard.bench.pipeline_child": {
        **SMALL,
        "augmentation": "strong",
        "batch": 64,
        "batches": 2,
        "rounds": 1,
    },
}


@pytest.fixture(scope="module")
def measured(tmp_path_factory, data_folder, dataset):
    """What each module of ASKED answers, see tests/bench/in_turn.py."""
    home = tmp_path_factory.mktemp("measured")
    settings = settings_in(home, ModelStore(home / "store"), data_folder)
    return child.ask(settings, "tests.bench.in_turn", ASKED)


@pytest.mark.slow
def test_a_small_network_is_measured_in_turns(measured):
    found = measured["dashboard.bench.cached_child"]
    assert list(found) == ["64"]
    for rates in (found["64"]["plain"], found["64"]["cached"]):
        assert len(rates) == 1 and min(rates) > 0


@pytest.mark.slow
def test_the_pipeline_is_measured_alone_and_in_a_training(measured):
    found = measured["dashboard.bench.pipeline_child"]
    assert set(found) == {"alone", "fed", "ready"}
    assert all(len(rates) == 1 and min(rates) > 0 for rates in found.values())
