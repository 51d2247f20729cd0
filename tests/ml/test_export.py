"""The exported graph answers as the network does in inference.

The one place where every kind of backbone is exported, once each: what is the same code
for all of them is tested on small ones elsewhere.
"""

import numpy as np
import onnx
import pytest

from dashboard.errors import StoreError
from dashboard.serving import session

pytestmark = pytest.mark.slow
OUTPUTS = ("logits", "embedding", "features")


@pytest.fixture(scope="module")
def exported(model, ml, images, tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    ml.export.export(model, folder, images)
    return folder


@pytest.fixture(scope="module")
def graph(exported):
    return session.load(exported / "model.onnx")


@pytest.fixture(scope="module")
def answered(graph, images):
    """The graph's outputs for all images, by name."""
    return dict(zip(OUTPUTS, session.run(graph, images), strict=True))


@pytest.fixture(scope="module")
def rounded(exported):
    """Whether the graph is a large one, stored in float16."""
    names = {
        constant.name
        for constant in onnx.load(exported / "model.onnx").graph.initializer
    }
    return any(name.endswith("_half") for name in names)


def test_all_three_outputs_are_those_of_the_network(answered, model, images, rounded):
    expected = model(images, training=False)
    assert set(expected) == set(OUTPUTS)
    for name, found in answered.items():
        wanted = np.asarray(expected[name])
        scale = max(1.0, np.abs(wanted).max())
        atol = 1e-2 if rounded else 1e-4
        np.testing.assert_allclose(found / scale, wanted / scale, atol=atol)


def test_the_three_outputs_fit_together(answered, model, ml):
    assert answered["logits"].shape == (8, 10)
    # Grad-CAM relies on it: the embedding is the mean of the map
    value = answered["embedding"]
    np.testing.assert_allclose(
        answered["features"].mean((1, 2)), value, rtol=1e-4, atol=1e-5
    )
    *hidden, last = ml.network.head_layers(model)
    for layer in hidden:
        value = np.maximum(value @ np.asarray(layer.kernel) + np.asarray(layer.bias), 0)
    value = value @ np.asarray(last.kernel) + np.asarray(last.bias)
    np.testing.assert_allclose(value, answered["logits"], rtol=1e-3, atol=1e-4)


def test_an_image_is_answered_the_same_alone_and_among_others(graph, answered, images):
    # batch normalisation in training would mix the images of a batch
    for number, image in enumerate(images):
        alone = session.run(graph, image[None])[0][0]
        together = answered["logits"][number]
        np.testing.assert_allclose(alone, together, rtol=1e-3, atol=1e-4)


def test_the_head_beside_the_graph_is_the_networks(exported, model, ml):
    with np.load(exported / "head.npz", allow_pickle=False) as file:
        for number, layer in enumerate(ml.network.head_layers(model)):
            np.testing.assert_array_equal(file[f"kernel{number}"], layer.kernel)
            np.testing.assert_array_equal(file[f"bias{number}"], layer.bias)


def test_the_weights_beside_the_graph_are_the_networks(exported, model, ml):
    kept = ml.shared.read(exported / "weights.npz")
    for name, variable in ml.checkpoint.names(model).items():
        assert kept[name].dtype == np.float16
        np.testing.assert_array_equal(kept[name].astype(np.float32), variable)


def test_no_convolution_is_kept_twice(exported, model, ml):
    with np.load(exported / "weights.npz", allow_pickle=False) as file:
        found = set(file)
    layers = (ml.keras.layers.Conv2D, ml.keras.layers.DepthwiseConv2D)
    large = [
        layer.kernel
        for layer in model.layers
        if isinstance(layer, layers) and layer.kernel.shape.num_elements() >= 1024
    ]
    assert large
    assert not found & {kernel.path for kernel in large}


@pytest.mark.parametrize("model", ["residual"], indirect=True)
def test_a_graph_of_other_weights_is_not_published(exported, model, ml, images):
    last, allowed = model.get_layer("logits"), ml.export.HALVES  # a large graph
    before = np.asarray(last.bias)
    last.bias.assign(before + 1)
    try:
        with pytest.raises(StoreError, match="Nothing was published"):
            ml.export.check_parity(model, exported / "model.onnx", images, allowed)
    finally:
        last.bias.assign(before)
    ml.export.check_parity(model, exported / "model.onnx", images, allowed)


@pytest.mark.parametrize("model", ["residual"], indirect=True)
def test_the_graph_answers_for_an_image_and_its_mirror_image(
    model, images, ml, tmp_path
):
    ml.export.export(model, tmp_path, images, mirror=True)
    serving = ml.network.serving(model, mirror=True)
    allowed = ml.export.HALVES  # a large graph
    ml.export.check_parity(serving, tmp_path / "model.onnx", images[:1], allowed)
