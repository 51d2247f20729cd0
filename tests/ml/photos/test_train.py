"""Training on cached features: the best epoch stays, mirrored pairs answer together."""

import numpy as np
import pytest

from tests.ml.photos.conftest import SIDE

pytestmark = pytest.mark.slow
COUNT, HELD = 128, 20


def features(shape, answers, seed):
    """float16 features in which the first right label shows, as far as there is one."""
    random = np.random.default_rng(seed)
    found = random.normal(0, 0.2, (len(answers), *shape))
    found[..., :10] += 4 * answers[:, None, None, :]
    return found.astype(np.float16)


@pytest.fixture(scope="module")
def fitted(photo_ml, ml):
    """(network, history, number of the best epoch, lines said, held out)."""
    ml.keras.utils.set_random_seed(1)
    model = photo_ml.network.build(SIDE, "imagenet", 0.0)
    photo_ml.network.freeze(model)
    shape = ml.cut.frozen_and_tail(model)[0].output.shape[1:]
    random = np.random.default_rng(0)
    right = np.eye(10, dtype=np.float32)[random.integers(0, 3, COUNT)]
    stocks = [
        photo_ml.batches.Stock(
            [features(shape, right, 1)], right, np.ones(COUNT, np.float32)
        )
    ]
    answers = np.eye(10, dtype=np.float32)[random.integers(0, 3, HELD)]
    answers[:4] = 0
    pairs = np.repeat(features(shape, answers, 2), 2, axis=0)
    held = photo_ml.train.Held(pairs, answers, ["hat"] * 4 + ["pants"] * (HELD - 4))
    said = []
    history, best = photo_ml.train.fit(
        model,
        stocks,
        held,
        epochs=3,
        learning_rate=2e-3,
        weight_decay=1e-2,
        seed=1,
        say=said.append,
    )
    return model, history, best, said, held


def test_each_epoch_has_its_row(fitted):
    _, history, best, said, _ = fitted
    assert [row["epoch"] for row in history] == [1, 2, 3]
    assert set(history[0]) == {
        *("epoch", "phase", "loss", "accuracy", "validation_loss"),
        *("validation_accuracy", "learning_rate", "seconds"),
    }
    assert best == min(history, key=lambda row: row["validation_loss"])["epoch"]
    assert len(said) == 3 and "best so far" in said[0]


def test_what_can_be_learned_is_learned(fitted):
    _, history, _, _, _ = fitted
    assert history[-1]["loss"] < history[0]["loss"]
    assert history[-1]["accuracy"] > 0.8


def test_the_rate_ends_near_nothing(fitted):
    _, history, _, _, _ = fitted
    rates = [row["learning_rate"] for row in history]
    assert rates[0] > rates[1] > rates[2] >= 0


def test_the_weights_of_the_best_epoch_stay(fitted, photo_ml):
    model, history, best, _, held = fitted
    found = photo_ml.train.logits(model, held.features)
    losses = np.asarray(photo_ml.loss.set_loss(held.answers, found))
    # each folder counts alike
    loss = (losses[:4].mean() + losses[4:].mean()) / 2
    assert loss == pytest.approx(history[best - 1]["validation_loss"], rel=1e-4)


def test_accuracy_on_held_out_pictures_is_that_of_garments(fitted, photo_ml):
    model, history, best, _, held = fitted
    found = photo_ml.train.logits(model, held.features)[4:]
    right = (found.argmax(1) == held.answers[4:].argmax(1)).mean()
    assert history[best - 1]["validation_accuracy"] == pytest.approx(right)


def test_a_pair_answers_with_the_mean_of_both(fitted, photo_ml):
    model, _, _, _, held = fitted
    pair = held.features[[0, 10]]
    both = photo_ml.train.logits(model, pair)
    alone = [photo_ml.train.logits(model, pair[[i, i]]) for i in (0, 1)]
    assert both.shape == (1, 10)
    np.testing.assert_allclose(both, (alone[0] + alone[1]) / 2, rtol=1e-3, atol=1e-4)
