"""Answers of one version, and which versions a process keeps loaded."""

import threading

import numpy as np
import pytest

from dashboard.analysis import calibration, conformal
from dashboard.data.photograph import enlarged
from dashboard.errors import NotFoundError, StoreError
from dashboard.labels import LABELS
from dashboard.serving import heads, predictor
from dashboard.serving.answers import answer_json, model_entries
from dashboard.serving.predictor import Predictor, Predictors
from dashboard.store import aliases
from tests.tiny import colour_logits, tiny_logits


def images(count=4, seed=0):
    random = np.random.default_rng(seed)
    return random.integers(0, 256, (count, 28, 28), dtype=np.uint8)


def promote(store, version):
    aliases.promote(
        store.root, version.name, version.number, by="a test", reason="better"
    )


@pytest.fixture
def loading(monkeypatch):
    """The refs of versions in the order in which they are loaded from disk."""
    loaded = []
    real = predictor.session.load

    def load(path):
        loaded.append("/".join(path.parent.parts[-2:]))
        return real(path)

    monkeypatch.setattr(predictor.session, "load", load)
    return loaded


def test_an_answer_has_all_that_a_page_shows(publish):
    version = publish(temperature=2.0)
    answers = Predictor(version).predict(images())
    expected = tiny_logits(images())
    for answer, logits, image in zip(answers, expected, images(), strict=True):
        assert (answer.name, answer.number) == ("tiny", 1)
        np.testing.assert_allclose(answer.logits, logits, rtol=1e-4, atol=1e-3)
        np.testing.assert_allclose(
            answer.probabilities,
            calibration.softmax(answer.logits[None], 2.0)[0],
            rtol=1e-5,
        )
        assert answer.label == LABELS[int(logits.argmax())]
        assert answer.confidence == pytest.approx(answer.probabilities.max())
        assert answer.embedding.shape == (10,)
        np.testing.assert_array_equal(answer.features[..., 0], image)
        assert answer.milliseconds > 0


def test_an_image_is_answered_the_same_alone_and_among_others(publish):
    loaded = Predictor(publish())
    together = loaded.predict(images(7))
    for image, answer in zip(images(7), together, strict=True):
        alone = loaded.predict(image[None])[0]
        np.testing.assert_allclose(alone.logits, answer.logits, rtol=1e-5, atol=1e-4)
        assert (alone.label, alone.verdict) == (answer.label, answer.verdict)


def test_a_version_for_photographs_answers_for_squares_and_for_28x28(publish_colour):
    loaded = Predictor(publish_colour(side=64, temperature=2.0))
    assert loaded.side == 64
    random = np.random.default_rng(3)
    squares = random.integers(0, 256, (2, 64, 64, 3), dtype=np.uint8)
    for square, answer in zip(squares, loaded.predict(squares), strict=True):
        logits = colour_logits(square[None])[0]
        np.testing.assert_allclose(answer.logits, logits, rtol=1e-4, atol=1e-3)
        np.testing.assert_array_equal(answer.features, square)
    small = loaded.predict(images(2))
    large = loaded.predict(enlarged(images(2), 64))
    for one, other in zip(small, large, strict=True):
        np.testing.assert_array_equal(one.probabilities, other.probabilities)


def test_a_version_for_28x28_has_no_side(publish):
    assert Predictor(publish()).side is None


def test_a_head_for_photographs_explains_its_logits(publish_colour):
    loaded = Predictor(publish_colour())
    [answer] = loaded.predict(np.full((1, 32, 32, 3), 90, np.uint8))
    ((kernel, bias),) = loaded.members[0].layers
    np.testing.assert_allclose(
        answer.embedding @ kernel + bias, answer.logits, rtol=1e-4, atol=1e-3
    )


def test_no_image_gets_no_answer(publish):
    assert Predictor(publish()).predict(images(0)) == []


@pytest.mark.parametrize("set_threshold", [0.0, 0.3, 0.6, 0.9, 1.0])
@pytest.mark.parametrize("energy_threshold", [-1e9, -20.0, -10.0, 1e9])
def test_the_verdict_is_that_of_the_analysis(publish, set_threshold, energy_threshold):
    thresholds = {
        "set_threshold": set_threshold,
        "energy_threshold": energy_threshold,
        "coverage": 0.9,
    }
    version = publish(temperature=5.0, verdict=thresholds)
    for answer in Predictor(version).predict(images(8)):
        energy = float(calibration.energy(answer.logits[None], 5.0)[0])
        kind, candidates = conformal.verdict(
            calibration.softmax(answer.logits[None], 5.0)[0],
            energy,
            set_threshold,
            energy_threshold,
        )
        assert answer.verdict == kind
        assert answer.candidates == tuple(LABELS[label] for label in candidates)


