"""A server without Dash around a store with one tiny version, really published."""

from dataclasses import replace

import numpy as np
import pytest
from flask import Flask
from onnx import TensorProto, helper, numpy_helper

from dashboard.settings import Settings
from dashboard.store.versions import ModelStore
from dashboard.web import api, health, images, openapi, security
from dashboard.web.context import Context


def tiny_graph() -> bytes:
    """image uint8 [n, 28, 28] to logits, embedding, features by one random layer."""
    weights = np.random.default_rng(0).normal(0, 0.01, (784, 10)).astype(np.float32)
    constants = {
        "weights": weights,
        "row": np.array([-1, 784]),
        "map": np.array([-1, 28, 28, 1]),
    }
    nodes = [
        helper.make_node("Cast", ["image"], ["real"], to=TensorProto.FLOAT),
        helper.make_node("Reshape", ["real", "map"], ["features"]),
        helper.make_node("Reshape", ["real", "row"], ["flat"]),
        helper.make_node("MatMul", ["flat", "weights"], ["logits"]),
        helper.make_node("Identity", ["logits"], ["embedding"]),
    ]
    real = TensorProto.FLOAT
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info("image", TensorProto.UINT8, ["n", 28, 28])],
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


def fill(folder):
    """Write a version's files; the empty ones are not read by these tests."""
    (folder / "model.onnx").write_bytes(tiny_graph())
    kernel, bias = np.zeros((1, 10), np.float32), np.zeros(10, np.float32)
    np.savez(folder / "head.npz", kernel0=kernel, bias0=bias)
    for name in ("weights.npz", "history.csv", "predictions.npz", "CARD.md"):
        (folder / name).write_bytes(b"")
    return {
        "architecture": "One layer",
        "backbone": "none",
        "weights": "none",
        "recipe": {},
        "temperature": 1.0,
        "verdict": {"set_threshold": 0.1, "energy_threshold": -1e9, "coverage": 0.9},
        "metrics": {"validation_accuracy": 0.1, "test_accuracy": 0.1},
    }


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    store = ModelStore(tmp_path_factory.mktemp("store"))
    store.publish("tiny", fill)
    store.publish("tiny", fill)
    return store


@pytest.fixture
def context(store, tmp_path):
    runs = tmp_path / "runs"
    settings = replace(Settings(), store=store.root, runs=runs)
    return Context.of(replace(settings, trusted_hosts=("lookbook.example",)))


def serve(context):
    """All routes in the order of app.py, with the catch-all that Dash brings."""
    server = Flask("lookbook-test")
    for room in (images, api, health, openapi):
        room.register(server, context)
    security.register(server, context)
    server.add_url_rule("/<path:page>", "page", lambda page: "a page of Dash")
    server.add_url_rule(
        "/_dash-update-component", "callback", lambda: "done", methods=["POST"]
    )
    return server


@pytest.fixture
def client(context):
    return serve(context).test_client()
