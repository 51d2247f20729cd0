"""The modules for photographs, a small network, and pictures that tests draw."""

import importlib
import zlib
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from dashboard.data.fashion_mnist import Dataset

SIDE = 32


@pytest.fixture(scope="session")
def photo_ml(ml):
    """The modules of dashboard.ml.photos by name."""
    names = ("batches", "export", "loss", "material", "network", "run", "train")
    names += ("lesson", "lesson_pictures", "restored")
    rooms = {n: importlib.import_module(f"dashboard.ml.photos.{n}") for n in names}
    return SimpleNamespace(**rooms)


@pytest.fixture(scope="session")
def network(photo_ml, ml):
    """The network for the smallest square, frozen as for training."""
    ml.keras.utils.set_random_seed(1)
    made = photo_ml.network.build(SIDE, "imagenet", 0.4)
    photo_ml.network.freeze(made)
    return made


@pytest.fixture(scope="session")
def squares():
    random = np.random.default_rng(4)
    return random.integers(0, 256, (6, SIDE, SIDE, 3), dtype=np.uint8)


@pytest.fixture(scope="session")
def small_data(dataset):
    """Fashion-MNIST with a few images: 30 of each label to learn from."""

    def first(labels, rows, count):
        return np.sort(np.concatenate([rows[labels == k][:count] for k in range(10)]))

    labels = dataset.train_labels
    learn = first(labels[dataset.train_index], dataset.train_index, 30)
    held = first(labels[dataset.validation_index], dataset.validation_index, 5)
    rows = np.concatenate([learn, held])
    test = first(dataset.test_labels, np.arange(len(dataset.test_labels)), 4)
    return Dataset(
        np.asarray(dataset.train_images)[rows],
        labels[rows],
        np.asarray(dataset.test_images)[test],
        dataset.test_labels[test],
        np.arange(len(learn)),
        np.arange(len(learn), len(rows)),
        "0" * 64,
    )


def file_names(count, held):
    """`count` names of files to learn from, or of files that are held out."""
    names = (f"{number}.png" for number in range(10_000))
    fits = (n for n in names if (zlib.crc32(n.encode()) % 1000 < 100) == held)
    return [next(fits) for _ in range(count)]


def drawn(kind, seed):
    """A trouser of two legs, a dress or a hat, in any colour on any ground."""
    random = np.random.default_rng([seed, *kind.encode()])
    ground, cloth = random.integers(0, 256, (2, 3))
    pixels = np.full((48, 64, 3), ground, np.uint8)
    noise = random.integers(0, 40, pixels.shape)
    if kind == "pants":
        pixels[4:44, 18:28] = pixels[4:44, 36:46] = pixels[4:12, 18:46] = cloth
    elif kind == "dress":
        for row in range(4, 44):
            pixels[row, 28 - row // 3 : 36 + row // 3] = cloth
    else:
        pixels[24:30, 14:50] = pixels[14:30, 22:42] = cloth
    return Image.fromarray(np.clip(pixels + noise, 0, 255).astype(np.uint8))


def draw_folder(place, learned, held):
    """Photographs of three kinds below `place`."""
    for kind in ("pants", "dress", "hat"):
        (place / kind).mkdir(parents=True)
        names = file_names(learned, False) + file_names(held, True)
        for seed, name in enumerate(names):
            drawn(kind, seed).save(place / kind / name)
    return place
