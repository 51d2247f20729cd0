"""From folders of pictures to a trained network for photographs."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import keras
import numpy as np

from dashboard.data.fashion_mnist import Dataset
from dashboard.data.feature_cache import FeatureCache
from dashboard.data.photo_folder import Photo, answers
from dashboard.data.photograph import SIDE
from dashboard.errors import DataError
from dashboard.labels import CLASSES
from dashboard.ml import cut
from dashboard.ml.photos import material, network, train
from dashboard.ml.photos.batches import Stock

HELD_OUT = 0.1  # share of the pictures that choose the epoch and the thresholds
# Fashion-MNIST images by label: more of what few photographs show
DRESSED = (600, 500, 600, 600, 600, 1100, 700, 1100, 1300, 1100)


@dataclass(frozen=True)
class Plan:
    """Settings of one training; the defaults are what ships.

    Attributes:
        views, drawing_views: changed copies of each photograph and drawing.
        dressed_share: part of the dressed-up Fashion-MNIST that an epoch takes.
        other_weight: what a drawing or a dressed-up image counts in the loss beside a
            photograph of a folder of middle size.
    """

    side: int = SIDE
    epochs: int = 10
    learning_rate: float = 5e-4
    weight_decay: float = 1e-2
    dropout: float = 0.4
    views: int = 3
    drawing_views: int = 3
    dressed_share: float = 0.4
    other_weight: float = 0.7
    seed: int = 1

    def to_dict(self) -> dict[str, Any]:
        """All settings as JSON values."""
        return asdict(self)


@dataclass(frozen=True)
class Pictures:
    """What is learned from, and what is held out of it; by file name."""

    photographs: list[Photo] = field(default_factory=list)
    drawings: list[Photo] = field(default_factory=list)

    def learned(self) -> tuple[list[Photo], list[Photo]]:
        """Photographs and drawings to learn from."""
        kinds = (self.photographs, self.drawings)
        return tuple([p for p in kind if not p.held_out(HELD_OUT)] for kind in kinds)

    def held(self) -> list[Photo]:
        """Those that choose the epoch and the thresholds."""
        both = (*self.photographs, *self.drawings)
        return [photo for photo in both if photo.held_out(HELD_OUT)]


@dataclass(frozen=True)
class Trained:
    """The result.

    Attributes:
        model: as `network.build` makes it, with the kept epoch's weights.
        history: one row per epoch.
    """

    model: keras.Model
    history: list[dict[str, Any]]
    best_epoch: int


def train_on(
    pictures: Pictures,
    data: Dataset,
    plan: Plan,
    cache: Path,
    say: Callable[[str], None],
) -> Trained:
    """Compute the frozen blocks once, then train what lies above.

    Args:
        cache: folder of the feature cache.

    Raises:
        DataError: no garment is among the pictures that are held out.
    """
    _check_held(pictures)
    model = network.build(plan.side, "imagenet", plan.dropout)
    network.freeze(model)
    frozen, _ = cut.frozen_and_tail(model)
    lower = material.Lower(frozen, FeatureCache(cache), say)
    held = _held(lower, pictures, plan)
    stocks = [
        *_of_pictures(lower, pictures, plan),
        _of_dataset(lower, data, plan),
    ]
    history, best = train.fit(
        model,
        stocks,
        held,
        epochs=plan.epochs,
        learning_rate=plan.learning_rate,
        weight_decay=plan.weight_decay,
        seed=plan.seed,
        say=say,
    )
    return Trained(model, history, best)


def _check_held(pictures: Pictures) -> None:
    if not any(photo.right for photo in pictures.held()):
        count = len(pictures.photographs) + len(pictures.drawings)
        raise DataError(
            "Expected garments among the pictures that choose epoch and thresholds, a "
            f"tenth by their file names. Received: none among {count} pictures. Give "
            "more photographs or drawings."
        )


def _of_pictures(lower: material.Lower, pictures: Pictures, plan: Plan) -> list[Stock]:
    photographs, drawings = pictures.learned()
    named = (
        ("photographs", photographs, plan.views, folder_weights(photographs)),
        (
            "drawings",
            drawings,
            plan.drawing_views,
            np.full(len(drawings), plan.other_weight, np.float32),
        ),
    )
    stocks = []
    for name, found, views, weights in named:
        if not found:
            continue
        source = material.of_photos(name, found, answers(found), plan.side, views)
        features = [lower.of(source, number, plan.seed) for number in range(views)]
        stocks.append(Stock(features, source.answers, weights))
    return stocks


def _of_dataset(lower: material.Lower, data: Dataset, plan: Plan) -> Stock:
    rows = dressed_rows(data, plan.seed)
    images, labels = np.asarray(data.train_images[rows]), data.train_labels[rows]
    source = material.of_dataset(images, labels, plan.side, data.sha256)
    count = len(rows)
    return Stock(
        [lower.of(source, 0, plan.seed)],
        source.answers,
        np.full(count, plan.other_weight, np.float32),
        max(1, round(plan.dressed_share * count)),
    )


def dressed_rows(data: Dataset, seed: int) -> np.ndarray:
    """Rows of the training images that are dressed up: int64, DRESSED of each label."""
    generator = np.random.default_rng(seed)
    labels = data.train_labels[data.train_index]
    rows = [
        generator.permutation(data.train_index[labels == label])[: DRESSED[label]]
        for label in range(CLASSES)
    ]
    return np.concatenate(rows)


def folder_weights(photographs: list[Photo]) -> np.ndarray:
    """float32 [n]: pictures of small folders count more, by the root of the ratio."""
    folders = [photo.folder for photo in photographs]
    names, place, counts = np.unique(folders, return_inverse=True, return_counts=True)
    if not folders:
        return np.zeros(0, np.float32)
    return np.sqrt(len(folders) / len(names) / counts[place]).astype(np.float32)


def _held(lower: material.Lower, pictures: Pictures, plan: Plan) -> train.Held:
    held = pictures.held()
    draw = material.as_served(held, plan.side)
    features = lower.drawn("held out", material.identity(held), 2 * len(held), draw)
    return train.Held(features, answers(held), [photo.folder for photo in held])
