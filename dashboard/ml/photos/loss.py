"""The loss for pictures with several right answers, and for pictures with none."""

import keras
from keras import ops

NONE_WEIGHT = 0.5


def set_loss(answers, logits):
    """Per picture: minus the log of the probability of all right answers together.

    With no right answer the target is the even distribution over the ten (outlier
    exposure, Hendrycks et al. 2019, arXiv 1812.04606, section 3), weighed by
    NONE_WEIGHT.

    Args:
        answers: float32 [batch, 10], 1 for each right answer, all 0 for none.
        logits: float32 [batch, 10].

    Returns:
        float32 [batch].
    """
    logs = logits - ops.logsumexp(logits, axis=1, keepdims=True)
    some = ops.any(answers > 0, axis=1)
    hit = ops.logsumexp(ops.where(answers > 0, logs, -1e9), axis=1)
    even = ops.mean(logs, axis=1)
    return -ops.where(some, hit, NONE_WEIGHT * even)


def share_right(answers, logits):
    """Of the pictures with a right answer, the share whose likeliest label is one."""
    chosen = ops.one_hot(ops.argmax(logits, axis=1), answers.shape[1])
    some = ops.cast(ops.any(answers > 0, axis=1), "float32")
    right = ops.sum(chosen * answers, axis=1)
    return ops.sum(right) / ops.maximum(ops.sum(some), 1.0)


def compiled(model: keras.Model, optimizer: keras.optimizers.Optimizer) -> None:
    """Compile a model whose one output is the logits."""
    model.compile(optimizer, loss=set_loss, metrics=[share_right])
