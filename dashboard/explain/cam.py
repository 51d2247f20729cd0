"""Grad-CAM without a deep-learning framework: where a picture speaks for a label.

Selvaraju et al. 2017, arXiv 1610.02391. The network is feature map, global average
pooling or flattening, dense layers with ReLU, dense logits; serving hands the feature
map over, and the size of the head tells which of the two it was.
"""

from collections.abc import Sequence

import numpy as np
from PIL import Image

Head = Sequence[tuple[np.ndarray, np.ndarray]]


def grad_cam(features: np.ndarray, head: Head, label: int) -> np.ndarray:
    """Heat map of the evidence for one label.

    The weights alpha of eq. 1 are the mean gradient of the logit over the positions.
    Behind a global average all positions share one gradient, d logit / d embedding
    over h w, so alpha has a closed form; its positive constant 1 / (h w) falls out in
    the scaling. Behind a flattening each position has its own, and alpha is their
    mean. Then ReLU of the weighted sum, eq. 2.

    Args:
        features: float32[h, w, c].
        head: (kernel [inputs, outputs], bias [outputs]) per dense layer, in order;
            ReLU after each but the last.
        label: output of the last layer.

    Returns:
        float32[h, w], 0..1 with 1 at the hottest place; all 0 without evidence.

    Raises:
        ValueError: features and head do not fit together, or there is no such label.
    """
    return scaled(evidence(features, head, label))


def evidence(features: np.ndarray, head: Head, label: int) -> np.ndarray:
    """The weighted sum inside eq. 2, before its ReLU: float64[h, w].

    Maps of several networks can be added in this form.
    """
    features = np.asarray(features, np.float64)
    _check(features, head, label)
    if len(head[0][0]) == features.shape[2]:
        weights = embedding_gradient(features.mean(axis=(0, 1)), head, label)
        weights /= features.shape[0] * features.shape[1]
    else:
        gradient = embedding_gradient(features.ravel(), head, label)
        weights = gradient.reshape(features.shape).mean(axis=(0, 1))
    return features @ weights


def scaled(heat: np.ndarray) -> np.ndarray:
    """Evidence for, not against, with 1 at the hottest place: float32, 0..1."""
    heat = np.maximum(heat, 0.0)
    hottest = heat.max()
    return (heat / hottest if hottest > 0 else heat).astype(np.float32)


def embedding_gradient(embedding: np.ndarray, head: Head, label: int) -> np.ndarray:
    """d logit[label] / d embedding: float64[c] for an embedding float[c]."""
    *hidden, (last_kernel, _) = head
    active, x = [], np.asarray(embedding, np.float64)
    for kernel, bias in hidden:
        x = x @ kernel + bias
        active.append(x > 0)
        x = np.maximum(x, 0.0)
    gradient = np.asarray(last_kernel, np.float64)[:, label]
    for (kernel, _), mask in zip(reversed(hidden), reversed(active), strict=True):
        gradient = kernel @ (gradient * mask)
    return gradient


def upsample(cam: np.ndarray, height: int, width: int) -> np.ndarray:
    """float[h, w] to float32[height, width] by bilinear interpolation, clipped to 0..1.

    Pixel centres are half a pixel inside, so the map stays aligned with the picture.
    """
    image = Image.fromarray(np.ascontiguousarray(cam, np.float32))
    larger = image.resize((width, height), Image.Resampling.BILINEAR)
    return np.clip(np.asarray(larger, np.float32), 0.0, 1.0)


def _check(features: np.ndarray, head: Head, label: int) -> None:
    inputs = len(head[0][0]) if head else "no layers"
    if features.ndim != 3 or inputs not in (features.shape[2], features.size):
        raise ValueError(
            "Expected features [height, width, channels] with as many channels, or as "
            "many values, as the head has inputs. Received: features "
            f"{features.shape}, head {inputs}."
        )
    outputs = head[-1][0].shape[1]
    if not 0 <= label < outputs:
        raise ValueError(
            f"Expected a label from 0 to {outputs - 1}. Received: label={label!r}."
        )
