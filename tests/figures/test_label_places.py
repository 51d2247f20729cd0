"""Names beside points that do not cover each other."""

import numpy as np
import pytest

from dashboard.figures import label_places as module
from dashboard.figures.label_places import label_places


def covered(x, y, labels, places):
    """Square pixels that labels share with each other, and the points they hide."""
    middles = np.column_stack(
        [np.multiply(x, module.WIDTH), np.multiply(y, module.HEIGHT)]
    )
    boxes = [
        module._label(middle, label, place)
        for middle, label, place in zip(middles, labels, places, strict=True)
    ]
    pairs = [(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :]]
    return sum(module._shared(a, b) for a, b in pairs)


def test_a_point_alone_has_its_name_on_the_right():
    assert label_places([0.3], [0.5], ["a/1"]) == ["middle right"]


def test_at_the_right_edge_the_name_stands_on_the_left():
    assert label_places([0.98], [0.5], ["a-long-name/1"]) == ["middle left"]


def test_two_points_side_by_side_do_not_share_a_place():
    x, y, labels = [0.4, 0.5], [0.5, 0.5], ["efficientnet-lite0/1", "mobilenet/1"]
    places = label_places(x, y, labels)
    assert covered(x, y, labels, places) == 0
    everywhere_right = ["middle right"] * 2
    assert covered(x, y, labels, everywhere_right) > 0


def test_a_name_does_not_stand_on_an_interval():
    # on the left there is no room, on the right there is another point
    where = [0.1, 0.25], [0.5, 0.5], ["fast/1", "b/1"]
    assert label_places(*where)[0] == "top center"
    assert label_places(*where, bars=[0.05, 0.05])[0] not in (
        "top center",
        "bottom center",
    )


def test_a_crowd_is_told_apart():
    x = [0.30, 0.42, 0.50, 0.55, 0.47, 0.80]
    y = [0.20, 0.50, 0.90, 0.93, 0.45, 0.35]
    labels = ["cnn-baseline/1", "mobilenet/1", "lite0/1", "lite0/2", "vit/2", "photo/1"]
    places = label_places(x, y, labels)
    assert covered(x, y, labels, places) == 0


def test_nothing_to_name_has_no_places():
    assert label_places([], [], []) == []


def test_a_name_for_each_point_is_expected():
    with pytest.raises(ValueError):
        label_places([0.1], [0.2], [])
