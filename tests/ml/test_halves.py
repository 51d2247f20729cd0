"""Weights kept in float16: half the size, the same answers but for rounding."""

import numpy as np
import onnx
import pytest

from dashboard.ml import halves
from dashboard.serving import multiply_adds, session
from dashboard.settings import Settings
from dashboard.store.versions import ModelStore
from tests.tiny import tiny_graph, tiny_weights


@pytest.fixture
def images():
    return np.random.default_rng(0).integers(0, 256, (9, 28, 28), dtype=np.uint8)


def answers(folder, graph, images):
    path = folder / "model.onnx"
    path.write_bytes(graph)
    return session.run(session.load(path), images)


def shipped(name):
    version = ModelStore(Settings().store).get(name, 1)
    return version.file("model.onnx").read_bytes()


def test_a_shipped_graph_becomes_half_as_large_and_answers_alike(tmp_path, images):
    graph = shipped("efficientnet-lite0")
    made = halves.halved(graph)
    assert len(made) < 0.52 * len(graph)
    for found, wanted in zip(
        answers(tmp_path, made, images), answers(tmp_path, graph, images), strict=True
    ):
        assert found.dtype == np.float32
        scale = np.abs(wanted).max()
        np.testing.assert_allclose(found / scale, wanted / scale, atol=5e-3)


def test_weights_that_are_halves_already_lose_nothing(tmp_path, images):
    exact = tiny_weights().astype(np.float16).astype(np.float32)
    graph = tiny_graph(exact)
    found = answers(tmp_path, halves.halved(graph), images)
    wanted = answers(tmp_path, graph, images)
    np.testing.assert_array_equal(found[0], wanted[0])


def test_small_constants_and_those_beyond_float16_stay(tmp_path):
    large = tiny_weights()
    large[0, 0] = 1e6
    model = onnx.load_model_from_string(halves.halved(tiny_graph(large)))
    assert {one.name for one in model.graph.initializer} == {"weights", "row", "map"}


def test_it_can_be_done_twice_and_counted():
    once = halves.halved(shipped("cnn-baseline"))
    assert halves.halved(once) == once
    counted = multiply_adds.of_graph(onnx.load_model_from_string(once))
    graph = onnx.load_model_from_string(shipped("cnn-baseline"))
    assert counted == multiply_adds.of_graph(graph)


def test_a_small_graph_keeps_as_halves_what_loses_nothing(tmp_path, images):
    graph = shipped("cnn-baseline")
    kept = halves.stored(graph)
    assert len(kept) < len(graph)
    for found, wanted in zip(
        answers(tmp_path, kept, images), answers(tmp_path, graph, images), strict=True
    ):
        np.testing.assert_array_equal(found, wanted)


def test_only_a_large_graph_is_rounded():
    small = tiny_graph()
    assert halves.stored(small) is small
    assert len(halves.stored(shipped("efficientnet-lite0"))) < halves.LARGE
