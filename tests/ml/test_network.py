"""The networks: their form, which layers learn, the packaged weights."""

import numpy as np
import pytest

from dashboard.errors import WeightsError
from dashboard.limits import ALL_LAYERS
from dashboard.ml.backbones import torch_file
from dashboard.recipe import Recipe
from tests.ml.conftest import FEW

pytestmark = pytest.mark.slow
few = pytest.mark.parametrize("model", FEW, indirect=True)


def learning(model):
    """Names of layers with weights that learn, the head left out."""
    return [
        layer.name
        for layer in model.layers
        if layer.weights
        and layer.trainable
        and not layer.name.startswith(("head_", "logits"))
    ]


@few
def test_the_head_always_learns(model, ml):
    ml.network.freeze(model, 0, train_batch_norm=False)
    assert learning(model) == []
    assert all(layer.trainable for layer in ml.network.head_layers(model))


@few
@pytest.mark.parametrize("unfrozen", [1, 3, 5])
def test_layers_learn_counted_from_the_top(model, ml, unfrozen):
    ml.network.freeze(model, ALL_LAYERS, train_batch_norm=True)
    every = learning(model)
    ml.network.freeze(model, unfrozen, train_batch_norm=True)
    assert learning(model) == every[-unfrozen:]
    ml.network.freeze(model, 1000, train_batch_norm=True)
    assert learning(model) == every


@few
def test_normalisation_stays_as_it_is_unless_told_to_learn(model, ml):
    ml.network.freeze(model, ALL_LAYERS, train_batch_norm=False)
    found = learning(model)
    assert found
    norms = {la.name for la in model.layers if "BatchNorm" in type(la).__name__}
    assert norms and not norms & set(found)
    ml.network.freeze(model, ALL_LAYERS, train_batch_norm=True)
    assert set(learning(model)) == norms | set(found)


def test_lite0_starts_from_the_packaged_weights(ml):
    from dashboard.ml.backbones import efficientnet

    recipe = Recipe(image_size=32)
    made = ml.network.build(recipe)
    path = torch_file.packaged(
        efficientnet.PACKAGE, efficientnet.FILE, efficientnet.SHA256
    )
    state = torch_file.read(path)
    kernels = {"stem_conv": "_conv_stem", "top_conv": "_conv_head"}
    for layer, key in kernels.items():
        found = np.asarray(made.get_layer(layer).kernel)
        expected = state[f"{key}.weight"].transpose(2, 3, 1, 0)
        np.testing.assert_array_equal(found, expected)
    # all of the file but its classifier and its counters of steps is in the network
    backbone = [
        np.asarray(weight, np.float64)
        for layer in made.layers
        for weight in layer.weights
        if not layer.name.startswith(("head_", "logits"))
    ]
    used = [
        array.astype(np.float64)
        for name, array in state.items()
        if not name.startswith("_fc") and "num_batches" not in name
    ]
    assert sum(a.size for a in backbone) == sum(a.size for a in used)
    assert sum(a.sum() for a in backbone) == pytest.approx(sum(a.sum() for a in used))


def test_without_the_package_the_error_says_what_to_do(ml, monkeypatch):
    from dashboard.ml.backbones import efficientnet

    monkeypatch.setattr(efficientnet, "PACKAGE", "no_such_package")
    with pytest.raises(WeightsError, match="weights=none"):
        ml.network.build(Recipe(image_size=32))


@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize("taps", [1, 2])
def test_features_of_several_depths_stand_on_one_grid(images, ml, taps, mirror):
    recipe = Recipe(backbone="residual", weights="none", image_size=28, taps=taps)
    made = ml.network.build(recipe)
    serving = ml.network.serving(made, mirror)
    found = {k: np.asarray(v) for k, v in serving(images).items()}
    side, widths = ml.network.GRID, (64, 128)
    assert found["features"].shape == (8, side, side, sum(widths[:taps]))
    # the head reads the features themselves; Grad-CAM relies on it
    np.testing.assert_array_equal(found["features"].reshape(8, -1), found["embedding"])
    # what lies above the highest tap is not computed
    assert not [la for la in made.layers if la.name.startswith("stage3")]


@pytest.mark.parametrize(("side", "windows"), [(2, 0), (4, 0), (7, 4), (8, 2)])
def test_a_map_of_any_size_comes_to_the_grid(ml, side, windows):
    layers = ml.keras.layers
    image = ml.keras.Input((side, side, 1))
    tapped = layers.Activation("linear", name="tap")(image)
    model = ml.keras.Model(image, ml.network.grid(image, tapped, ("tap",)))
    assert model.output.shape[1:] == (4, 4, 1)
    values = np.arange(side * side, dtype=np.float32).reshape(1, side, side, 1)
    found = np.asarray(model(values, training=False))[0, :, :, 0]
    wanted = values[0, :windows, :windows, 0].mean() if windows else 0.0
    # the normalisation has seen nothing: it divides by sqrt(1 + epsilon) only
    assert found[0, 0] == pytest.approx(wanted, rel=1e-3)


def test_the_grid_is_normalised_although_the_backbone_is_frozen(ml):
    recipe = Recipe(backbone="residual", weights="none", image_size=28, taps=2)
    made = ml.network.build(recipe)
    ml.network.freeze(made, 0, train_batch_norm=False)
    assert learning(made) == ["grid_norm"]


@few
def test_with_the_mirror_image_both_get_the_same_answer(model, images, ml):
    serving = ml.network.serving(model, mirror=True)
    there = serving(images)
    back = serving(np.ascontiguousarray(images[:, :, ::-1]))
    maps = np.asarray(there["features"])
    np.testing.assert_allclose(there["logits"], back["logits"], rtol=0, atol=1e-4)
    np.testing.assert_allclose(
        maps, np.asarray(back["features"])[:, :, ::-1], atol=1e-4
    )
    # pooling the averaged map is the embedding: Grad-CAM's closed form holds
    np.testing.assert_allclose(maps.mean((1, 2)), there["embedding"], atol=1e-4)
    alone = ml.network.serving(model, mirror=False)
    plain = np.asarray(alone(images)["features"])
    turned = np.asarray(alone(np.ascontiguousarray(images[:, :, ::-1]))["features"])
    np.testing.assert_allclose(maps, (plain + turned[:, :, ::-1]) / 2, atol=1e-4)
