"""Epochs on cached features against the same epochs by plain fit: ResNet50 with the
same layers frozen, in turns in one process."""

from typing import Any

from dashboard.bench import child
from dashboard.bench.line import Line, median, rate_line, span
from dashboard.bench.setup import Setup
from dashboard.presets import preset

BACKBONE, IMAGE_SIZE, BATCHES = "resnet50", 64, (64, 256)
# layers with weights among the last ten, as the seed project counts them
LAST = preset("resnet50-original").unfrozen_layers
# (what learns, unfrozen layers, epochs through the cache, at least so many times faster
# at equal batch)
CASES = (
    ("head only", 0, 10, 100.0),
    ("last 10 layers", LAST, 3, 3.0),
)


def measure(setup: Setup) -> list[Line]:
    """Lines for the head alone and for the last layers unfrozen."""
    lines = []
    for what, unfrozen, epochs, limit in CASES:
        asked = {
            "backbone": BACKBONE,
            "image_size": IMAGE_SIZE,
            "unfrozen": unfrozen,
            "images": setup.counts.epoch * min(BATCHES),
            "batches": BATCHES,
            "epochs": epochs,
            "rounds": setup.counts.repeats,
        }
        found = child.ask(setup.settings, "dashboard.bench.cached_child", asked)
        lines += to_lines(what, found, limit)
    return lines


def to_lines(what: str, found: dict[str, Any], limit: float) -> list[Line]:
    """Lines from images a second by batch size, of "plain" and "cached" by round."""
    title, lines = f"ResNet50, {IMAGE_SIZE} px, {what}", []
    for batch, rates in found.items():
        plain, cached = rates["plain"], rates["cached"]
        ratios = [fast / slow for fast, slow in zip(cached, plain, strict=True)]
        lines += [
            rate_line("cached", f"{title}, batch {batch}, plain fit", plain),
            rate_line("cached", f"{title}, batch {batch}, cached", cached),
            Line(
                section="cached",
                what=f"{title}, batch {batch}: times faster",
                measured=f"{span(ratios, 'times', 1)}; median of {len(ratios)} rounds",
                expected=f"at least {limit:g} times",
                met=median(ratios) >= limit,
                values={"ratio": median(ratios), "repeats": len(ratios)},
            ),
        ]
    return lines
