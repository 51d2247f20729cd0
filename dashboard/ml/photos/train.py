"""Training the upper blocks of a version for photographs on cached features."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
from keras.optimizers import schedules

from dashboard.ml import checkpoint, cut
from dashboard.ml.network import LOGITS
from dashboard.ml.photos import loss
from dashboard.ml.photos.batches import MixedBatches, Stock

WARM_UP = 0.1  # share of all steps
BATCH = 64


@dataclass(frozen=True)
class Held:
    """Pictures that tune: mirrored pairs, as `material.as_served` gives them.

    Attributes:
        features: float16 [2 n, h, w, c].
        answers: float32 [n, 10].
        folders: the folder of each, [n].
    """

    features: np.ndarray
    answers: np.ndarray
    folders: list[str]


def fit(
    model: keras.Model,
    stocks: list[Stock],
    held: Held,
    *,
    epochs: int,
    learning_rate: float,
    weight_decay: float,
    seed: int,
    say: Callable[[str], None],
) -> tuple[list[dict[str, Any]], int]:
    """Train what is unfrozen; the epoch with the least loss on `held` stays.

    Returns:
        (one row per epoch as in history.csv, the number of the kept epoch).
    """
    keras.utils.set_random_seed(seed)
    tail = _tail(model)
    batches = MixedBatches(stocks, BATCH, seed)
    rate = _schedule(learning_rate, epochs * len(batches))
    optimizer = keras.optimizers.AdamW(rate, weight_decay=weight_decay)
    optimizer.exclude_from_weight_decay(var_names=["bias", "beta", "gamma"])
    loss.compiled(tail, optimizer)
    history, best, kept = [], None, None
    for epoch in range(1, epochs + 1):
        row = _epoch(tail, batches, held, rate, epoch)
        history.append(row)
        if best is None or row["validation_loss"] < best["validation_loss"]:
            best, kept = row, checkpoint.arrays_of(model)
        say(_line(row, row is best))
    checkpoint.put(model, kept)
    return history, best["epoch"]


def _epoch(tail, batches: MixedBatches, held: Held, rate, epoch: int) -> dict[str, Any]:
    begun = time.monotonic()
    said = tail.fit(batches, epochs=epoch, initial_epoch=epoch - 1, verbose=0)
    return {
        "epoch": epoch,
        "phase": "upper blocks",
        "loss": said.history["loss"][-1],
        "accuracy": said.history["share_right"][-1],
        **_validated(tail, held),
        "learning_rate": float(rate(epoch * len(batches) - 1)),
        "seconds": time.monotonic() - begun,
    }


def logits(model: keras.Model, features: np.ndarray) -> np.ndarray:
    """float16 [2 n, h, w, c] of mirrored pairs to mean logits, float32 [n, 10]."""
    return _paired(_tail(model), features)


def _tail(model: keras.Model) -> keras.Model:
    _, tail = cut.frozen_and_tail(model)
    return keras.Model(tail.input, tail.output[LOGITS])


def _paired(tail: keras.Model, features: np.ndarray) -> np.ndarray:
    parts = [
        np.asarray(tail(np.asarray(part, np.float32), training=False))
        for part in np.split(features, range(128, len(features), 128))
    ]
    both = np.concatenate(parts)
    return (both[0::2] + both[1::2]) / 2


def _validated(tail: keras.Model, held: Held) -> dict[str, float]:
    """Means over folders: each kind of picture counts alike."""
    found = _paired(tail, held.features)
    losses = np.asarray(loss.set_loss(held.answers, found))
    right = held.answers[np.arange(len(found)), found.argmax(1)] > 0
    folders, some = np.asarray(held.folders), held.answers.any(axis=1)
    names = np.unique(folders)
    shares = [right[(folders == name) & some] for name in names]
    return {
        "validation_loss": float(np.mean([losses[folders == n].mean() for n in names])),
        "validation_accuracy": float(np.mean([s.mean() for s in shares if len(s)])),
    }


def _schedule(rate: float, steps: int) -> schedules.LearningRateSchedule:
    warm_up = max(1, round(WARM_UP * steps))
    return schedules.CosineDecay(
        rate / 50,
        max(1, steps - warm_up),
        alpha=1e-3,
        warmup_target=rate,
        warmup_steps=warm_up,
    )


def _line(row: dict[str, Any], best: bool) -> str:
    words = (
        f"epoch {row['epoch']}: loss {row['loss']:.4f}, right {row['accuracy']:.1%}, "
        f"held out {row['validation_loss']:.4f} and {row['validation_accuracy']:.1%} "
        f"in {row['seconds']:.0f} s"
    )
    return f"{words}  best so far" if best else words
