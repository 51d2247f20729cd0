"""`ensemble`: what is averaged, and when it is refused."""

import json

import numpy as np
import pytest

from dashboard.commands import ensemble
from dashboard.errors import RunError, StoreError
from tests import tiny

FACTS = {
    "weights_source": "none, trained from nothing",
    "pretrained": False,
    "parameters": 7850,
    "image_size": 28,
    "training_seconds": 60.0,
    "data": {"name": "Fashion-MNIST"},
}


def answers(data, wrong, seed):
    """Predictions with `wrong` validation images misjudged, but not by much."""
    random = np.random.default_rng(seed)
    found = {}
    for name, labels in (
        ("validation", data.train_labels[data.validation_index]),
        ("test", data.test_labels),
    ):
        logits = np.eye(10, dtype=np.float32)[labels] * 4
        rows = random.permutation(len(labels))[:wrong]
        logits[rows] = np.roll(logits[rows] / 2, 1, axis=1)
        found[f"{name}_logits"] = found[f"{name}_probabilities"] = logits
    return found


@pytest.fixture
def members(publish, dataset):
    """Two versions that are wrong about different images."""
    return [
        publish(
            name,
            weights=tiny.tiny_weights(seed),
            predictions=answers(dataset, 500, seed),
            **FACTS,
        )
        for seed, name in enumerate(("one", "two"))
    ]


def test_two_versions_become_one(command, members, store):
    status, out, err = command("ensemble", "one", "two/1")
    assert (status, err) == (0, "")
    assert out.startswith("published ensemble/1: ")
    assert "Better than" in out and "exact McNemar" in out
    manifest = store.resolve("ensemble/1").manifest
    assert [member["ref"] for member in manifest["members"]] == ["one/1", "two/1"]
    assert manifest["parameters"] == 2 * FACTS["parameters"]
    assert manifest["training_seconds"] == 2 * FACTS["training_seconds"]
    assert "# ensemble" in store.resolve("ensemble").file("CARD.md").read_text("utf-8")


def test_it_can_be_asked_listed_compared_and_verified(command, members):
    command("ensemble", "one", "two")
    for words in (
        ["models"],
        ["models", "--verify"],
        ["compare", "--stored", "--json"],
    ):
        status, out, _ = command(*words)
        assert status == 0
        assert "ensemble" in out or "--verify" in words
    (row,) = [r for r in json.loads(out)["versions"] if r["name"] == "ensemble"]
    assert row["single"] is False


@pytest.mark.parametrize("words", [["one"], ["one", "one"], ["one", "two", "two/1"]])
def test_the_same_version_twice_is_no_ensemble(command, members, words):
    status, _, err = command("ensemble", *words)
    assert status == 1
    assert "two or more different versions" in err


def test_an_average_without_gain_is_refused(publish, dataset, store):
    good, bad = (
        publish(name, predictions=answers(dataset, wrong, 5), **FACTS)
        for name, wrong in (("good", 10), ("bad", 4_000))
    )
    with pytest.raises(StoreError, match="Choose other members"):
        ensemble.check([good, bad], dataset)


def test_nobody_trains_an_ensemble_further(command, members, store):
    from dashboard.commands import training

    command("ensemble", "one", "two")
    with pytest.raises(RunError, match="one of its members"):
        training.beginning(store, "ensemble/1")
    assert training.beginning(store, None) is None
