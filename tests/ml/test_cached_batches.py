"""Batches of cached features: order, views, and going on at an epoch."""

import numpy as np
import pytest

from dashboard.labels import one_hot

pytestmark = pytest.mark.slow
COUNT = 50


@pytest.fixture
def make(ml):
    rows = np.arange(COUNT, dtype=np.float16)[:, None]
    views = [rows, rows + 100, rows + 200]
    labels = np.arange(COUNT) % 10

    def batches(count=3, **order):
        return ml.cached_batches.CachedBatches(
            views[:count], one_hot(labels), batch_size=16, **order
        )

    return batches


def read(batches):
    found = [batches[number] for number in range(len(batches))]
    return tuple(np.concatenate(parts) for parts in zip(*found, strict=True))


def test_every_row_comes_once_with_its_label(make):
    features, labels = read(make(seed=1, epoch=0))
    rows = features[:, 0] % 100
    assert sorted(rows) == list(range(COUNT))
    np.testing.assert_array_equal(labels.argmax(1), rows % 10)
    assert features.dtype == np.float32


def test_views_are_mixed_and_change_with_the_epoch(make):
    batches = make(seed=1, epoch=0)
    first = read(batches)[0][:, 0]
    batches.on_epoch_end()
    second = read(batches)[0][:, 0]
    views = [dict(zip(x % 100, x // 100, strict=True)) for x in (first, second)]
    assert set(views[0].values()) == {0, 1, 2}
    assert views[0] != views[1]


def test_an_epoch_is_the_same_wherever_it_begins(make):
    batches = make(seed=4, epoch=0)
    batches.on_epoch_end()
    for here, there in zip(read(batches), read(make(seed=4, epoch=1)), strict=True):
        np.testing.assert_array_equal(here, there)


def test_without_an_epoch_rows_keep_their_order(make):
    batches = make(count=1)
    for _ in range(2):
        np.testing.assert_array_equal(read(batches)[0][:, 0], np.arange(COUNT))
        batches.on_epoch_end()
