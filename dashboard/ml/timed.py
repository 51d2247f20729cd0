"""A network fitted for an epoch on whatever it is given, timed: for benchmarks of what
feeds it. How a run trains is in train.py."""

import time

import keras
import numpy as np

from dashboard.ml import network
from dashboard.recipe import Recipe


def compiled(recipe: Recipe) -> keras.Model:
    """The recipe's network up to its logits, every layer learning."""
    model = network.build(recipe)
    trainer = keras.Model(model.input, model.output[network.LOGITS])
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    trainer.compile(optimizer="adam", loss=loss)
    # else the first epoch would be traced twice, as compile_for says
    trainer.optimizer.build(trainer.trainable_variables)
    return trainer


def arrays(batches: keras.utils.PyDataset) -> tuple[np.ndarray, np.ndarray]:
    """What batches hold, made once: all images, all labels."""
    images, labels = zip(*(batches[n] for n in range(len(batches))), strict=True)
    return np.concatenate(images), np.concatenate(labels)


def fit(model: keras.Model, *feed, **how) -> float:
    """Seconds of one epoch."""
    begun = time.perf_counter()
    model.fit(*feed, shuffle=False, verbose=0, **how)
    return time.perf_counter() - begun
