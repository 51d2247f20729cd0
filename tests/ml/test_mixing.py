"""Mixed batches: pictures and labels are shared out alike."""

import numpy as np
import pytest

from dashboard.ml.mixing import mix

COUNT, SIDE = 64, 28


@pytest.fixture(params=range(5))
def generator(request):
    return np.random.default_rng(request.param)


@pytest.fixture
def batch():
    """Picture n is grey n everywhere and of a class of its own."""
    greys = np.arange(COUNT, dtype=np.uint8) * 4
    images = np.broadcast_to(greys[:, None, None], (COUNT, SIDE, SIDE))
    return images, np.eye(COUNT, dtype=np.float32)


def test_none_is_the_batch_itself(batch, generator):
    assert mix("none", *batch, generator) == batch


@pytest.mark.parametrize("kind", ["mixup", "cutmix"])
def test_labels_say_what_the_pictures_hold(batch, generator, kind):
    images, labels = mix(kind, *batch, generator)
    assert (images.dtype, labels.dtype) == (np.uint8, np.float32)
    np.testing.assert_allclose(labels.sum(axis=1), 1, atol=1e-6)
    # the mean grey of a picture is that of its two classes by their shares
    expected = labels @ (np.arange(COUNT) * 4.0)
    np.testing.assert_allclose(images.mean(axis=(1, 2)), expected, atol=0.51)


@pytest.mark.parametrize("kind", ["mixup", "cutmix"])
def test_a_batch_is_left_alone_and_shares_one_share(batch, generator, kind):
    before = [part.copy() for part in batch]
    _, labels = mix(kind, *batch, generator)
    np.testing.assert_array_equal(batch[0], before[0])
    np.testing.assert_array_equal(batch[1], before[1])
    own = np.diagonal(labels)
    assert len(np.unique(own[own < 1].round(5))) <= 1


def test_cutmix_puts_in_one_rectangle(batch):
    generator = np.random.default_rng(3)
    images, labels = mix("cutmix", *batch, generator)
    row = np.flatnonzero((labels > 0).sum(axis=1) == 2)[0]
    foreign = images[row] != batch[0][row]
    rows, columns = np.flatnonzero(foreign.any(1)), np.flatnonzero(foreign.any(0))
    assert foreign[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].all()
    assert foreign.mean() == pytest.approx(1 - labels[row, row], abs=1e-6)
