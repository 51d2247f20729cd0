"""The networks: their form, which layers learn, the packaged weights."""

import numpy as np
import pytest

from dashboard.errors import WeightsError
from dashboard.ml.backbones import torch_file
from dashboard.recipe import ALL_LAYERS, Recipe

pytestmark = pytest.mark.slow


def learning(model):
    """Names of layers with weights that learn, the head left out."""
    return [
        layer.name
        for layer in model.layers
        if layer.weights
        and layer.trainable
        and not layer.name.startswith(("head_", "logits"))
    ]


def test_the_three_outputs_fit_together(model, images, ml):
    found = {k: np.asarray(v) for k, v in model(images, training=False).items()}
    assert set(found) == {"logits", "embedding", "features"}
    assert found["logits"].shape == (8, 10)
    # Grad-CAM relies on it: the embedding is the mean of the map
    np.testing.assert_allclose(
        found["features"].mean((1, 2)), found["embedding"], rtol=1e-4, atol=1e-5
    )
    value = found["embedding"]
    *hidden, last = ml.network.head_layers(model)
    for layer in hidden:
        value = np.maximum(value @ np.asarray(layer.kernel) + np.asarray(layer.bias), 0)
    value = value @ np.asarray(last.kernel) + np.asarray(last.bias)
    np.testing.assert_allclose(value, found["logits"], rtol=1e-3, atol=1e-4)


def test_the_head_always_learns(model, ml):
    ml.network.freeze(model, 0, train_batch_norm=False)
    assert learning(model) == []
    assert all(layer.trainable for layer in ml.network.head_layers(model))


@pytest.mark.parametrize("unfrozen", [1, 3, 5])
def test_layers_learn_counted_from_the_top(model, ml, unfrozen):
    ml.network.freeze(model, ALL_LAYERS, train_batch_norm=True)
    every = learning(model)
    ml.network.freeze(model, unfrozen, train_batch_norm=True)
    assert learning(model) == every[-unfrozen:]
    ml.network.freeze(model, 1000, train_batch_norm=True)
    assert learning(model) == every


def test_normalisation_stays_as_it_is_unless_told_to_learn(model, ml):
    ml.network.freeze(model, ALL_LAYERS, train_batch_norm=False)
    found = learning(model)
    assert found
    assert not [name for name in found if name.endswith("_norm")]
    ml.network.freeze(model, ALL_LAYERS, train_batch_norm=True)
    norms = [la for la in model.layers if "BatchNorm" in type(la).__name__]
    assert len(learning(model)) == len(found) + len(norms) > len(found)


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


def test_the_exported_graph_answers_for_both(model, images, ml, tmp_path):
    ml.export.export(model, tmp_path, images, mirror=True)
    serving = ml.network.serving(model, mirror=True)
    ml.export.check_parity(serving, tmp_path / "model.onnx", images[:1])
