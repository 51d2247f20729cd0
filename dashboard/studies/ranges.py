"""The settings that a study is offered to vary: sane ranges for each backbone."""

from dashboard.backbones import BACKBONES
from dashboard.limits import (
    ALL_LAYERS,
    AUGMENTATIONS,
    FIXED_SIZE,
    LIMITS,
    MIXINGS,
    OPTIMIZERS,
    SCHEDULES,
)
from dashboard.recipe import Recipe
from dashboard.studies.dimension import KINDS, Dimension, Listed, Span

CHOICES = {
    "augmentation": AUGMENTATIONS,
    "mixing": MIXINGS,
    "optimizer": OPTIMIZERS,
    "schedule": SCHEDULES,
}
SIZES = (28, 32, 48, 64, 80, 96, 128)
DOWN, UP = 8.0, 4.0  # a learning rate is looked for from an eighth to four times


def offered(base: Recipe) -> dict[str, Dimension]:
    """What may be varied around a recipe; what has no effect there is left out."""
    found: dict[str, Dimension] = {}
    rates = {"learning_rate": base.epochs, "head_learning_rate": base.head_epochs}
    for name, epochs in rates.items():
        if epochs:
            rate = getattr(base, name)
            found[name] = Span(_short(rate / DOWN), _short(min(1, rate * UP)), True)
    found["dropout"] = Span(0.0, 0.5)
    if base.optimizer == "adamw":
        found["weight_decay"] = Span(1e-4, 1e-1, True)
    found["label_smoothing"] = Span(0.0, 0.2)
    found["batch_size"] = _around(base.batch_size)
    if base.cached_views:
        found["cached_views"] = Listed((1, 2, 3))
    else:
        found["mixing"] = Listed(("none", "mixup", "cutmix"))
    if base.cached_views != 1:  # the first view is the image as it is
        found["augmentation"] = Listed(("none", "light", "strong"))
    found["ema"] = Listed((0.0, 0.99, 0.999))
    found["schedule"] = Listed(("cosine", "exponential", "constant"))
    return found | _of_the_network(base)


def _of_the_network(base: Recipe) -> dict[str, Dimension]:
    facts = BACKBONES[base.backbone]
    found: dict[str, Dimension] = {}
    if base.epochs and base.weights != "none":
        found["unfrozen_layers"] = Listed((0, 10, 30, ALL_LAYERS))
    if base.taps and len(facts.taps) > 1:
        found["taps"] = Listed(tuple(range(1, len(facts.taps) + 1)))
    near = _sizes(base.image_size, *facts.sizes)
    if base.backbone not in FIXED_SIZE and not base.small_epochs and len(near) > 1:
        found["image_size"] = Listed(near)
    if base.epochs > 1:
        # of two image sizes, one epoch at least is of the larger
        least = max(base.epochs // 2, base.small_epochs + 1)
        found["epochs"] = Span(least, base.epochs * 2)
    elif base.head_epochs > 1:
        found["head_epochs"] = Span(max(1, base.head_epochs // 2), base.head_epochs * 2)
    return found


def first_choice(base: Recipe) -> tuple[str, ...]:
    """What a new study varies unless somebody says otherwise: no trial costs more time
    than another, and all share the cached features of frozen layers."""
    order = ("learning_rate", "head_learning_rate", "dropout", "weight_decay")
    names = offered(base)
    return tuple(name for name in (*order, "label_smoothing") if name in names)


def hint(name: str, backbone: str) -> str:
    """What a setting may be at all."""
    if name == "image_size":
        return "{} to {}".format(*BACKBONES[backbone].sizes)
    if name == "taps":
        return f"0 to {len(BACKBONES[backbone].taps)}"
    if name in LIMITS:
        return f"{LIMITS[name][0]:g} to {LIMITS[name][1]:g}"
    if name in CHOICES:
        return ", ".join(CHOICES[name])
    return "yes or no" if KINDS[name] is bool else ""


def _around(batch: int) -> Listed:
    values = {max(8, batch // 2), batch, min(1024, batch * 2)}
    return Listed(tuple(sorted(values)))


def _sizes(size: int, low: int, high: int) -> tuple[int, ...]:
    """An image size with the next smaller and larger one."""
    known = sorted({n for n in SIZES if low <= n <= high} | {size})
    at = known.index(size)
    return tuple(known[max(0, at - 1) : at + 2])


def _short(number: float) -> float:
    return float(f"{number:.2g}")