def test_the_agreed_keys_are_in_the_json_object(publish):
    answer = Predictor(publish()).predict(images(1))[0]
    found = answer_json("a.png", answer, "fashion-mnist", ("Cut.",))
    assert list(found) == [
        *("file", "label", "confidence", "probabilities", "verdict"),
        *("candidates", "model", "version", "path", "steps", "milliseconds"),
    ]
    assert list(found["probabilities"]) == list(LABELS)
    assert found["confidence"] == max(found["probabilities"].values())


def test_exactly_one_version_is_listed_as_champion(store, publish):
    assert model_entries(store) == []
    for name in ("a", "b", "a"):
        publish(name)
    assert sum(entry["champion"] for entry in model_entries(store)) == 1
    promote(store, store.get("a", 1))
    (champion,) = [entry for entry in model_entries(store) if entry["champion"]]
    assert (champion["name"], champion["version"]) == ("a", 1)
    assert (store.root / champion["onnx"]).is_file()


def test_a_version_is_loaded_once(store, publish, loading):
    publish()
    predictors = Predictors(store)
    same = {id(predictors.get(ref)) for ref in (None, "tiny", "tiny/1", None)}
    assert len(same) == 1
    assert loading == ["tiny/1"]


def test_many_threads_load_a_version_once(store, publish, loading):
    publish()
    predictors = Predictors(store)
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(predictors.get()))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(one) for one in found}) == 1
    assert loading == ["tiny/1"]


def test_a_promotion_is_seen_by_the_next_question(store, publish):
    first, second = publish(), publish()
    predictors = Predictors(store)
    for version in (first, second, first):
        promote(store, version)
        assert predictors.get().version == version
    assert predictors.get("tiny/2").version == second


def test_a_new_version_of_a_name_is_seen_at_once(store, publish):
    publish()
    predictors = Predictors(store)
    assert predictors.get("tiny").version.number == 1
    publish()
    assert predictors.get("tiny").version.number == 2


def test_the_least_recently_used_version_is_dropped(
    store, publish, loading, monkeypatch
):
    monkeypatch.setattr(predictor, "KEPT", 2)
    for name in "abc":
        publish(name)
    predictors = Predictors(store)
    for name in "abaca":  # c takes the place of b: a was asked for later
        predictors.get(name)
    assert loading == ["a/1", "b/1", "c/1"]
    predictors.get("b")
    assert loading == ["a/1", "b/1", "c/1", "b/1"]


@pytest.mark.parametrize("name", ["model.onnx", "head.npz", "predictions.npz"])
def test_a_champion_that_was_damaged_is_not_served(store, publish, name):
    version = publish()
    promote(store, version)
    path = version.file(name)
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(StoreError, match=name):
        Predictors(store).get()


def test_a_champion_whose_folder_is_gone_is_not_found(store, publish):
    version = publish()
    promote(store, version)
    version.folder.rename(store.root / "away")
    with pytest.raises(NotFoundError, match="tiny/1"):
        Predictors(store).get()


def test_a_failed_load_is_tried_again_after_a_repair(store, publish):
    path = publish().file("CARD.md")
    whole = path.read_bytes()
    predictors = Predictors(store)
    path.write_bytes(b"other")
    with pytest.raises(StoreError):
        predictors.get()
    path.write_bytes(whole)
    assert predictors.get().version.ref == "tiny/1"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"no archive"])
def test_a_head_that_is_no_archive_is_a_store_error(publish, content):
    version = publish()
    version.file("head.npz").write_bytes(content)
    with pytest.raises(StoreError, match=r"head\.npz"):
        heads.read(version)


def test_a_head_without_a_bias_is_a_store_error(publish):
    version = publish()
    np.savez(version.file("head.npz"), kernel0=np.zeros((1, 10)), other=np.zeros(10))
    with pytest.raises(StoreError, match="bias0"):
        heads.read(version)


def test_the_head_comes_in_order(publish):
    (member,) = Predictor(publish()).members
    ((kernel, bias),) = member.layers
    assert (kernel.shape, bias.shape) == ((1, 10), (10,))
