"""Thresholds and figures of a version for photographs."""

from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from dashboard.commands import photo_publishing
from dashboard.data.photo_folder import Photo
from dashboard.data.photograph import framed
from dashboard.errors import UploadError
from dashboard.serving.verdict import judge
from tests import tiny

COUNT = 400


def answered(seed=0):
    """(logits [n, 10], right [n, 10]): mostly right; every tenth is none of the ten."""
    random = np.random.default_rng(seed)
    labels = random.integers(0, 10, COUNT)
    right = np.eye(10, dtype=np.float32)[labels]
    right[labels == 5, 7] = right[labels == 5, 9] = 1
    right[::10] = 0
    logits = random.normal(0, 1, (COUNT, 10)) + 4 * np.eye(10)[labels]
    logits[::10] = random.normal(0, 0.1, (COUNT // 10, 10))
    return logits.astype(np.float32), right


def test_candidates_hold_a_right_label_as_often_as_was_asked():
    logits, right = answered()
    chosen = photo_publishing.thresholds(logits, right)
    garments = right.any(axis=1)
    judged = [judge(row, chosen["temperature"], chosen["verdict"]) for row in logits]
    turned_away = np.array([kind == "none" for _, kind, _ in judged])
    assert turned_away[garments].mean() <= photo_publishing.TURNED_AWAY + 0.01
    assert turned_away[~garments].mean() > 0.5
    assert chosen["verdict"]["coverage"] == photo_publishing.COVERAGE


def test_pictures_of_none_of_the_ten_do_not_move_the_thresholds():
    logits, right = answered()
    garments = right.any(axis=1)
    alone = photo_publishing.thresholds(logits[garments], right[garments])
    assert photo_publishing.thresholds(logits, right) == alone


def test_the_likeliest_of_several_right_labels_counts():
    logits, right = answered()
    one = np.where(right > 0, logits, -np.inf).argmax(axis=1)
    single = np.eye(10, dtype=np.float32)[one] * right.any(axis=1, keepdims=True)
    assert photo_publishing.thresholds(logits, right) == (
        photo_publishing.thresholds(logits, single)
    )


def test_figures_are_those_of_the_versions_own_thresholds(tmp_path):
    photos = [
        Photo(tmp_path / "a.png", "pants", ("Trouser",)),
        Photo(tmp_path / "b.png", "pants", ("Trouser",)),
        Photo(tmp_path / "c.png", "hat", ()),
    ]
    logits = np.zeros((3, 10), np.float32)
    logits[0, 1] = logits[1, 3] = 9
    content = {
        "temperature": 1.0,
        "verdict": {"set_threshold": 0.5, "energy_threshold": -5.0},
    }
    found = photo_publishing.figures(logits, photos, content)
    hat, pants = found["folders"]
    assert (pants["right"], found["balanced_accuracy"]) == (0.5, 0.5)
    assert (hat["turned_away"], found["doubted"]) == (1, 1)
    assert photo_publishing.figures(logits[:0], [], content) is None


def test_each_file_is_seen_as_it_will_be_served(tmp_path):
    values = np.random.default_rng(0).integers(0, 256, (60, 90, 3), dtype=np.uint8)
    Image.fromarray(values).save(tmp_path / "a.png")
    photo = Photo(tmp_path / "a.png", "pants", ("Trouser",))
    squares = photo_publishing.squared([photo, photo], 64)
    expected = framed(Image.fromarray(values), 64).pixels
    np.testing.assert_array_equal(squares, [expected, expected])
    assert photo_publishing.squared([], 64).shape == (0, 64, 64, 3)


def test_a_file_that_is_no_picture_is_named(tmp_path):
    (tmp_path / "broken.png").write_bytes(b"hello")
    with pytest.raises(UploadError, match="broken.png"):
        photo_publishing.squared([Photo(tmp_path / "broken.png", "pants", ())], 64)


@pytest.mark.parametrize("count", [0, 3])
def test_the_exported_graph_answers_for_any_number_of_squares(tmp_path, count):
    (tmp_path / "model.onnx").write_bytes(tiny.colour_graph())
    random = np.random.default_rng(0)
    squares = random.integers(0, 256, (count, 32, 32, 3), dtype=np.uint8)
    found = photo_publishing.logits_of(tmp_path, squares)
    np.testing.assert_allclose(found, tiny.colour_logits(squares), rtol=1e-4, atol=1e-3)


def test_a_manifest_says_that_it_sees_photographs(dataset):
    model = SimpleNamespace(count_params=lambda: 12)
    trained = SimpleNamespace(model=model, best_epoch=2)
    facts = {
        "plan": {"seed": 1, "side": 64},
        "training_seconds": 61.26,
        "weights_source": "somewhere",
        "learned_from": ["a line"],
        "backend": "tensorflow",
        "backend_version": "1",
    }
    found = photo_publishing.describe(dataset, trained, facts)
    assert (found["input"], found["image_size"]) == ("photograph", 64)
    assert (found["recipe"], found["training_seconds"]) == (facts["plan"], 61.3)
    assert found["learned_from"] == ["a line"]
    assert found["data"]["sha256"] == dataset.sha256
