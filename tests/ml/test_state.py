"""The state of a training on disk: whole, the one before, or none."""

import numpy as np
import pytest

from dashboard.errors import StoreError
from tests.ml.conftest import RECIPES

pytestmark = pytest.mark.slow
RECIPE = RECIPES["cnn"]


@pytest.fixture
def make(ml):
    def state(epochs, phase="fine", partial=None):
        rows = [{"epoch": n, "phase": phase, "loss": 0.1} for n in range(epochs)]
        progress = ml.state.Progress(rows, 1, 0.75, 2, 33.5)
        arrays = {"a/b": np.float32([epochs, 0.1])}
        kept = ml.snapshot.Snapshot(phase, arrays, {"step": np.int64(7)}, {})
        average = {"a/b": arrays["a/b"] + 1}
        return ml.state.State(RECIPE, progress, kept, average, 5, partial)

    return state


@pytest.fixture
def path(tmp_path):
    return tmp_path / "resume.state"


def test_a_state_comes_back_as_it_was(ml, make, path):
    assert ml.state.read(path, RECIPE) is None
    ml.state.write(path, make(3))
    found = ml.state.read(path, RECIPE)
    assert found.progress == make(3).progress
    assert (found.recipe, found.updates, found.snapshot.phase) == (RECIPE, 5, "fine")
    np.testing.assert_array_equal(found.snapshot.weights["a/b"], np.float32([3, 0.1]))
    np.testing.assert_array_equal(found.average["a/b"], np.float32([4, 1.1]))
    assert found.snapshot.optimizer["step"] == 7
    assert found.snapshot.optimizer["step"].dtype == np.int64


def test_a_state_within_an_epoch_has_its_sums_and_its_generators(ml, make, path):
    sums, drawn = {"0": np.float32(3.5)}, {"torch": np.arange(9, dtype=np.uint8)}
    ml.state.write(path, make(3, partial=ml.partial.Partial(37, 1.5, sums, drawn)))
    found = ml.state.read(path, RECIPE)
    assert found.position == (3, 37)
    assert (found.partial.batch, found.partial.seconds) == (37, 1.5)
    assert found.partial.metrics == sums
    np.testing.assert_array_equal(found.partial.generators["torch"], drawn["torch"])


def test_what_the_disk_does_not_give_back_replaces_nothing(ml, make, path, monkeypatch):
    ml.state.write(path, make(1))
    write_with = ml.state.atomic.write_with

    def write_with_a_bad_block(fresh, write, point):
        write_with(fresh, write, point)
        hurt(fresh, "flipped bit")

    monkeypatch.setattr(ml.state.atomic, "write_with", write_with_a_bad_block)
    with pytest.raises(StoreError, match="other bytes"):
        ml.state.write(path, make(2))
    assert ml.state.read(path, RECIPE).position == (1, 0)
    assert not ml.state.before(path).exists()


@pytest.mark.parametrize("damage", ["flipped bit", "cut", "empty", "missing"])
def test_the_one_before_stands_in_for_a_damaged_one(ml, make, path, damage):
    ml.state.write(path, make(1))
    ml.state.write(path, make(2))
    hurt(path, damage)
    assert len(ml.state.read(path, RECIPE).progress.history) == 1


def hurt(path, damage):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    if damage == "missing":
        path.unlink()
    elif damage == "flipped bit":
        path.write_bytes(content)
    else:
        path.write_bytes(content[:-9] if damage == "cut" else b"")


def test_nothing_but_damaged_files_is_a_sentence(ml, make, path):
    for _ in range(2):
        ml.state.write(path, make(1))
    for place in (path, ml.state.before(path)):
        hurt(place, "flipped bit")
    with pytest.raises(StoreError, match="Start a new run"):
        ml.state.read(path, RECIPE)


def test_the_state_of_another_recipe_is_refused(ml, make, path):
    ml.state.write(path, make(1))
    with pytest.raises(StoreError, match="another recipe"):
        ml.state.read(path, RECIPE.with_(seed=2))
