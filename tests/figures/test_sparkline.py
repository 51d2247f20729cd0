"""The small curve of a card."""

from urllib.parse import unquote
from xml.etree import ElementTree

from dashboard.figures import sparkline
from dashboard.jobs.curve import Point


def curve(count, kind="step", key="accuracy"):
    return [
        Point(kind, number / count, {key: number / count}) for number in range(count)
    ]


def drawn(points):
    address = sparkline.sparkline(points)
    head, _, text = address.partition(",")
    assert head == "data:image/svg+xml"
    return ElementTree.fromstring(unquote(text))


def test_both_curves_are_lines_inside_the_picture():
    validation = curve(3, "epoch", "validation_accuracy")
    picture = drawn(curve(40) + validation)
    lines = [part for part in picture if part.tag.endswith("polyline")]
    assert [len(line.get("points").split()) for line in lines] == [40, 3]
    for line in lines:
        for pair in line.get("points").split():
            x, y = map(float, pair.split(","))
            assert 0 <= x <= sparkline.WIDTH
            assert 0 <= y <= sparkline.HEIGHT


def test_two_points_of_one_height_are_a_line():
    picture = drawn([Point("step", x, {"accuracy": 0.5}) for x in (0.1, 0.2)])
    assert picture[0].get("points")


def test_less_than_two_points_are_no_curve():
    assert sparkline.sparkline([]) is None
    assert sparkline.sparkline(curve(1)) is None
    assert sparkline.sparkline([Point("step", 1, {"accuracy": None})] * 3) is None


def test_it_is_small_and_has_words():
    points = curve(sparkline.STEPS) + curve(10, "epoch", "validation_accuracy")
    assert len(sparkline.sparkline(points)) < 3000
    told = sparkline.words(points)
    assert told.startswith("training accuracy from 0.0% to 98.3%, validation")
    assert sparkline.words([]) == "no curve yet"
