"""The exported graph answers as the network does in inference."""

import numpy as np
import pytest

from dashboard.errors import StoreError
from dashboard.serving import session

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def exported(model, ml, images, tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    ml.export.export(model, folder, images)
    return folder


def test_all_three_outputs_are_those_of_the_network(exported, model, images):
    expected = model(images, training=False)
    graph = session.load(exported / "model.onnx")
    names = ("logits", "embedding", "features")
    for name, found in zip(names, session.run(graph, images), strict=True):
        wanted = np.asarray(expected[name])
        scale = max(1.0, np.abs(wanted).max())
        np.testing.assert_allclose(found / scale, wanted / scale, atol=1e-4)


def test_an_image_is_answered_the_same_alone_and_among_others(exported, images):
    # batch normalisation in training would mix the images of a batch
    graph = session.load(exported / "model.onnx")
    together = session.run(graph, images)[0]
    for number, image in enumerate(images):
        alone = session.run(graph, image[None])[0][0]
        np.testing.assert_allclose(alone, together[number], rtol=1e-3, atol=1e-4)


def test_the_head_beside_the_graph_is_the_networks(exported, model, ml):
    with np.load(exported / "head.npz", allow_pickle=False) as file:
        for number, layer in enumerate(ml.network.head_layers(model)):
            np.testing.assert_array_equal(file[f"kernel{number}"], layer.kernel)
            np.testing.assert_array_equal(file[f"bias{number}"], layer.bias)


def test_the_weights_beside_the_graph_are_the_networks(exported, model, ml):
    with np.load(exported / "weights.npz", allow_pickle=False) as file:
        for name, variable in ml.checkpoint.names(model).items():
            assert file[name].dtype == np.float16
            np.testing.assert_array_equal(file[name].astype(np.float32), variable)


def test_a_graph_of_other_weights_is_not_published(exported, model, ml, images):
    last = model.get_layer("logits")
    before = np.asarray(last.bias)
    last.bias.assign(before + 1)
    try:
        with pytest.raises(StoreError, match="Nothing was published"):
            ml.export.check_parity(model, exported / "model.onnx", images)
    finally:
        last.bias.assign(before)
    ml.export.check_parity(model, exported / "model.onnx", images)
