"""The fields of the Train form, one per setting of a recipe."""

import dash_bootstrap_components as dbc
from dash import html

from dashboard import ids
from dashboard.backbones import BACKBONES, Backbone
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
# those that few change, behind a word to open
MORE = {
    "head_learning_rate": "Learning rate, backbone frozen",
    "weight_decay": "Weight decay",
    "label_smoothing": "Label smoothing",
    "dropout": "Dropout",
    "teacher": "Teacher, a version to learn from (empty: none)",
    "teacher_share": "Share of the teacher's answers in what is learned",
    "small_epochs": "First epochs at a small size (0: none)",
    "small_image_size": "Small image size (0: none)",
    "train_batch_norm": "Batch normalisation learns",
    "mirror": "Average with the mirror image",
}
ALL = FIELDS | MORE
YES_OR_NO = {"yes": True, "no": False}


def fields(backbone: str) -> list:
    """Every field with sane values for a backbone, or with those of a preset.

    Raises:
        RecipeError: there is no such backbone or preset.
    """
    return fields_of(base(backbone))


def fields_of(recipe: Recipe) -> list:
    """Every field with the value of a recipe."""
    more = [_field(name, title, recipe) for name, title in MORE.items()]
    closed = html.Details(
        [html.Summary("More settings"), html.Div(more, className="form-grid mt-2")],
        className="form-more",
    )
    return [*(_field(name, title, recipe) for name, title in FIELDS.items()), closed]


def _field(name: str, title: str, recipe: Recipe) -> html.Div:
    field_id = {"type": ids.TRAIN_FIELD, "index": name}
    value = getattr(recipe, name)
    choices = _choices(name, recipe.backbone)
    if choices:
        options = [{"value": key, "label": words} for key, words in choices.items()]
        if isinstance(value, bool):
            value = "yes" if value else "no"
        control = dbc.Select(id=field_id, options=options, value=value, size="sm")
    elif isinstance(value, str):
        control = dbc.Input(
            id=field_id,
            value=value,
            placeholder="NAME/NUMBER",
            list=ids.TRAIN_VERSIONS,
            size="sm",
        )
    else:
        control = _number(field_id, name, value, recipe.backbone)
    return html.Div([html.Label([html.Span(title), control], className="field")])


def _number(field_id: dict, name: str, value: float, backbone: str) -> dbc.Input:
    low, high = _range(name, backbone)
    return dbc.Input(
        id=field_id,
        type="number",
        value=value,
        min=low,
        max=high,
        step=1 if isinstance(value, int) else "any",
        size="sm",
    )


def _choices(name: str, backbone: str) -> dict[str, str]:
    known = {
        "weights": weights_words(BACKBONES[backbone]),
        "schedule": {key: key for key in SCHEDULES},
        "optimizer": {"adamw": "AdamW", "adam": "Adam"},
        "augmentation": AUGMENTATION_WORDS,
        "mixing": MIXING_WORDS,
        **dict.fromkeys(("train_batch_norm", "mirror"), {k: k for k in YES_OR_NO}),
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
