"""ONNX Runtime against `keras.Model.predict`: the champion, one image a call."""

from typing import Any

from dashboard.bench import child
from dashboard.bench.line import Line, latency_words, median, milliseconds, span
from dashboard.bench.setup import Setup

LIMIT = 30.0


def measure(setup: Setup) -> list[Line]:
    """A line for each of the two and one for how many times faster."""
    asked = {
        "ref": setup.version.ref,
        "rounds": setup.counts.repeats,
        "pairs": setup.counts.pairs,
    }
    return to_lines(child.ask(setup.settings, "dashboard.bench.predict_child", asked))


def to_lines(found: dict[str, Any]) -> list[Line]:
    """Lines from what the child found: seconds by round, and the version's name."""
    onnx, keras, ref = found["onnx"], found["keras"], found["ref"]
    ratios = [median(b) / median(a) for a, b in zip(onnx, keras, strict=True)]
    count = f"{len(ratios)} × {len(onnx[0])}"
    faster = Line(
        section="predict",
        what=f"{ref}: times faster, one image",
        measured=f"{span(ratios, 'times', 1)}; median of {count} pairs in turns",
        expected=f"at least {LIMIT:g} times",
        met=median(ratios) >= LIMIT,
        values={"ratio": median(ratios), "repeats": len(ratios)},
    )
    return [
        _latency(f"{ref}: ONNX Runtime, one image", onnx),
        _latency(f"{ref}: keras.Model.predict, one image", keras),
        faster,
    ]


def _latency(what: str, rounds: list[list[float]]) -> Line:
    times = [seconds for one in rounds for seconds in one]
    values = milliseconds(times)
    return Line(
        section="predict",
        what=what,
        measured=f"{latency_words(values)}; {len(times)} calls",
        values=values | {"repeats": len(times)},
    )
