"""Training images a second of every backbone in the catalogue."""

from typing import Any

from dashboard.backbones import BACKBONES
from dashboard.bench import child
from dashboard.bench.line import Line, median, span
from dashboard.bench.setup import Setup

BATCH = 64


def measure(setup: Setup) -> list[Line]:
    """A line per backbone that can be built here."""
    counts = setup.counts
    lines = []
    for backbone in (name for name, facts in BACKBONES.items() if facts.possible()):
        asked = {
            "backbone": backbone,
            "batch": BATCH,
            "warm_up": counts.warm_up,
            "rounds": counts.repeats,
            "batches": counts.batches,
        }
        found = child.ask(setup.settings, "dashboard.bench.training_child", asked)
        lines.append(to_line(asked, found))
    return lines


def to_line(asked: dict[str, Any], found: dict[str, Any]) -> Line:
    """The median over rounds of images a second."""
    facts = BACKBONES[asked["backbone"]]
    rates, batch = found["rates"], asked["batch"]
    return Line(
        section="training",
        what=f"{facts.title}, {facts.image_size} px, all layers, batch {batch}",
        measured=f"{span(rates, 'images/s', 0)}; median of {len(rates)} × "
        f"{asked['batches']} batches",
        values={
            "backbone": asked["backbone"],
            "images_per_second": median(rates),
            "repeats": len(rates),
        },
    )
