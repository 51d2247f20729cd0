"""What a person calls the settings that a study may vary, and their values."""

from typing import Any

TITLES = {
    "learning_rate": "Learning rate",
    "head_learning_rate": "Learning rate, head phase",
    "dropout": "Dropout",
    "weight_decay": "Weight decay",
    "label_smoothing": "Label smoothing",
    "batch_size": "Batch size",
    "epochs": "Epochs, layers unfrozen",
    "head_epochs": "Epochs, backbone frozen",
    "unfrozen_layers": "Unfrozen layers (-1: all)",
    "taps": "Depths of features",
    "image_size": "Image size, pixels",
    "augmentation": "Augmentation",
    "mixing": "Mixing pictures",
    "cached_views": "Cached views",
    "ema": "Averaged weights, momentum",
    "schedule": "Schedule",
    "optimizer": "Optimizer",
    "share": "Share of the training data",
    "patience": "Early-stopping patience",
}


def title(name: str) -> str:
    """The words for a setting."""
    return TITLES.get(name, name.replace("_", " ").capitalize())


def value_words(value: Any) -> str:
    """A setting's value, numbers with three digits that matter."""
    return f"{value:.3g}" if isinstance(value, float) else str(value)
