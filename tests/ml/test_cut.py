"""Cutting a network in two: the parts together are the whole."""

import numpy as np
import pytest

from dashboard.limits import ALL_LAYERS
from tests.ml.conftest import FEW

pytestmark = pytest.mark.slow
few = pytest.mark.parametrize("model", FEW, indirect=True)


def trainer(model, ml, unfrozen):
    ml.network.freeze(model, unfrozen, train_batch_norm=False)
    return ml.keras.Model(model.input, model.output["logits"])


@few
@pytest.mark.parametrize("unfrozen", [0, 1, 4])
def test_the_parts_together_answer_as_the_whole(model, images, ml, unfrozen):
    whole = trainer(model, ml, unfrozen)
    frozen, tail = ml.cut.frozen_and_tail(whole)
    np.testing.assert_array_equal(
        np.asarray(tail(frozen(images, training=False), training=False)),
        np.asarray(whole(images, training=False)),
    )
    assert frozen.weights and not frozen.trainable_variables
    assert [v.path for v in tail.trainable_variables] == [
        v.path for v in whole.trainable_variables
    ]


@few
def test_dropout_stays_in_the_tail(model, ml):
    frozen, _ = ml.cut.frozen_and_tail(trainer(model, ml, 0))
    assert not [la for la in frozen.layers if hasattr(la, "seed_generator")]


@few
def test_more_unfrozen_layers_leave_less_to_compute_once(model, ml):
    sizes = [
        len(ml.cut.frozen_and_tail(trainer(model, ml, unfrozen))[0].layers)
        for unfrozen in (0, 2, 5)
    ]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[2]


@few
def test_where_all_layers_learn_there_is_no_cut(model, ml):
    assert ml.cut.frozen_and_tail(trainer(model, ml, ALL_LAYERS)) is None


def test_a_residual_block_is_not_cut_inside(ml):
    layers = ml.keras.layers
    image = ml.keras.Input((4,))
    first = layers.Dense(4, name="first")(image)
    inner = layers.Dense(4, name="inner")(first)
    top = layers.Dense(4, name="top")(inner)
    model = ml.keras.Model(image, layers.Dense(2)(layers.Add()([first, top])))
    for name in ("first", "inner"):
        model.get_layer(name).trainable = False
    frozen, tail = ml.cut.frozen_and_tail(model)
    assert frozen.layers[-1].name == "first"
    assert "inner" in [layer.name for layer in tail.layers]
