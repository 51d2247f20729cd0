"""What the fields of a recipe may hold: choices, ranges, types, and the refusal of
anything else. Which field belongs to which check is `dashboard.recipe`."""

import math
import re
from dataclasses import fields
from typing import Any, TypeVar

from dashboard.errors import RecipeError

Settings = TypeVar("Settings")  # a dataclass of settings

SCHEDULES = ("cosine", "exponential", "constant")
OPTIMIZERS = ("adamw", "adam")
AUGMENTATIONS = ("none", "light", "original", "strong")
MIXINGS = ("none", "mixup", "cutmix")
ALL_LAYERS = -1
TEACHER = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}/[1-9][0-9]{0,8}")
# backbones with weights whose shape follows the image size, such as a position table
FIXED_SIZE = frozenset({"vit", "vit-imagenet"})

# field: (lowest, highest, what a person calls it)
LIMITS: dict[str, tuple[float, float, str]] = {
    "head_epochs": (0, 200, "epochs with the backbone frozen"),
    "epochs": (0, 200, "epochs with layers unfrozen"),
    "small_epochs": (0, 200, "epochs at the small image size"),
    "small_image_size": (0, 224, "small image size (0 is none)"),
    "batch_size": (1, 1024, "batch size"),
    "learning_rate": (1e-7, 1.0, "learning rate"),
    "head_learning_rate": (1e-7, 1.0, "learning rate of the head phase"),
    "weight_decay": (0.0, 1.0, "weight decay"),
    "label_smoothing": (0.0, 0.5, "label smoothing"),
    "dropout": (0.0, 0.9, "dropout"),
    "teacher_share": (0.0, 1.0, "share of the teacher in what is learned"),
    "ema": (0.0, 0.9999, "momentum of the averaged weights (0 is off)"),
    "unfrozen_layers": (ALL_LAYERS, 1000, "unfrozen layers (-1 is all)"),
    "taps": (0, 8, "depths that features are taken from (0 is the top only)"),
    "cached_views": (0, 16, "cached views of each image (0 is no cache)"),
    "patience": (0, 200, "early-stopping patience (0 is off)"),
    "share": (0.001, 1.0, "share of the training data"),
    "seed": (0, 2**31 - 1, "seed"),
}


def check_choice(name: str, value: Any, choices: tuple[str, ...]) -> None:
    """Raise RecipeError unless `value` is one of `choices`."""
    if value not in choices:
        raise RecipeError(
            f"Expected {name} to be one of {', '.join(choices)}. "
            f"Received: {name}={value!r}. Choose one of them."
        )


def check_number(name: str, value: Any, low: float, high: float, what: str) -> None:
    """Raise RecipeError unless `value` is finite and from `low` to `high`.

    Args:
        what: what a person calls it.
    """
    if not math.isfinite(value) or not low <= value <= high:
        raise RecipeError(
            f"Expected {what} from {low:g} to {high:g}. "
            f"Received: {name}={value!r}. Choose a value in that range."
        )


def check_teacher(value: str) -> None:
    """Raise RecipeError unless `value` is empty or "NAME/NUMBER".

    The number is asked for because the newest version of a name is another one later.
    """
    if value and not TEACHER.fullmatch(value):
        raise RecipeError(
            'Expected teacher to be a version such as "shoes/3", with its number, or '
            f"empty. Received: teacher={value!r}. See `python -m dashboard models`."
        )


def converted(name: str, kind: Any, value: Any) -> Any:
    """A JSON value as a field of type `kind`; a number may come as text.

    Raises:
        RecipeError: it is of another type, or a fraction for a whole number.
    """
    if kind is bool and isinstance(value, bool):
        return value
    if kind is str and isinstance(value, str):
        return value
    if kind in (int, float) and not isinstance(value, bool):
        try:
            number = float(value)
            if kind is float or number == int(number):
                return kind(number)
        except (TypeError, ValueError, OverflowError):
            pass
    raise RecipeError(
        f"Expected {name} to be {'a whole number' if kind is int else kind.__name__}. "
        f"Received: {name}={value!r}. Correct it and send it again."
    )


def read(kind: type[Settings], values: dict[str, Any]) -> Settings:
    """A dataclass of settings from JSON values; numbers may come as text.

    Raises:
        RecipeError: an unknown field, a wrong type or a value out of range.
    """
    kinds = {field.name: field.type for field in fields(kind)}
    if unknown := sorted(set(values) - set(kinds)):
        raise RecipeError(
            f"Expected settings among {sorted(kinds)}. Received: {unknown}. "
            "Remove or rename them."
        )
    return kind(**{k: converted(k, kinds[k], v) for k, v in values.items()})
