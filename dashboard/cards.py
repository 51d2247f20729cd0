"""The text of CARD.md: what a version is, how good, under which conditions."""

from typing import Any

from dashboard.estimate import span

LIMITS = """
## Limits

It knows ten kinds of garment as 28x28 grey pictures on black. Other pictures are
brought into that form first, and photographs of people's own clothes are often
answered wrongly. "None of the ten" rests on a threshold that turns away about 2 % of
real garments and far from every other thing.
"""
FEW = 100  # held-out corrections below which a card warns of chance
EIGHT_BITS = """
Its large kernels are kept in 8 bits with a step for each channel, in the graph and to
go on from; every figure here is measured on that graph."""
MIRRORED = """
The graph answers for the image and its mirror image together (average of both)."""


def card(name: str, facts: dict[str, Any]) -> str:
    """Markdown from the content of a manifest."""
    recipe = facts["recipe"]
    start = (
        f"pre-trained: {facts['weights_source']}"
        if facts["pretrained"]
        else "not pre-trained: every weight was learned from Fashion-MNIST"
    )
    if facts.get("parent"):
        start += f"; continued from {facts['parent']}"
    share = f"{recipe['share']:.1%} of the" if recipe["share"] < 1 else "all"
    return f"""# {name}

{facts["architecture"]}, {facts["parameters"]:,} parameters, {start}.
{figures_table(facts)}
The epoch, the temperature ({facts["temperature"]:.3f}) and the thresholds of the
verdict were chosen on validation images. The test images were used once, after that.

## Training

{share} 55,000 training images of Fashion-MNIST (Zalando, MIT licence) at \
{facts["image_size"]} px, seed {facts["seed"]}, best epoch {facts["best_epoch"]}; \
{recipe["head_epochs"]} epochs of the head on the frozen backbone, then up to \
{recipe["epochs"]} with layers unfrozen ({recipe["unfrozen_layers"]}; -1 is all), \
{recipe["optimizer"]} with a {recipe["schedule"]} schedule from \
{recipe["learning_rate"]:g}, batch {recipe["batch_size"]}, \
augmentation "{recipe["augmentation"]}"{_extras(recipe)}.\
{MIRRORED if recipe["mirror"] else ""}\
{EIGHT_BITS if facts.get("kernel_bits") == 8 else ""}
{_corrections(facts)}{LIMITS}"""


def ensemble_card(name: str, facts: dict[str, Any]) -> str:
    """Markdown for an ensemble, from the content of its manifest."""
    members = "\n".join(
        f"- `{member['ref']}`: {member['architecture']}, {member['weights_source']}"
        for member in facts["members"]
    )
    return f"""# {name}

The average of {len(facts["members"])} versions, {facts["parameters"]:,} parameters:

{members}

Their logits are divided by their temperatures and averaged in one graph. It can be
neither trained further nor continued from; its members can.
{figures_table(facts)}
Members, temperature ({facts["temperature"]:.3f}) and the thresholds of the verdict were
chosen on validation images. The test images were used once, after that.
{LIMITS}"""


def figures_table(facts: dict[str, Any]) -> str:
    """The figures that every version has, as a section."""
    metrics = facts["metrics"]
    low, high = metrics["test_accuracy_interval"]
    return f"""
## Figures

| what | value |
| --- | --- |
| accuracy on the 10,000 test images | {metrics["test_accuracy"]:.2%} \
(95 % interval {low:.2%} to {high:.2%}, Wilson) |
| accuracy on the 5,000 validation images | {metrics["validation_accuracy"]:.2%} |
| negative log-likelihood, test | {metrics["test_nll"]:.4f} |
| expected calibration error, test, {metrics["ece_bins"]} bins | \
{metrics["test_ece"]:.4f} |
| one image by ONNX Runtime, one thread, median | {metrics["latency_ms"]:.2f} ms |
| graph | {metrics["onnx_bytes"] / 1e6:.1f} MB |
| training | {_training(facts)} |
"""


def _training(facts: dict[str, Any]) -> str:
    words = span(facts["training_seconds"])
    parent, before = facts.get("parent"), facts.get("training_seconds_before", 0.0)
    if not parent or before == 0.0:
        return words
    earlier = "training of unknown length" if before is None else span(before)
    return f"{words}, after {earlier} for {parent}"


def _corrections(facts: dict[str, Any]) -> str:
    """What a version learned from people's corrections, and what that changed."""
    found = facts.get("corrections")
    if not found:
        return ""
    accuracy = facts["metrics"]["test_accuracy"]
    noun = "correction" if found["used"] == 1 else "corrections"
    return f"""
## Corrections

It learned from {found["used"]} {noun} of its users beside those images.
{_held_out_words(found)}

{_compared_words(found, accuracy)}
"""


def _held_out_words(found: dict[str, Any]) -> str:
    count = found["held_out"]
    if not count:
        return (
            "None was held out, so nothing says whether that helped on such pictures."
        )
    words = f"Of {count} held out, which no version learns from, it has "
    words += f"{found['right_after']} right"
    if found["compared_with"]:
        words += f", {found['compared_with']} has {found['right_before']} right"
    few = " So few pictures say little: a difference of some may be chance."
    return f"{words}.{few if count < FEW else ''}"


def _compared_words(found: dict[str, Any], accuracy: float) -> str:
    if not found["compared_with"]:
        return "There was no other version to compare it with."
    before = found["test_accuracy_before"]
    return (
        f"On the 10,000 test images: {accuracy:.2%}, {found['compared_with']} "
        f"{before:.2%}. The two may differ in more than the corrections; their cards "
        "say in what."
    )


def _extras(recipe: dict[str, Any]) -> str:
    """What only some recipes use; those of older versions do not know it."""
    words = ""
    if recipe.get("taps"):
        words += f", features of {recipe['taps']} depths on one grid, the rest cut off"
    if recipe.get("cached_views"):
        words += f", frozen layers computed once for {recipe['cached_views']} views"
    if recipe.get("small_epochs"):
        words += f", the first {recipe['small_epochs']} epochs with layers unfrozen at "
        words += f"{recipe['small_image_size']} px"
    if recipe.get("mixing", "none") != "none":
        words += f", {recipe['mixing']} within each batch"
    if recipe.get("teacher"):
        words += f", {recipe['teacher_share']:.0%} of what it learned of an image is "
        words += f"the answer of {recipe['teacher']}"
    if recipe.get("ema"):
        words += f", weights averaged with momentum {recipe['ema']:g}"
    return words
