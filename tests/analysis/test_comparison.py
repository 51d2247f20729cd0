"""Rows from a store: figures of one run before those of a manifest, tests beside."""

import numpy as np
import pytest

from dashboard.analysis import comparison
from dashboard.store import aliases
from dashboard.store import comparison as measured_file
from dashboard.store.versions import ModelStore
from tests import tiny

LABELS = np.arange(100) % 10


def answers(right: int) -> dict[str, np.ndarray]:
    """predictions.npz of a version that has the first `right` images right."""
    said = np.where(np.arange(100) < right, LABELS, (LABELS + 1) % 10)
    test = np.eye(10, dtype=np.float32)[said]
    held = np.zeros((5, 10), np.float32)
    return {
        "validation_logits": held,
        "validation_probabilities": held,
        "test_logits": test,
        "test_probabilities": test,
    }


@pytest.fixture
def store(tmp_path):
    return ModelStore(tmp_path / "store")


def publish(store, name, right, **changes):
    def fill(folder):
        return tiny.fill(folder, predictions=answers(right), **changes)

    return store.publish(name, fill)


def rows(store, labels=LABELS):
    return {row.ref: row for row in comparison.of_store(store, labels).rows}


def test_each_version_is_tested_against_the_champion(store):
    publish(store, "a", 90)
    publish(store, "b", 80)
    aliases.promote(store.root, "a", 1, by="me", reason="")
    found = rows(store)
    assert found["a/1"].champion and found["a/1"].against is None
    against = found["b/1"].against
    assert (against.only_a, against.only_b) == (0, 10)
    assert against.difference == pytest.approx(-0.1)


def test_figures_of_one_run_go_before_the_manifest(store):
    version = publish(store, "a", 90)
    assert rows(store)["a/1"].latency_ms == 0.1
    assert not rows(store)["a/1"].together
    entry = {"onnx_sha256": measured_file.graph_hash(version), "latency_ms": 7.5}
    content = {"measured_at": "2026-11-24", "versions": {"a/1": entry}}
    measured_file.write(store.root, content)
    assert (rows(store)["a/1"].latency_ms, rows(store)["a/1"].together) == (7.5, True)


def test_who_taught_it_is_known(store):
    publish(store, "a", 90, recipe={"teacher": "lite/1"})
    assert rows(store)["a/1"].teacher == "lite/1"


def test_what_an_old_manifest_lacks_is_none(store):
    publish(store, "a", 90)
    row = rows(store)["a/1"]
    assert row.teacher == ""
    assert row.multiply_adds is row.images_per_second is row.parameters is None
    assert (row.pretrained, row.single) == (False, False)


def test_a_known_backbone_is_a_single_network(store):
    publish(store, "a", 90, backbone="cnn", pretrained=True)
    row = rows(store)["a/1"]
    assert (row.pretrained, row.single) == (True, True)


def test_without_the_dataset_everything_but_the_tests_is_there(store):
    publish(store, "a", 90)
    publish(store, "b", 80)
    assert [row.against for row in rows(store, None).values()] == [None, None]


def test_damaged_answers_leave_the_row(store):
    publish(store, "a", 90)
    version = publish(store, "b", 80)
    version.file("predictions.npz").write_bytes(b"damaged")
    found = comparison.of_store(store, LABELS)
    assert set(found.right) == {"a/1"}
    assert [row.against for row in found.rows] == [None, None]


def test_an_empty_store_has_no_rows(store):
    assert comparison.of_store(store, LABELS).rows == ()
