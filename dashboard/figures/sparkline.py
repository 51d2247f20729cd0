"""A run's accuracy in a picture of two lines, small enough for a card and a tick."""

from collections.abc import Iterable, Sequence
from urllib.parse import quote

from dashboard.figures import theme
from dashboard.jobs.curve import Point

WIDTH, HEIGHT, MARGIN = 240, 44, 3
STEPS = 60  # enough for so few pixels


def sparkline(points: Sequence[Point]) -> str | None:
    """An SVG as a data address: training and validation accuracy over epochs.

    None when there are no two points to join.
    """
    training = _pairs(points, "step", "accuracy")
    validation = _pairs(points, "epoch", "validation_accuracy")
    every = training + validation
    if len(every) < 2:
        return None
    place = _scale(every)
    lines = [
        _line(map(place, training), theme.BLUE, 1.5),
        _line(map(place, validation), theme.VERMILLION, 2.0),
        *(_dot(*place(pair)) for pair in validation),
    ]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'preserveAspectRatio="xMinYMid">{"".join(lines)}</svg>'
    )
    return f"data:image/svg+xml,{quote(svg, safe=_PLAIN)}"


_PLAIN = " =:/,'<>\""


def words(points: Sequence[Point]) -> str:
    """The same for who does not see it."""
    training = _pairs(points, "step", "accuracy")
    validation = _pairs(points, "epoch", "validation_accuracy")
    told = [
        f"{name} accuracy from {pairs[0][1]:.1%} to {pairs[-1][1]:.1%}"
        for name, pairs in (("training", training), ("validation", validation))
        if pairs
    ]
    return ", ".join(told) or "no curve yet"


def _pairs(points: Iterable[Point], kind: str, key: str) -> list[tuple[float, float]]:
    of_kind = (point for point in points if point.kind == kind)
    told = ((point.x, point.values.get(key)) for point in of_kind)
    return [(x, y) for x, y in told if isinstance(y, int | float)]


def _scale(pairs: list[tuple[float, float]]):
    right = max(x for x, _ in pairs) or 1.0
    low, high = min(y for _, y in pairs), max(y for _, y in pairs)
    span = (high - low) or 1.0

    def place(pair: tuple[float, float]) -> tuple[float, float]:
        x, y = pair[0] / right, (high - pair[1]) / span
        wide, tall = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
        return round(MARGIN + x * wide, 1), round(MARGIN + y * tall, 1)

    return place


def _line(places: Iterable[tuple[float, float]], colour: str, width: float) -> str:
    joined = " ".join(f"{x},{y}" for x, y in places)
    return (
        f'<polyline fill="none" stroke="{colour}" stroke-width="{width}" '
        f'points="{joined}"/>'
    )


def _dot(x: float, y: float) -> str:
    return f'<circle cx="{x}" cy="{y}" r="2" fill="{theme.VERMILLION}"/>'
