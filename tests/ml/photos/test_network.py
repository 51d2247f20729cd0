"""The network for photographs: its three outputs, what learns, how it answers."""

import numpy as np
import pytest

from tests.ml.photos.conftest import SIDE

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def answered(network, squares):
    return {k: np.asarray(v) for k, v in network(squares, training=False).items()}


def test_the_three_outputs_fit_together(answered, network, photo_ml):
    assert answered["logits"].shape == (6, 10)
    # Grad-CAM relies on it: the embedding is the mean of the map
    value = answered["embedding"]
    assert answered["features"].shape == (6, 1, 1, value.shape[1])
    np.testing.assert_allclose(
        answered["features"].mean((1, 2)), value, rtol=1e-4, atol=1e-5
    )
    hidden, last = photo_ml.network.head_layers(network)
    value = np.maximum(value @ np.asarray(hidden.kernel) + np.asarray(hidden.bias), 0)
    value = value @ np.asarray(last.kernel) + np.asarray(last.bias)
    np.testing.assert_allclose(value, answered["logits"], rtol=1e-3, atol=1e-4)


def test_maps_of_three_depths_stand_side_by_side(network, photo_ml):
    widths = [network.get_layer(tap).output.shape[-1] for tap in photo_ml.network.TAPS]
    assert network.output["features"].shape[-1] == sum(widths)


def test_a_larger_square_has_a_finer_map(photo_ml):
    made = photo_ml.network.build(64, "none", 0.0)
    assert made.output["features"].shape[1:3] == (2, 2)


def test_the_head_and_the_blocks_above_the_cut_learn(network, photo_ml):
    names = [layer.name for layer in network.layers]
    cut = names.index(photo_ml.network.CUT)
    below = [x for x in network.layers[: cut + 1] if x.trainable_variables]
    assert below == []
    learning = {x.name for x in network.layers if x.trainable_variables}
    assert learning >= {*photo_ml.network.HEAD, photo_ml.network.SCALE}
    assert "top_conv" in learning and "block11_expand_conv" in learning


def test_the_backbones_normalisation_keeps_its_statistics(network, photo_ml, ml):
    kind = ml.keras.layers.BatchNormalization
    norms = [x.name for x in network.layers if isinstance(x, kind) and x.trainable]
    assert norms == [photo_ml.network.SCALE]


def test_the_network_is_cut_below_what_learns(network, ml, photo_ml):
    frozen, tail = ml.cut.frozen_and_tail(network)
    assert frozen.weights and not frozen.trainable_variables
    assert frozen.output.shape[1:3] == (SIDE // 16, SIDE // 16)
    learned = {v.path for v in network.trainable_variables}
    assert {v.path for v in tail.trainable_variables} == learned


@pytest.fixture(scope="module")
def serving(network, photo_ml):
    return photo_ml.network.serving(network)


def test_a_picture_and_its_mirror_image_get_the_same_answer(serving, squares):
    there = serving(squares, training=False)
    back = serving(squares[:, :, ::-1], training=False)
    for name in ("logits", "embedding"):
        np.testing.assert_allclose(there[name], back[name], rtol=1e-4, atol=1e-4)


def test_served_are_the_averaged_maps_of_both(serving, network, squares, answered):
    mirrored = network(squares[:, :, ::-1], training=False)
    both = (answered["features"] + np.asarray(mirrored["features"])[:, :, ::-1]) / 2
    found = serving(squares, training=False)
    np.testing.assert_allclose(found["features"], both, rtol=1e-4, atol=1e-4)
    np.testing.assert_allclose(
        found["embedding"], both.mean(axis=(1, 2)), rtol=1e-4, atol=1e-4
    )
