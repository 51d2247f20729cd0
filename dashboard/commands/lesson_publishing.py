"""From a taught head to a published version for photographs."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd

from dashboard import photo_cards
from dashboard.commands import lesson_effect, measuring, photo_publishing
from dashboard.corrections.learning import Plan
from dashboard.data import fashion_mnist
from dashboard.data.fashion_mnist import Dataset
from dashboard.jobs.run import Run
from dashboard.photo_lesson import PhotoLesson
from dashboard.settings import Settings
from dashboard.store import memory
from dashboard.store.version import Version
from dashboard.store.versions import ModelStore

PARITY = 32  # squares to compare graph and network on


def publish(
    settings: Settings,
    run: Run,
    name: str,
    lesson: PhotoLesson,
    history: list[dict],
    facts: dict[str, Any],
) -> Version:
    """Publish what a run was taught, under the next number of `name`.

    Args:
        facts: as `publishing.publish` takes them; "parent" is the version taught.

    Raises:
        StoreError: the weights, the parent or the exported graph are not in order.
    """
    store = ModelStore(settings.store)
    parent = store.resolve(facts["parent"])
    parent.verify()
    data = fashion_mnist.load(settings)
    plan = Plan.read(run.corrections_file, photographs=True)
    found = lesson_effect.measured_on(settings, run, plan, data, parent)

    def fill(place: Path) -> dict[str, Any]:
        model = _export(place, run, data, parent)
        pd.DataFrame(history).to_csv(place / "history.csv", index=False)
        content = describe(data, model, parent, lesson, facts)
        content["learned_from"].append(_said(len(plan.used)))
        content |= measured(place, data, parent)
        remember(place, parent)
        effect = lesson_effect.effect(place, content, parent, found)
        content["corrections"] = {"used": len(plan.used), **effect}
        text = photo_cards.lesson_card(name, content)
        (place / "CARD.md").write_text(text, encoding="utf-8")
        return content

    return store.publish(name, fill)


def _export(place: Path, run: Run, data: Dataset, parent: Version):
    """Write the files that are served; returns the network."""
    from dashboard.ml.photos import export, lesson_pictures
    from dashboard.ml.photos.restored import restored

    side = parent.manifest["image_size"]
    model = restored(side, run.best_file)
    squares = lesson_pictures.watched(data, side).first(PARITY)
    export.export_files(model, place, squares)
    return model


def measured(place: Path, data: Dataset, parent: Version) -> dict[str, Any]:
    """Thresholds and figures of the version in the making.

    Temperature and thresholds stay the parent's: not all of the pictures that chose
    them are here, and a lesson holds the logits in place.
    """
    chosen = {key: parent.manifest[key] for key in ("temperature", "verdict")}
    source = parent.manifest.get("thresholds_from") or parent.ref
    told = {"thresholds_from": source, "photographs": None}
    return measuring.measure_graph(place, data, chosen) | told


def remember(place: Path, parent: Version) -> None:
    """Hand on what the parent remembers, with this version's answers for the part that
    neither learned from, which the Doubt page shows."""
    remembered = memory.read(parent)
    if remembered is None:
        return
    memory.write(place / memory.FILE, remembered, place / "weights.npz")
    embedding, right = remembered.part(held_out=True)
    logits = lesson_effect.head_logits(place, embedding)
    photo_publishing.keep_held(place, logits, right)


def describe(
    data: Dataset, model, parent: Version, lesson: PhotoLesson, facts: dict[str, Any]
) -> dict[str, Any]:
    """The part of a manifest that says where the version comes from."""
    old = parent.manifest
    told = {
        **facts,
        "plan": {"seed": lesson.seed, "side": old["image_size"]},
        "weights_source": old["weights_source"],
        "learned_from": list(old["learned_from"]),
    }
    trained = SimpleNamespace(model=model, best_epoch=facts["best_epoch"])
    own = {
        "parent": parent.ref,
        "run_id": facts["run_id"],
        "recipe": lesson.to_dict(),
    }
    return photo_publishing.describe(data, trained, told) | own


def _said(count: int) -> str:
    return f"{count:,} {'correction' if count == 1 else 'corrections'} of its users"
