"""Where the names of points stand, so that few of them cover each other.

Greedy: one label after another takes the place beside its point that covers least of
what is there. The picture is reckoned at the size it has in a narrow window; in a wide
one the points are further apart.
"""

from collections.abc import Sequence

import numpy as np

WIDTH, HEIGHT = 270, 300  # pixels of the axes in a narrow window
LETTER, LINE = 6.2, 13.0  # pixels of a letter and of a line at size 11
POINT = 6.0  # pixels from the middle of a point to its edge
# Plotly's names, the best first, with the middle of the label from the point: in label
# widths, and in pixels beside or above
PLACES = {
    "middle right": (0.5, POINT, 0.0),
    "middle left": (-0.5, -POINT, 0.0),
    "top center": (0.0, 0.0, POINT + LINE / 2),
    "bottom center": (0.0, 0.0, -POINT - LINE / 2),
    "top right": (0.5, POINT / 2, POINT + LINE / 2),
    "bottom right": (0.5, POINT / 2, -POINT - LINE / 2),
    "top left": (-0.5, -POINT / 2, POINT + LINE / 2),
    "bottom left": (-0.5, -POINT / 2, -POINT - LINE / 2),
}


def label_places(
    x: Sequence[float],
    y: Sequence[float],
    labels: Sequence[str],
    bars: Sequence[float] | None = None,
) -> list[str]:
    """A `textposition` of Plotly for each point.

    Args:
        x, y: where the points are, from 0 (left, bottom) to 1 (right, top) of the axes.
        bars: how far an interval reaches above and below each, in the same unit.
    """
    middles = np.column_stack([np.multiply(x, WIDTH), np.multiply(y, HEIGHT)])
    taken = [_box(middle, 2 * POINT, 2 * POINT) for middle in middles]
    for middle, bar in zip(middles, bars or (), strict=bars is not None):
        taken.append(_box(middle, POINT, 2 * bar * HEIGHT))
    frame, places = np.array([0.0, 0.0, WIDTH, HEIGHT]), []
    for middle, label in zip(middles, labels, strict=True):
        boxes = {place: _label(middle, label, place) for place in PLACES}
        best = min(PLACES, key=lambda place: _cost(boxes[place], taken, frame))
        taken.append(boxes[best])
        places.append(best)
    return places


def _label(middle: np.ndarray, label: str, place: str) -> np.ndarray:
    width = LETTER * len(label)
    widths, beside, above = PLACES[place]
    return _box(middle + np.array([widths * width + beside, above]), width, LINE)


def _box(middle: np.ndarray, width: float, height: float) -> np.ndarray:
    """left, bottom, right, top"""
    half = np.array([width / 2, height / 2])
    return np.concatenate([middle - half, middle + half])


def _cost(box: np.ndarray, taken: list[np.ndarray], frame: np.ndarray) -> float:
    """What it covers, and what of it is outside, in square pixels."""
    outside = _area(box) - _shared(box, frame)
    return outside + sum(_shared(box, other) for other in taken)


def _shared(one: np.ndarray, two: np.ndarray) -> float:
    low, high = np.maximum(one[:2], two[:2]), np.minimum(one[2:], two[2:])
    return _area(np.concatenate([low, np.maximum(high, low)]))


def _area(box: np.ndarray) -> float:
    return float(np.prod(box[2:] - box[:2]))
