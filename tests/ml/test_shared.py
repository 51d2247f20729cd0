"""weights.npz without what the graph holds: every bit comes back, damage is told."""

import numpy as np
import pytest

from dashboard.ml import halves, shared
from tests.tiny import tiny_graph, tiny_weights


def bits(array):
    return array.tobytes(), array.dtype, array.shape


@pytest.fixture
def kept():
    """A kernel that the graph holds, one that it does not, and a small one."""
    other = tiny_weights(seed=9)
    found = {"dense/kernel": tiny_weights(), "other/kernel": other, "bias": other[0]}
    found = {name: array.astype(np.float16) for name, array in found.items()}
    # float16's two zeros and its smallest numbers have to come back as well
    found["dense/kernel"][0, :4] = [0.0, -0.0, 6e-8, -6e-8]
    return found


@pytest.fixture
def folder(tmp_path, kept):
    exact = kept["dense/kernel"].astype(np.float32)
    (tmp_path / "model.onnx").write_bytes(tiny_graph(exact))
    np.savez(tmp_path / "weights.npz", **kept)
    return tmp_path


def scaled(folder, kept, rounding):
    """The graph with each channel multiplied, as normalisation does it."""
    ratio = np.random.default_rng(1).uniform(-3, 3, (1, 10)).astype(np.float32)
    graph = tiny_graph(kept["dense/kernel"].astype(np.float32) * ratio)
    (folder / "model.onnx").write_bytes(halves.halved(graph) if rounding else graph)


@pytest.mark.parametrize("rounding", [False, True])
def test_every_bit_comes_back(folder, kept, rounding):
    scaled(folder, kept, rounding)
    path = folder / "weights.npz"
    shared.write(path, folder / "model.onnx")
    assert "dense/kernel" not in np.load(path).files
    read = shared.read(path)
    assert {n: bits(a) for n, a in read.items()} == {
        n: bits(a) for n, a in kept.items()
    }


def test_what_the_graph_holds_takes_little_room(folder):
    path = folder / "weights.npz"
    before = path.stat().st_size
    shared.write(path, folder / "model.onnx")
    # one of the two kernels stays whole
    assert path.stat().st_size < 0.6 * before


def test_what_the_graph_does_not_hold_stays(folder, kept):
    path = folder / "weights.npz"
    shared.write(path, folder / "model.onnx")
    with np.load(path) as file:
        assert bits(file["other/kernel"]) == bits(kept["other/kernel"])
        assert bits(file["bias"]) == bits(kept["bias"])


def test_weights_of_float32_are_never_left_out(folder, kept):
    path = folder / "weights.npz"
    np.savez(path, **{"dense/kernel": kept["dense/kernel"].astype(np.float32)})
    shared.write(path, folder / "model.onnx")
    assert np.load(path).files == ["dense/kernel"]


def test_whole_weights_need_no_graph(folder, kept):
    (folder / "model.onnx").unlink()
    assert set(shared.read(folder / "weights.npz")) == set(kept)


@pytest.mark.parametrize("content", [None, b"", b"no graph", tiny_graph()[:20_000]])
def test_a_missing_or_damaged_graph_is_told(folder, content):
    path, graph = folder / "weights.npz", folder / "model.onnx"
    shared.write(path, graph)
    graph.unlink()
    if content is not None:
        graph.write_bytes(content)
    with pytest.raises(ValueError, match="the graph beside it"):
        shared.read(path)


def test_the_graph_of_another_network_is_told(folder):
    path, graph = folder / "weights.npz", folder / "model.onnx"
    shared.write(path, graph)
    graph.write_bytes(tiny_graph().replace(b"weights", b"heights"))
    with pytest.raises(ValueError, match="no dense/kernel in the graph"):
        shared.read(path)
