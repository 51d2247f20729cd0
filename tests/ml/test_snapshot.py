"""A training moved to another network: another size, or the same one again."""

import numpy as np
import pytest

from dashboard.errors import StoreError
from tests.ml.conftest import RECIPES

pytestmark = pytest.mark.slow


def trainer(ml, recipe):
    """A network in training for a batch, so that no variable is at its first value."""
    network = ml.network.build(recipe)
    made = ml.keras.Model(network.input, network.output["logits"])
    made.compile(ml.optimizer.optimizer(recipe, 1e-3), "categorical_crossentropy")
    made.optimizer.build(made.trainable_variables)
    return network, made


def same(one, two):
    assert one.keys() == two.keys()
    for name, array in one.items():
        np.testing.assert_array_equal(array, two[name])


# our own network, and one whose layers keras.applications names
@pytest.mark.parametrize("backbone", ["residual", "mobilenet"])
def test_a_training_goes_on_in_a_network_of_another_size(ml, backbone):
    recipe = RECIPES[backbone].with_(dropout=0.5)
    larger = recipe.with_(image_size=recipe.image_size + 16)
    (network, first), (other, second) = trainer(ml, recipe), trainer(ml, larger)
    for number, variable in enumerate(first.optimizer.variables):
        variable.assign(variable + number)
    kept = ml.snapshot.take("fine", network, first.optimizer)
    assert len(kept.seeds) == 2  # one a dropout
    assert len(kept.optimizer) == 2 + 2 * len(first.trainable_variables)
    ml.snapshot.put(kept, other, second.optimizer, "fine")
    moved = ml.snapshot.take("fine", other, second.optimizer)
    for part in ("weights", "optimizer", "seeds"):
        same(getattr(kept, part), getattr(moved, part))


def test_another_phase_begins_with_a_new_optimizer(ml):
    network, made = trainer(ml, RECIPES["cnn"])
    before = ml.snapshot.take("fine", network, made.optimizer)
    made.optimizer.iterations.assign(7)
    ml.snapshot.put(before, network, made.optimizer, "head")
    assert int(made.optimizer.iterations) == 7


def test_the_state_of_another_network_is_refused(ml):
    network, _ = trainer(ml, RECIPES["cnn"])
    other, made = trainer(ml, RECIPES["residual"])
    kept = ml.snapshot.take("fine", network)
    with pytest.raises(StoreError, match="another version"):
        ml.snapshot.put(kept, other, made.optimizer, "fine")
