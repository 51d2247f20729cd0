"""The input pipeline: what it makes alone, and what a training loses by it."""

from typing import Any

from dashboard.bench import child
from dashboard.bench.line import Line, median, rate_line, span
from dashboard.bench.setup import Setup

# the network that asks for most images a second
BACKBONE, IMAGE_SIZE, BATCH, AUGMENTATION = "cnn", 28, 64, "strong"
TITLE = f"batches of {BATCH}, augmentation {AUGMENTATION}"


def measure(setup: Setup) -> list[Line]:
    """Lines for the pipeline alone, for a training with it and with ready arrays."""
    asked = {
        "backbone": BACKBONE,
        "image_size": IMAGE_SIZE,
        "augmentation": AUGMENTATION,
        "batch": BATCH,
        "batches": 2 * setup.counts.batches,
        "rounds": setup.counts.repeats,
    }
    found = child.ask(setup.settings, "dashboard.bench.pipeline_child", asked)
    return to_lines(found)


def to_lines(found: dict[str, Any]) -> list[Line]:
    """Lines from images a second by round."""
    ratios = [a / b for a, b in zip(found["fed"], found["ready"], strict=True)]
    share = Line(
        section="pipeline",
        what="training with the pipeline against ready arrays",
        measured=f"{span(ratios, 'times the rate', 2)}; median of {len(ratios)} rounds",
        values={"ratio": median(ratios), "repeats": len(ratios)},
    )
    return [
        rate_line("pipeline", f"{TITLE}: made alone", found["alone"]),
        rate_line("pipeline", "CNN, 28 px, trained with them", found["fed"]),
        rate_line("pipeline", "CNN, 28 px, trained on ready arrays", found["ready"]),
        share,
    ]
