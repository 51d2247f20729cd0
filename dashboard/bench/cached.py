"""Epochs on cached features against the same epochs by plain fit: ResNet50 with the
same layers frozen, in turns in one process."""

from typing import Any

from dashboard.bench import child
from dashboard.bench.line import Line, median, rate_line, span
from dashboard.bench.setup import Setup
from dashboard.presets import preset

BACKBONE, IMAGE_SIZE, BATCH, LARGE = "resnet50", 64, 64, 256
# layers with weights among the last ten, as the seed project counts them
LAST = preset("resnet50-original").unfrozen_layers
# (what learns, unfrozen layers, batch sizes through the cache, epochs through it, at
# least so many times faster at equal batch)
CASES = (
    ("head only", 0, (BATCH,), 10, 100.0),
    ("last 10 layers", LAST, (BATCH, LARGE), 3, 3.0),
)


def measure(setup: Setup) -> list[Line]:
    """Lines for the head alone and for the last layers unfrozen."""
    lines = []
    for what, unfrozen, batches, epochs, limit in CASES:
        asked = {
            "backbone": BACKBONE,
            "image_size": IMAGE_SIZE,
            "unfrozen": unfrozen,
            "images": setup.counts.epoch * BATCH,
            "plain_batch": BATCH,
            "batches": batches,
            "epochs": epochs,
            "rounds": setup.counts.repeats,
        }
        found = child.ask(setup.settings, "dashboard.bench.cached_child", asked)
        lines += to_lines(what, found, limit)
    return lines


def to_lines(what: str, found: dict[str, Any], limit: float) -> list[Line]:
    """Lines from images a second by round; `found["cached"]` has them by batch size."""
    plain = found["plain"]
    title = f"ResNet50, {IMAGE_SIZE} px, {what}"
    lines = [rate_line("cached", f"{title}, plain fit, batch {BATCH}", plain)]
    for batch, rates in found["cached"].items():
        equal = int(batch) == BATCH
        ratios = [fast / slow for fast, slow in zip(rates, plain, strict=True)]
        lines += [
            rate_line("cached", f"{title}, cached, batch {batch}", rates),
            Line(
                section="cached",
                what=f"{title}: times faster, batch {batch} against {BATCH}",
                measured=f"{span(ratios, 'times', 1)}; median of {len(ratios)} rounds",
                expected=f"at least {limit:g} times" if equal else "",
                met=median(ratios) >= limit if equal else None,
                values={"ratio": median(ratios), "repeats": len(ratios)},
            ),
        ]
    return lines
