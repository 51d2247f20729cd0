"""A lesson: the head of a version for photographs learns what people corrected, and its
answers for everything else stay as they were.

All below the head stays, so each picture goes through the served graph once, with its
mirror image, and the head learns on what it really gets. What keeps it from forgetting
are pictures whose logits may not move (dark experience replay, Buzzega et al. 2020,
arXiv 2004.07211, section 3); logits and not probabilities, because the energy behind
"none of the ten" is made of them.
"""

import time
from typing import Any

import keras
import numpy as np
from keras import ops

from dashboard.labels import CLASSES
from dashboard.ml.network import EMBEDDING
from dashboard.ml.photos import loss, network
from dashboard.ml.photos.lesson_pictures import Seen, Stopped
from dashboard.photo_lesson import PhotoLesson

BATCH = 64  # half of it to learn, half to keep
Examples = tuple[np.ndarray, np.ndarray]  # inputs and targets


def teach(
    model: keras.Model,
    lesson: PhotoLesson,
    taught: Seen,
    kept: Seen,
    watched: Seen,
    watcher,
) -> list[dict[str, Any]]:
    """Change the head of `model`, in as many epochs as the lesson has.

    Args:
        taught: corrected pictures and changed copies of them.
        kept: pictures whose logits shall stay.
        watched: pictures that are only looked at after each epoch.

    Returns:
        A row per epoch, as in history.csv.

    Raises:
        Stopped: the watcher asked for it.
    """
    keras.utils.set_random_seed(lesson.seed)
    head = _head(model)
    to_learn, to_keep = _examples(head, taught, 1.0), _examples(head, kept, 0.0)
    optimizer = keras.optimizers.Adam(lesson.learning_rate)
    head.compile(optimizer, loss=_loss(lesson.remember), metrics=[_share_right])
    generator = np.random.default_rng(lesson.seed)
    history = []
    for epoch in range(1, lesson.head_epochs + 1):
        if watcher.stop_asked():
            raise Stopped
        begun = time.monotonic()
        arrays = _arranged(to_learn, to_keep, generator)
        row = {"epoch": epoch, "phase": "head", **_epoch(head, arrays, watched)}
        row["learning_rate"] = lesson.learning_rate
        row["seconds"] = time.monotonic() - begun
        history.append(row)
        watcher.report("epoch", best_epoch=epoch, **row)
        if watcher.keep_asked():
            break
    return history


def _head(model: keras.Model) -> keras.Model:
    """The dense layers alone, shared with `model`; without dropout, as served."""
    embedding = logits = keras.Input(model.output[EMBEDDING].shape[1:])
    for layer in network.head_layers(model):
        logits = layer(logits)
    return keras.Model(embedding, logits)


def _examples(head: keras.Model, seen: Seen, learn: float) -> Examples:
    """Embeddings, and float32 [n, 21] of right labels, logits that the head gives now,
    and whether the labels are to be learned (1.0) or the logits to be kept (0.0)."""
    before = np.asarray(head(seen.embedding, training=False))
    which = np.full((len(before), 1), learn, np.float32)
    return seen.embedding, np.concatenate([seen.answers, before, which], axis=1)


def _epoch(head: keras.Model, arrays: Examples, watched: Seen) -> dict[str, float]:
    said = head.fit(*arrays, BATCH, shuffle=False, verbose=0)
    return {
        "loss": said.history["loss"][-1],
        "accuracy": said.history["_share_right"][-1],
        **_validated(head, watched),
    }


def _arranged(to_learn: Examples, to_keep: Examples, generator) -> Examples:
    """The batches of an epoch behind one another, half of each to learn.

    What is to be kept comes once, but for a last smaller batch; what is to be learned
    as often as that takes, each as often as any other.
    """
    half = min(BATCH // 2, len(to_keep[0]))
    batches = len(to_keep[0]) // half
    keep = generator.permutation(len(to_keep[0]))[: batches * half]
    rounds = -(-len(keep) // len(to_learn[0]))
    learn = [generator.permutation(len(to_learn[0])) for _ in range(rounds)]
    learn = np.concatenate(learn)[: len(keep)]
    return tuple(
        np.concatenate(
            [part.reshape(batches, half, -1) for part in (one[learn], other[keep])],
            axis=1,
        ).reshape(2 * len(keep), -1)
        for one, other in zip(to_learn, to_keep, strict=True)
    )


def _loss(remember: float):
    def lesson_loss(targets, logits):
        answers, before, learn = _divided(targets)
        moved = ops.mean(ops.square(logits - before), axis=1)
        learned = loss.set_loss(answers, logits)
        return learn * learned + (1 - learn) * remember * moved

    return lesson_loss


def _share_right(targets, logits):
    """Of what is to be learned, the share whose likeliest label is right."""
    answers, _, learn = _divided(targets)
    return loss.share_right(answers * learn[:, None], logits)


def _divided(targets):
    return targets[:, :CLASSES], targets[:, CLASSES:-1], targets[:, -1]


def _validated(head: keras.Model, watched: Seen) -> dict[str, float]:
    found = np.asarray(head(watched.embedding, training=False))
    right = watched.answers[np.arange(len(found)), found.argmax(1)] > 0
    losses = np.asarray(loss.set_loss(watched.answers, found))
    return {
        "validation_loss": float(losses.mean()),
        "validation_accuracy": float(right.mean()),
    }
