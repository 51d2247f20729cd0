"""Which files are loaded as a graph, and which are refused."""

import numpy as np
import onnx
import pytest

from dashboard.data.photograph import enlarged
from dashboard.errors import StoreError
from dashboard.serving import session
from tests.tiny import (
    colour_graph,
    colour_logits,
    tiny_graph,
    tiny_logits,
    tiny_weights,
)


@pytest.fixture
def write(tmp_path):
    def bytes_to_file(content):
        path = tmp_path / "model.onnx"
        path.write_bytes(content)
        return path

    return bytes_to_file


def changed(change, graph=None):
    """The tiny graph, or another one, after a change of its protobuf."""
    model = onnx.load_from_string(graph or tiny_graph())
    change(model)
    return model.SerializeToString()


def rename_output(model):
    model.graph.output[1].name = model.graph.node[4].output[0] = "pooled"


def drop_output(model):
    del model.graph.output[2]


def real_input(model):
    model.graph.input[0].type.tensor_type.elem_type = onnx.TensorProto.FLOAT


def oblong(model):
    model.graph.input[0].type.tensor_type.shape.dim[2].dim_value = 40


def unknown_operator(model):
    model.graph.node[4].op_type = "Mystery"


def with_weight(value):
    weights = tiny_weights()
    weights[400, 3] = value
    return tiny_graph(weights)


def test_a_graph_of_the_agreed_form_answers(write):
    images = np.random.default_rng(1).integers(0, 256, (5, 28, 28), dtype=np.uint8)
    logits, embedding, features = session.run(session.load(write(tiny_graph())), images)
    np.testing.assert_allclose(logits, tiny_logits(images), rtol=1e-4, atol=1e-4)
    assert embedding.shape == (5, 10)
    np.testing.assert_array_equal(features[..., 0], images)


@pytest.mark.parametrize("count", [0, 5, 8, 9, 19])
def test_a_graph_for_photographs_answers_for_its_squares(write, count):
    random = np.random.default_rng(1)
    squares = random.integers(0, 256, (count, 32, 32, 3), dtype=np.uint8)
    loaded = session.load(write(colour_graph()))
    logits, embedding, features = session.run(loaded, squares)
    np.testing.assert_allclose(logits, colour_logits(squares), rtol=1e-4, atol=1e-3)
    assert embedding.shape == (count, 3)
    np.testing.assert_array_equal(features, squares)


def test_a_graph_for_photographs_gets_28x28_images_enlarged(write):
    images = np.random.default_rng(1).integers(0, 256, (3, 28, 28), dtype=np.uint8)
    features = session.run(session.load(write(colour_graph(64))), images)[2]
    np.testing.assert_array_equal(features, enlarged(images, 64))


@pytest.mark.parametrize(
    "graph, side", [(tiny_graph(), None), (colour_graph(), 32), (colour_graph(96), 96)]
)
def test_the_side_says_what_a_graph_takes(write, graph, side):
    assert session.side(session.load(write(graph))) == side


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="an empty file"),
        pytest.param(b"no graph", id="a text"),
        pytest.param(b"\x80\x04.", id="a pickle"),
        pytest.param(tiny_graph()[:-1], id="cut at the end"),
        pytest.param(tiny_graph()[:20_000], id="cut in the weights"),
        pytest.param(tiny_graph(name="picture"), id="another input name"),
        pytest.param(tiny_graph(shape=("n", 32, 32)), id="another input size"),
        pytest.param(tiny_graph(shape=("n", 28, 28, 1)), id="another input rank"),
        pytest.param(tiny_graph(tiny_weights()[:, :9]), id="nine classes"),
        pytest.param(changed(real_input), id="real numbers come in"),
        pytest.param(changed(rename_output), id="another output name"),
        pytest.param(changed(drop_output), id="an output less"),
        pytest.param(colour_graph("side"), id="a square of an unknown size"),
        pytest.param(changed(oblong, colour_graph()), id="colour, but no square"),
        pytest.param(changed(unknown_operator), id="an unknown operator"),
        pytest.param(with_weight(np.nan), id="a weight that is NaN"),
        pytest.param(with_weight(np.inf), id="an infinite weight"),
    ],
)
def test_anything_else_is_refused_and_named(write, content):
    path = write(content)
    with pytest.raises(StoreError, match=r"model\.onnx"):
        session.load(path)


@pytest.mark.parametrize("where", ["beside the graph", "in the working directory"])
def test_a_graph_that_reads_other_files_is_refused(tmp_path, monkeypatch, where):
    folder = tmp_path / "version"
    folder.mkdir()
    onnx.save_model(
        onnx.load_from_string(tiny_graph()),
        folder / "model.onnx",
        save_as_external_data=True,
        location="weights.bin",
        size_threshold=1000,
    )
    assert (folder / "weights.bin").stat().st_size > 30_000
    monkeypatch.chdir(folder if where == "in the working directory" else tmp_path)
    with pytest.raises(StoreError, match=r"model\.onnx"):
        session.load(folder / "model.onnx")


def test_a_missing_file_is_a_store_error(tmp_path):
    with pytest.raises(StoreError, match=r"model\.onnx"):
        session.load(tmp_path / "model.onnx")
