"""From a recipe to a Keras optimizer with its learning-rate schedule, and the loss that
it makes smaller."""

import keras
import numpy as np
from keras.optimizers import schedules

from dashboard.labels import CLASSES
from dashboard.ml.stages import Stage
from dashboard.recipe import Recipe

WARM_UP = 0.08  # share of all steps; enough for a pre-trained net at these rates
# the seed project's decay: by a tenth every 10,000 steps
DECAY_STEPS, DECAY_RATE = 10_000, 0.9


def schedule(recipe: Recipe, steps: int):
    """The learning rate over `steps` optimizer steps of the second phase."""
    if recipe.schedule == "exponential":
        return schedules.ExponentialDecay(
            recipe.learning_rate, DECAY_STEPS, DECAY_RATE, staircase=True
        )
    if recipe.schedule == "constant":
        return recipe.learning_rate
    warm_up = max(1, round(WARM_UP * steps))
    return schedules.CosineDecay(
        recipe.learning_rate / 100,
        max(1, steps - warm_up),
        alpha=1e-3,
        warmup_target=recipe.learning_rate,
        warmup_steps=warm_up,
    )


def optimizer(recipe: Recipe, rate) -> keras.optimizers.Optimizer:
    """Adam, or AdamW with decay kept off biases and normalisation."""
    if recipe.optimizer == "adam":
        return keras.optimizers.Adam(rate)
    made = keras.optimizers.AdamW(rate, weight_decay=recipe.weight_decay)
    made.exclude_from_weight_decay(var_names=["bias", "beta", "gamma"])
    return made


def compile_for(trainer: keras.Model, recipe: Recipe, stage: Stage, steps: int) -> None:
    """Give what is fitted an optimizer for the phase, the loss and the accuracy.

    Args:
        trainer: a model up to its logits; optimizer and metrics get their variables
            too.
        steps: of an epoch.
    """
    rate = recipe.head_learning_rate
    if stage.phase != "head":
        rate = schedule(recipe, steps * stage.epochs)
    trainer.compile(
        optimizer=optimizer(recipe, rate),
        loss=keras.losses.CategoricalCrossentropy(
            from_logits=True, label_smoothing=recipe.label_smoothing
        ),
        metrics=["accuracy"],
    )
    trainer.optimizer.build(trainer.trainable_variables)
    # Keras makes the sums with the first batch, and a graph that makes variables is
    # traced twice
    nothing = np.zeros((1, CLASSES), np.float32)
    trainer.compute_metrics(None, nothing, keras.ops.convert_to_tensor(nothing), None)
    trainer.reset_metrics()
