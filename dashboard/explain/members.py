"""Grad-CAM for one network, or for an ensemble whose logits are averaged.

The logit of an ensemble is the sum of its members' logits (their share of the average
is in their last layer), so the gradient of the whole falls apart into theirs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.explain.cam import Head, evidence, scaled


@dataclass(frozen=True)
class Member:
    """The layers behind one network's share of a feature map.

    Attributes:
        layers: as `cam.grad_cam` takes them.
        channels: how many channels of the map are this network's, in the members'
            order; None for all.
        side: height and width of its own map, which the common one repeats; None when
            it is the common one.
    """

    layers: Head
    channels: int | None = None
    side: int | None = None


def grad_cam(features: np.ndarray, members: Sequence[Member], label: int) -> np.ndarray:
    """Heat map of the evidence for one label.

    Args:
        features: float32[h, w, c], the members' maps side by side.

    Returns:
        float32[h, w], 0..1.

    Raises:
        ValueError: features and members do not fit together, or there is no such label.
    """
    first, total = 0, np.zeros(features.shape[:2])
    for member in members:
        count = member.channels or features.shape[2]
        part = features[:, :, first : first + count]
        step = features.shape[0] // (member.side or features.shape[0])
        heat = evidence(part[::step, ::step], member.layers, label)
        total += heat.repeat(step, axis=0).repeat(step, axis=1)
        first += count
    return scaled(total)
