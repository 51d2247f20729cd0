"""A head, and the gradients of its logits by numerical differentiation."""

import numpy as np


def random_head(seed, *widths):
    random = np.random.default_rng(seed)
    pairs = zip(widths, widths[1:], strict=False)
    return [(random.normal(size=pair), random.normal(size=pair[1])) for pair in pairs]


def logit(features, head, label):
    """The network from the feature map on, written out anew."""
    pooled = len(head[0][0]) == features.shape[2]
    x = features.mean(axis=(0, 1)) if pooled else features.ravel()
    for kernel, bias in head[:-1]:
        x = np.maximum(x @ kernel + bias, 0)
    return (x @ head[-1][0] + head[-1][1])[label]


def numerical_gradient(features, head, label, step=1e-5):
    gradient = np.zeros_like(features)
    for place in np.ndindex(features.shape):
        up, down = features.copy(), features.copy()
        up[place] += step
        down[place] -= step
        difference = logit(up, head, label) - logit(down, head, label)
        gradient[place] = difference / (2 * step)
    return gradient
