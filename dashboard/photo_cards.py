"""The text of CARD.md of a version for photographs."""

from typing import Any

from dashboard.cards import FEW, figures_table

LIMITS = """
## Limits

It knows photographs of clothes as one person lays or hangs them, alone in the picture,
and drawings of clothes and bags. Bags, sandals, sneakers and boots it knows from few
photographs; for those Fashion-MNIST's own pictures were given colour, ground and
shadow. "None of the ten" rests on a threshold and misses a part of other things.
"""


def card(name: str, facts: dict[str, Any]) -> str:
    """Markdown from the content of a manifest."""
    plan = facts["recipe"]
    learned = "\n".join(f"- {line}" for line in facts["learned_from"])
    return f"""# {name}

{facts["architecture"]}, {facts["parameters"]:,} parameters, pre-trained: \
{facts["weights_source"]}. It sees the whole picture in colour, {plan["side"]}x\
{plan["side"]} pixels, and its mirror image.
{_photographs(facts)}
## On Fashion-MNIST

Its test images enlarged to {plan["side"]} pixels. The front door sends such pictures to
the champion instead, which knows them better.
{figures_table(facts)}
## Training

{learned}

The blocks of the backbone up to block 10 keep their ImageNet weights; those above and
the head learned for up to {plan["epochs"]} epochs (kept: {facts["best_epoch"]}), \
AdamW with a cosine schedule from {plan["learning_rate"]:g}. A tenth of the pictures \
was held out; it chose the epoch, the temperature ({facts["temperature"]:.3f}) and the \
thresholds.
{LIMITS}"""


def _photographs(facts: dict[str, Any]) -> str:
    found = facts.get("photographs")
    if not found:
        return "\nIt was not measured on photographs that it did not learn from.\n"
    lines = "\n".join(_line(folder) for folder in found["folders"])
    return f"""
## On photographs that it never saw

| folder | pictures | right | turned away | unsure |
| --- | --: | --: | --: | --: |
{lines}

Balanced accuracy over the folders of garments: \
**{_share(found["balanced_accuracy"])}**. Garments turned away by mistake: \
{_share(found["mistaken"])}; other things turned away or unsure: \
{_share(found["doubted"])}; garments whose right label is among the candidates: \
{_share(found["coverage"])}.
"""


def _line(folder: dict[str, Any]) -> str:
    cells = (folder["right"], folder["turned_away"], folder["unsure"])
    shares = " | ".join(_share(cell) for cell in cells)
    return f"| {folder['name']} | {folder['count']} | {shares} |"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.1%}"


def lesson_card(name: str, facts: dict[str, Any]) -> str:
    """Markdown for a version that was taught from corrections."""
    learned = "\n".join(f"- {line}" for line in facts["learned_from"])
    lesson, side = facts["recipe"], facts["image_size"]
    remembers = "remembered" in facts["corrections"]
    return f"""# {name}

{facts["architecture"]}, {facts["parameters"]:,} parameters, pre-trained: \
{facts["weights_source"]}; taught from {facts["parent"]}. It sees the whole picture in \
colour, {side}x{side} pixels, and its mirror image.
{_changed(facts)}{"" if remembers else _photographs(facts)}
## On Fashion-MNIST

Its test images enlarged to {side} pixels. The front door sends such pictures to
the champion instead, which knows them better.
{figures_table(facts)}
## Training

{learned}

All but the head is that of {facts["parent"]}. The head learned for \
{facts["best_epoch"]} epochs, Adam at {lesson["learning_rate"]:g}, from each corrected \
picture and {lesson["copies"]} changed copies of it, beside {lesson["dressed"]:,} \
dressed-up training images of Fashion-MNIST\
{" and what it remembers of photographs" if remembers else ""}, whose logits were to \
stay. Temperature ({facts["temperature"]:.3f}) and thresholds are those of \
{facts["thresholds_from"]}: not all of the pictures that chose them are at hand.
{LIMITS}"""


def _changed(facts: dict[str, Any]) -> str:
    """What the corrections did, beside the version they were made of."""
    found, parent = facts["corrections"], facts["parent"]
    rows = (
        ("corrections that it learned from", found["learned"]),
        ("corrections held out, which no version learns from", found["held_out"]),
        ("photographs held out of all training", found.get("remembered")),
        ("dressed-up validation images of Fashion-MNIST", found["dressed"]),
    )
    lines = "\n".join(
        f"| {words} | {row['count']} | {row['before']['right']} | "
        f"{row['after']['right']} | {row['before']['turned_away']} | "
        f"{row['after']['turned_away']} |"
        for words, row in rows
        if row
    )
    few = found["held_out"]["count"] < FEW
    chance = " So few held out say little: a difference of some may be chance."
    return f"""
## What the corrections changed

It learned from {found["used"]} of its users' corrections. Counted here is what a person
sees: a garment turned away is not right, another thing turned away is.

| pictures | number | right, {parent} | right now | garments turned away, {parent} \
| now |
| --- | --: | --: | --: | --: | --: |
{lines}

On the 10,000 test images of Fashion-MNIST: {facts["metrics"]["test_accuracy"]:.2%}, \
{parent} {found["test_accuracy_before"]:.2%}.{chance if few else ""}
"""
