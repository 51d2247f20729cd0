"""A version small enough to publish in every test: a real ONNX graph of one layer."""

import numpy as np
from onnx import TensorProto, helper, numpy_helper

CARD = "# tiny\n\nOne random layer, for tests.\n"
HISTORY = (
    "epoch,phase,loss,accuracy,validation_loss,validation_accuracy,"
    "learning_rate,seconds\n"
    "1,fine,2.3,0.1,2.3,0.1,0.001,1.5\n"
)


def tiny_weights(seed=0):
    """float32 [784, 10]; the graph's logits are an image's pixels times these."""
    random = np.random.default_rng(seed)
    return random.normal(0, 0.01, (784, 10)).astype(np.float32)


def tiny_graph(weights=None, *, name="image", shape=("n", 28, 28)) -> bytes:
    """image uint8 [n, 28, 28] to logits, embedding, features by one random layer.

    Args:
        name, shape: of the input, for graphs that must be refused.
    """
    constants = {
        "weights": tiny_weights() if weights is None else weights,
        "row": np.array([-1, 784]),
        "map": np.array([-1, 28, 28, 1]),
    }
    nodes = [
        helper.make_node("Cast", [name], ["real"], to=TensorProto.FLOAT),
        helper.make_node("Reshape", ["real", "map"], ["features"]),
        helper.make_node("Reshape", ["real", "row"], ["flat"]),
        helper.make_node("MatMul", ["flat", "weights"], ["logits"]),
        helper.make_node("Identity", ["logits"], ["embedding"]),
    ]
    real = TensorProto.FLOAT
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(name, TensorProto.UINT8, shape)],
        [
            helper.make_tensor_value_info("logits", real, ["n", 10]),
            helper.make_tensor_value_info("embedding", real, ["n", 10]),
            helper.make_tensor_value_info("features", real, ["n", 28, 28, 1]),
        ],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    opset = [helper.make_opsetid("", 17)]
    model = helper.make_model(graph, opset_imports=opset, ir_version=8)
    return model.SerializeToString()


def colour_weights(seed=0):
    """float32 [3, 10]; a colour graph's logits are a square's mean RGB times these."""
    return np.random.default_rng(seed).normal(0, 0.05, (3, 10)).astype(np.float32)


def colour_graph(side=32, weights=None) -> bytes:
    """image uint8 [n, side, side, 3] to logits, embedding (the mean colour), features.

    Args:
        side: of the square; a text makes it a size that is known only at a call.
    """
    weights = colour_weights() if weights is None else weights
    nodes = [
        helper.make_node("Cast", ["image"], ["features"], to=TensorProto.FLOAT),
        helper.make_node(
            "ReduceMean", ["features"], ["embedding"], axes=[1, 2], keepdims=0
        ),
        helper.make_node("MatMul", ["embedding", "weights"], ["logits"]),
    ]
    square = ["n", side, side, 3]
    outputs = {"logits": ["n", 10], "embedding": ["n", 3], "features": square}
    graph = helper.make_graph(
        nodes,
        "colour",
        [helper.make_tensor_value_info("image", TensorProto.UINT8, square)],
        [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
            for name, shape in outputs.items()
        ],
        [numpy_helper.from_array(weights, "weights")],
    )
    opset = [helper.make_opsetid("", 17)]
    model = helper.make_model(graph, opset_imports=opset, ir_version=8)
    return model.SerializeToString()


def colour_logits(squares, weights=None):
    """What the colour graph answers for uint8 [n, side, side, 3]."""
    means = np.asarray(squares, np.float32).mean(axis=(1, 2))
    return means @ (colour_weights() if weights is None else weights)


def tiny_logits(images, weights=None):
    """What the tiny graph answers for uint8 [n, 28, 28]."""
    rows = np.asarray(images, np.float32).reshape(len(images), 784)
    return rows @ (tiny_weights() if weights is None else weights)


def fill(folder, *, weights=None, predictions=None, **changes):
    """Write a version's files; returns the manifest's content.

    Args:
        predictions: arrays of predictions.npz; without them the file is empty.
        changes: manifest keys other than the usual.
    """
    (folder / "model.onnx").write_bytes(tiny_graph(weights))
    kernel, bias = np.zeros((1, 10), np.float32), np.zeros(10, np.float32)
    np.savez(folder / "head.npz", kernel0=kernel, bias0=bias)
    for name in ("weights.npz", "predictions.npz"):
        (folder / name).write_bytes(b"")
    if predictions is not None:
        np.savez(folder / "predictions.npz", **predictions)
    (folder / "history.csv").write_text(HISTORY, encoding="utf-8")
    (folder / "CARD.md").write_text(CARD, encoding="utf-8")
    return {
        "architecture": "One layer",
        "backbone": "none",
        "weights": "none",
        "recipe": {},
        "temperature": 1.0,
        "verdict": {"set_threshold": 0.1, "energy_threshold": -1e9, "coverage": 0.9},
        "metrics": {
            "validation_accuracy": 0.1,
            "test_accuracy": 0.1,
            "test_accuracy_interval": [0.09, 0.11],
            "latency_ms": 0.1,
            "onnx_bytes": 32_000,
        },
        **changes,
    }


def fill_colour(folder, *, side=32, weights=None, **changes):
    """As `fill`, for a version that sees photographs as squares of `side`."""
    content = fill(folder, input="photograph", image_size=side, **changes)
    weights = colour_weights() if weights is None else weights
    (folder / "model.onnx").write_bytes(colour_graph(side, weights))
    np.savez(folder / "head.npz", kernel0=weights, bias0=np.zeros(10, np.float32))
    return content
