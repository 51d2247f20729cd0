"""Fitting the epochs of a stage, the first of them perhaps from the middle on.

Keras begins every epoch at its first batch, so the rest of one is fitted by itself.
"""

from dashboard.ml.batches import Rest
from dashboard.ml.feed import HELD_OUT, Feed
from dashboard.ml.hooks import Hooks, Stopped
from dashboard.ml.stages import Stage


def fit(fed: Feed, stage: Stage, hooks: Hooks) -> None:
    """Train the epochs of a stage, or until the hooks say that it is enough.

    Args:
        hooks: with the epoch that an earlier attempt began, if any.
    """
    first = stage.first
    try:
        if hooks.partial:
            _rest(fed, first, hooks)
            first += 1
        if first < stage.last and not hooks.enough:
            _epochs(fed, fed.batches(first), hooks, first, stage.last)
    except Stopped:
        pass  # the hooks know


def _rest(fed: Feed, epoch: int, hooks: Hooks) -> None:
    if hooks.partial.batch < fed.steps:
        batches = Rest(fed.batches(epoch), hooks.partial.batch)
        _epochs(fed, batches, hooks, epoch, epoch + 1)
        return
    # only its validation is left; an epoch without batches is none for Keras
    hooks.set_model(fed.trainer)
    hooks.on_epoch_begin(epoch)
    found = dict(fed.trainer.get_metrics_result())
    held_out = fed.trainer.evaluate(
        **_validation(fed), callbacks=[hooks], verbose=0, return_dict=True
    )
    found |= {f"val_{name}": value for name, value in held_out.items()}
    hooks.on_epoch_end(epoch, found)


def _validation(fed: Feed) -> dict:
    if isinstance(fed.validation, tuple):
        images, labels = fed.validation
        return {"x": images, "y": labels, "batch_size": HELD_OUT}
    return {"x": fed.validation}


def _epochs(fed: Feed, batches, hooks: Hooks, first: int, last: int) -> None:
    arrays = isinstance(fed.validation, tuple)
    fed.trainer.fit(
        batches,
        initial_epoch=first,
        epochs=last,
        shuffle=False,  # the batches are shuffled by seed and epoch
        validation_data=fed.validation,
        validation_batch_size=HELD_OUT if arrays else None,
        callbacks=[hooks],
        verbose=0,
    )
