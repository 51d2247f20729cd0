"""Batches of several stocks: every picture, any view, the same by seed and epoch."""

import numpy as np
import pytest

pytestmark = pytest.mark.slow


def stock(ml, first, count, views=1, weight=1.0, each_epoch=None):
    """Pictures whose features name them: number of the picture, number of the view."""
    numbers = np.arange(first, first + count, dtype=np.float16)
    features = [
        np.stack([numbers, np.full(count, view)], axis=1).reshape(count, 1, 1, 2)
        for view in range(views)
    ]
    answers = np.eye(10, dtype=np.float32)[np.arange(first, first + count) % 10]
    weights = np.full(count, weight, np.float32)
    return ml.Stock(
        [f.astype(np.float16) for f in features], answers, weights, each_epoch
    )


@pytest.fixture
def mixed(photo_ml):
    """Two views of 30 pictures, and 10 of the next 40 in an epoch."""
    ml = photo_ml.batches
    stocks = [stock(ml, 0, 30, 2), stock(ml, 100, 40, weight=0.5, each_epoch=10)]
    return lambda seed=1: ml.MixedBatches(stocks, 8, seed)


def epoch(batches):
    """(features, answers, weights) of one epoch."""
    parts = [batches[number] for number in range(len(batches))]
    return [np.concatenate(part) for part in zip(*parts, strict=True)]


def test_an_epoch_takes_each_picture_once_and_a_share_of_the_other_stock(mixed):
    features, answers, weights = epoch(mixed())
    numbers = features[:, 0, 0, 0]
    assert len(mixed()) == 5
    assert (numbers < 100).sum() == 30 and (numbers >= 100).sum() == 10
    assert len(set(numbers)) == 40
    np.testing.assert_array_equal(answers.argmax(axis=1), numbers % 10)
    np.testing.assert_array_equal(weights, np.where(numbers < 100, 1, 0.5))
    assert features.dtype == answers.dtype == weights.dtype == np.float32


def test_stocks_and_views_are_mixed(mixed):
    features, _, _ = epoch(mixed())
    assert set(features[:, 0, 0, 1]) == {0, 1}
    first = features[:16, 0, 0, 0]
    assert (first < 100).any() and (first >= 100).any()


def test_the_last_smaller_batch_is_left_out(photo_ml):
    ml = photo_ml.batches
    batches = ml.MixedBatches([stock(ml, 0, 20)], 8, 1)
    assert len(batches) == 2
    assert len(epoch(batches)[0]) == 16


def test_seed_and_epoch_decide(mixed):
    one, same, other = mixed(), mixed(), mixed(2)
    np.testing.assert_array_equal(epoch(one)[0], epoch(same)[0])
    assert not np.array_equal(epoch(one)[0], epoch(other)[0])
    first = epoch(one)[0]
    for batches in (one, same):
        batches.on_epoch_end()
    np.testing.assert_array_equal(epoch(one)[0], epoch(same)[0])
    assert not np.array_equal(epoch(one)[0], first)
