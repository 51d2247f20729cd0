"""The fields of the Train form, one per setting of a recipe, and reading them back."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard import ids
from dashboard.backbones import BACKBONES, Backbone
from dashboard.errors import LookbookError, RecipeError
from dashboard.estimate import estimate, span
from dashboard.limits import LIMITS, SCHEDULES
from dashboard.presets import base
from dashboard.recipe import Recipe

AUGMENTATION_WORDS = {
    "none": "none",
    "light": "light: flip, shift",
    "original": "original: flip, rotation, zoom",
    "strong": "strong: flip, shift, erasing",
}
MIXING_WORDS = {
    "none": "none",
    "mixup": "mixup: two pictures blended",
    "cutmix": "cutmix: a piece of another picture",
}
# settings in the order of the form, with the words beside them
FIELDS = {
    "weights": "Weights",
    "image_size": "Image size, pixels",
    "taps": "Depths of features (0: the top)",
    "cached_views": "Cached views of frozen layers (0: off)",
    "head_epochs": "Epochs, backbone frozen",
    "epochs": "Epochs, layers unfrozen",
    "unfrozen_layers": "Unfrozen layers (-1: all)",
    "batch_size": "Batch size",
    "learning_rate": "Learning rate",
    "schedule": "Schedule",
    "optimizer": "Optimizer",
    "augmentation": "Augmentation",
    "mixing": "Mixing pictures",
    "ema": "Averaged weights, momentum (0: off)",
    "patience": "Early-stopping patience (0: off)",
    "share": "Share of the training data",
    "seed": "Seed",
}


def fields(backbone: str) -> list[html.Div]:
    """Every field with sane values for a backbone, or with those of a preset.

    Raises:
        RecipeError: there is no such backbone or preset.
    """
    recipe = base(backbone)
    return [_field(name, title, recipe) for name, title in FIELDS.items()]


def _field(name: str, title: str, recipe: Recipe) -> html.Div:
    field_id = {"type": ids.TRAIN_FIELD, "index": name}
    value = getattr(recipe, name)
    choices = _choices(name, recipe.backbone)
    if choices:
        options = [{"value": key, "label": words} for key, words in choices.items()]
        control = dbc.Select(id=field_id, options=options, value=value, size="sm")
    else:
        low, high = _range(name, recipe.backbone)
        control = dbc.Input(
            id=field_id,
            type="number",
            value=value,
            min=low,
            max=high,
            step=1 if isinstance(value, int) else "any",
            size="sm",
        )
    return html.Div([html.Label([html.Span(title), control], className="field")])


def _choices(name: str, backbone: str) -> dict[str, str]:
    known = {
        "weights": weights_words(BACKBONES[backbone]),
        "schedule": {key: key for key in SCHEDULES},
        "optimizer": {"adamw": "AdamW", "adam": "Adam"},
        "augmentation": AUGMENTATION_WORDS,
        "mixing": MIXING_WORDS,
    }
    return known.get(name, {})


def weights_words(backbone: Backbone) -> dict[str, str]:
    """What a backbone can start from, and whether that is on this machine."""
    words = {"imagenet": "ImageNet (pre-trained)", "none": "none (from nothing)"}
    download = backbone.download
    if download is not None and download.found() is None:
        words["imagenet"] = f"ImageNet ({download.megabytes} MB, fetched once)"
    return {key: words[key] for key in backbone.weights}


def _range(name: str, backbone: str) -> tuple[float, float]:
    if name == "image_size":
        return BACKBONES[backbone].sizes
    if name == "taps":
        return 0, len(BACKBONES[backbone].taps)
    low, high, _ = LIMITS[name]
    return low, high


def read(backbone: str, names: list[str], values: list[Any]) -> Recipe:
    """The recipe that a filled form describes.

    Raises:
        RecipeError: a field is empty or holds what cannot be trained.
    """
    given = dict(zip(names, values, strict=True))
    for name, value in given.items():
        if value in (None, ""):
            raise RecipeError(
                f"Expected a value for “{FIELDS.get(name, name)}”. Received: an empty "
                "or impossible one. Correct the field."
            )
    return Recipe.from_dict({**base(backbone).to_dict(), **given})


def estimate_words(backbone: str, names: list[str], values: list[Any]) -> str:
    """How long the form's training takes, or what is wrong with it."""
    try:
        recipe = read(backbone, names, values)
    except LookbookError as error:
        return str(error)
    return f"About {span(estimate(recipe))} on two idle cores."
