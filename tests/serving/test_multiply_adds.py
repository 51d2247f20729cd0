"""Multiply-adds of graphs that can be counted by hand, and of the shipped ones."""

import numpy as np
import pytest
from onnx import TensorProto, helper, numpy_helper

from dashboard.errors import StoreError
from dashboard.serving import multiply_adds
from dashboard.settings import Settings
from dashboard.store.versions import ModelStore
from tests.tiny import tiny_graph


def graph(nodes, inputs, constants, output="y"):
    """A model of float inputs {name: shape} and constants {name: array}."""
    real = TensorProto.FLOAT
    made = helper.make_graph(
        nodes,
        "counted",
        [helper.make_tensor_value_info(*pair) for pair in _typed(inputs, real)],
        [helper.make_tensor_value_info(output, real, None)],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    opset = [helper.make_opsetid("", 17)]
    return helper.make_model(made, opset_imports=opset, ir_version=8)


def _typed(inputs, kind):
    return [(name, kind, shape) for name, shape in inputs.items()]


def weights(*shape):
    return np.zeros(shape, np.float32)


def convolution(kernel, **options):
    nodes = [helper.make_node("Conv", ["x", "w"], ["y"], **options)]
    return graph(nodes, {"x": ["n", 8, 10, 12]}, {"w": weights(*kernel)})


@pytest.mark.parametrize(
    ("model", "by_hand"),
    [
        # 3x3 without a border: 8x10 places, 16 channels out of 8
        (convolution((16, 8, 3, 3)), 8 * 10 * 16 * 8 * 9),
        (convolution((16, 8, 3, 3), pads=[1] * 4), 10 * 12 * 16 * 8 * 9),
        (convolution((16, 8, 1, 1), strides=[2, 2]), 5 * 6 * 16 * 8),
        # depthwise: each of 8 channels by itself
        (convolution((8, 1, 3, 3), pads=[1] * 4, group=8), 10 * 12 * 8 * 9),
        (convolution((4, 4, 3, 3), pads=[1] * 4, group=2), 10 * 12 * 4 * 4 * 9),
    ],
)
def test_convolutions(model, by_hand):
    assert multiply_adds.of_graph(model) == by_hand


@pytest.mark.parametrize(
    ("turned", "left"), [(0, ["n", 7]), (1, [7, "n"])], ids=["plain", "transA"]
)
def test_a_general_product(turned, left):
    node = helper.make_node("Gemm", ["x", "w"], ["y"], transA=turned)
    model = graph([node], {"x": left}, {"w": weights(7, 5)})
    assert multiply_adds.of_graph(model) == 7 * 5


def test_a_batched_product_of_two_tensors_as_in_attention():
    node = helper.make_node("MatMul", ["x", "k"], ["y"])
    model = graph([node], {"x": ["n", 4, 49, 32], "k": ["n", 4, 32, 49]}, {})
    assert multiply_adds.of_graph(model) == 4 * 49 * 49 * 32


def test_sizes_that_are_known_only_while_the_graph_runs():
    # the shape of the reshape is computed, as tf2onnx writes attention
    nodes = [
        helper.make_node("Shape", ["x"], ["sizes"]),
        helper.make_node("Gather", ["sizes", "first"], ["batch"]),
        helper.make_node("Concat", ["batch", "rest"], ["heads"], axis=0),
        helper.make_node("Reshape", ["x", "heads"], ["split"]),
        helper.make_node("MatMul", ["split", "w"], ["product"]),
        helper.make_node("Relu", ["product"], ["y"]),
    ]
    constants = {
        "first": np.array([0]),
        "rest": np.array([4, 6, 2]),
        "w": weights(2, 3),
    }
    model = graph(nodes, {"x": ["n", 48]}, constants)
    assert multiply_adds.of_graph(model) == 4 * 6 * 2 * 3


def test_element_wise_operations_count_nothing():
    node = helper.make_node("Mul", ["x", "x"], ["y"])
    assert multiply_adds.of_graph(graph([node], {"x": ["n", 48]}, {})) == 0


def test_a_file_is_counted(tmp_path):
    path = tmp_path / "model.onnx"
    path.write_bytes(tiny_graph())
    assert multiply_adds.of_file(path) == 784 * 10


def test_a_file_that_is_no_graph_is_an_error(tmp_path):
    path = tmp_path / "model.onnx"
    path.write_bytes(b"nothing")
    with pytest.raises(StoreError, match="Expected .*model.onnx"):
        multiply_adds.of_file(path)


def shipped(name):
    version = ModelStore(Settings().store).get(name, 1)
    return multiply_adds.of_file(version.file("model.onnx"))


def test_the_shipped_baseline_by_hand():
    convolutions = 28 * 28 * 40 * 3 * 9 + 14 * 14 * 80 * 40 * 9 + 7 * 7 * 160 * 80 * 9
    head = 160 * 256 + 256 * 128 + 128 * 10
    assert shipped("cnn-baseline") == convolutions + head


def test_the_mirrored_efficientnet_is_twice_the_published_figure_scaled():
    # 407 M at 224 px (Google's table of EfficientNet-Lite); here two views of 64 px.
    # Work grows with the area, and sides are rounded up where they are halved.
    expected = 2 * 407e6 * (64 / 224) ** 2
    assert shipped("efficientnet-lite0") == pytest.approx(expected, rel=0.1)
