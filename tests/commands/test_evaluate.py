"""`python -m dashboard evaluate`: a graph measured again, beside what it once said."""

import json

import numpy as np
import pytest

from dashboard.store.predictions import Predictions
from tests.tiny import tiny_logits, tiny_weights


@pytest.fixture(scope="module")
def logits(dataset):
    return tiny_logits(dataset.test_images)


def stored(logits):
    """All arrays of predictions.npz; only the test logits matter here."""
    made = {name: np.zeros((1, 10)) for name in Predictions.__dataclass_fields__}
    return {**made, "test_logits": logits}


def test_an_unchanged_graph_is_measured(command, publish, logits, dataset):
    publish(predictions=stored(logits))
    status, out, err = command("evaluate", "--json")
    found = json.loads(out)
    right = (logits.argmax(1) == dataset.test_labels).mean()
    assert (status, err, out.count("\n")) == (0, "", 1)
    assert found["test_accuracy"] == pytest.approx(right, abs=1e-3)
    assert (found["model"], found["version"]) == ("tiny", 1)
    assert found["images"] == 10_000
    low, high = found["test_accuracy_interval"]
    assert low < found["test_accuracy"] < high


def test_a_person_gets_a_sentence(command, publish, logits):
    publish(predictions=stored(logits))
    status, out, _ = command("evaluate", "--model", "tiny/1")
    assert status == 0
    assert out.startswith("tiny/1: ")
    assert "of 10,000 test images" in out


def moved(logits):
    return np.where(np.arange(logits.size).reshape(logits.shape) == 77_777, 1e4, logits)


def not_a_number(logits):
    return np.where(
        np.arange(logits.size).reshape(logits.shape) == 77_777, np.nan, logits
    )


@pytest.mark.parametrize("change", [moved, not_a_number])
def test_a_single_logit_that_moved_is_an_error(command, publish, logits, change):
    publish(predictions=stored(change(logits)))
    status, out, err = command("evaluate", "--json")
    assert (status, out) == (1, "")
    assert "tiny/1" in err
    assert "logits that differ" in err


def test_other_weights_are_noticed(command, publish, logits):
    publish(weights=tiny_weights(seed=1), predictions=stored(logits))
    status, _, err = command("evaluate")
    assert status == 1
    assert "logits that differ" in err


def test_a_damaged_version_is_not_measured(command, publish, logits):
    path = publish(predictions=stored(logits)).file("predictions.npz")
    path.write_bytes(path.read_bytes()[:-1])
    status, out, err = command("evaluate")
    assert (status, out) == (1, "")
    assert "predictions.npz" in err


def test_an_unknown_model_is_an_error(command, publish):
    publish()
    assert command("evaluate", "--model", "other")[0] == 1
