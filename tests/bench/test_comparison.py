"""Measuring every version in one run."""

import numpy as np
import pytest

from dashboard.bench import comparison
from dashboard.errors import StoreError
from dashboard.serving import speed
from dashboard.store import comparison as measured_file
from dashboard.store.versions import ModelStore
from tests import tiny

IMAGES = np.zeros((70, 28, 28), np.uint8)


@pytest.fixture
def versions(tmp_path):
    store = ModelStore(tmp_path / "store")
    return [store.publish(name, tiny.fill) for name in ("a", "b", "c")]


def test_every_version_has_its_figures_and_their_rounds(versions):
    content = comparison.measure(versions, IMAGES, rounds=2)
    assert content["rounds"] == 2
    assert content["machine"]["cores"] >= 1
    for version in versions:
        entry = content["versions"][version.ref]
        assert entry["multiply_adds"] == 7840
        assert len(entry["latency_ms_by_round"]) == 2
        figures = measured_file.of(version, content)
        assert set(figures) == {"latency_ms", "images_per_second", "multiply_adds"}
        assert min(figures.values()) > 0


def test_the_figure_is_the_median_of_the_rounds_in_turns(versions, monkeypatch):
    rates = iter([10.0, 20.0, 30.0, 50.0, 60.0, 40.0, 90.0, 70.0, 80.0])
    monkeypatch.setattr(speed, "images_per_second", lambda *_: next(rates))
    content = comparison.measure(versions, IMAGES, rounds=3)
    by_round = {
        ref: entry["images_per_second_by_round"]
        for ref, entry in content["versions"].items()
    }
    # another version begins each round
    assert by_round == {
        "a/1": [10.0, 40.0, 70.0],
        "b/1": [20.0, 50.0, 80.0],
        "c/1": [30.0, 60.0, 90.0],
    }
    assert content["versions"]["a/1"]["images_per_second"] == 40.0


def test_each_round_is_announced(versions):
    said = []
    comparison.measure(versions, IMAGES, rounds=2, say=said.append)
    assert said == ["round 1 of 2: 3 versions", "round 2 of 2: 3 versions"]


def test_a_damaged_version_is_not_measured(versions):
    versions[1].file("model.onnx").write_bytes(b"damaged")
    with pytest.raises(StoreError, match="model.onnx"):
        comparison.measure(versions, IMAGES, rounds=1)
