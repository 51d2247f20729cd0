"""The table of presets: recipes with a name, and what `make zoo` trains of them."""

from typing import Any

# the recipe of a preset holds what differs from the defaults for its backbone
PRESETS: dict[str, dict[str, Any]] = {
    "cnn-baseline": {
        "backbone": "cnn",
        "weights": "none",
        "image_size": 28,
        "head_epochs": 0,
        "epochs": 12,
        "batch_size": 128,
        "optimizer": "adam",
        "learning_rate": 3e-3,
        "weight_decay": 0.0,
        "dropout": 0.1,
        "augmentation": "light",
        "patience": 4,
    },
    "residual": {
        "backbone": "residual",
        "weights": "none",
        "image_size": 28,
        "head_epochs": 0,
        "epochs": 9,
        "batch_size": 128,
        "learning_rate": 3e-3,
        "weight_decay": 5e-2,
        "dropout": 0.1,
        "augmentation": "light",
        "teacher": "efficientnet-lite0/1",
        "patience": 0,
        "mirror": True,
    },
    "vit": {
        "backbone": "vit",
        "weights": "none",
        "image_size": 28,
        "head_epochs": 0,
        "epochs": 15,
        "batch_size": 128,
        "learning_rate": 1.5e-3,
        "weight_decay": 5e-2,
        "dropout": 0.1,
        "augmentation": "light",
        "teacher": "efficientnet-lite0/1",
        "patience": 0,
        "mirror": True,
    },
    "efficientnet-lite0": {"mirror": True},
    "efficientnet-lite0-taps": {
        "mirror": True,
        "taps": 3,
        "epochs": 10,
        "dropout": 0.3,
        "patience": 0,
    },
    # frozen ImageNet layers, computed once; chosen on validation images
    "fast": {
        "taps": 2,
        "cached_views": 1,
        "head_epochs": 0,
        "epochs": 6,
        "unfrozen_layers": 0,
        "train_batch_norm": False,
        "batch_size": 512,
        "learning_rate": 2e-3,
        "weight_decay": 1e-2,
        "augmentation": "none",
        "patience": 0,
    },
    # from nothing, for machines on which no ImageNet weights can be had
    "mobilenet": {
        "backbone": "mobilenet",
        "weights": "none",
        "image_size": 48,
        "head_epochs": 0,
        "epochs": 10,
        "learning_rate": 2e-3,
        "augmentation": "light",
        "teacher": "efficientnet-lite0/1",
        "patience": 0,
        "mirror": True,
    },
    "resnet50": {
        "backbone": "resnet50",
        "weights": "none",
        "image_size": 48,
        "head_epochs": 0,
        "epochs": 7,
        "small_epochs": 3,
        "small_image_size": 32,
        # its optimizer takes as long as 50 images do, so a batch is large
        "batch_size": 128,
        "learning_rate": 1.5e-3,
        "augmentation": "light",
        "teacher": "efficientnet-lite0/1",
        "patience": 0,
        "mirror": True,
    },
    # the seed project's recipe; its "last 10 layers" hold six with weights
    "resnet50-original": {
        "backbone": "resnet50",
        "weights": "imagenet",
        "image_size": 224,
        "head_epochs": 0,
        "epochs": 10,
        "batch_size": 16,
        "optimizer": "adam",
        "schedule": "exponential",
        "learning_rate": 1e-3,
        "weight_decay": 0.0,
        "dropout": 0.0,
        "unfrozen_layers": 6,
        "augmentation": "original",
        "patience": 0,
    },
}
# these still learned when their epochs were over
PRESETS["vit-longer"] = PRESETS["vit"] | {"epochs": 6, "learning_rate": 7e-4}
PRESETS["residual-longer"] = PRESETS["residual"] | {"learning_rate": 2e-3}
PRESETS["mobilenet-longer"] = PRESETS["mobilenet"] | {
    "epochs": 6,
    "learning_rate": 1e-3,
}
# and these learned on from a better teacher
PRESETS["residual-longest"] = PRESETS["residual"] | {
    "epochs": 10,
    "learning_rate": 2e-3,
    "augmentation": "strong",
    "teacher": "ensemble/3",
}
PRESETS["mobilenet-longest"] = PRESETS["mobilenet"] | {
    "learning_rate": 1.5e-3,
    "teacher": "ensemble/3",
}
PRESETS["mobilenet-last"] = PRESETS["mobilenet-longest"] | {
    "epochs": 4,
    "learning_rate": 7e-4,
}
PRESETS["resnet50-longer"] = PRESETS["resnet50"] | {
    "epochs": 4,
    "small_epochs": 0,
    "small_image_size": 0,
    "learning_rate": 8e-4,
    "teacher": "ensemble/3",
}
# presets made for something else than the best known figure of a backbone
SPECIAL = {
    "fast": "EfficientNet-Lite0, frozen: a head in a minute",
    "resnet50-original": "ResNet50 as in the original work (days on two cores)",
}
# what is averaged, by its presets, and what the average is called
AVERAGED = ("efficientnet-lite0", "efficientnet-lite0-taps", "fast")
ENSEMBLE = "ensemble"
# what ships: the name that is published -> its presets, each of which continues from
# the version of the one before; `make zoo` trains all of it
ZOO = {
    "efficientnet-lite0": ("efficientnet-lite0",),
    "efficientnet-lite0-taps": ("efficientnet-lite0-taps",),
    "fast": ("fast",),
    ENSEMBLE: (),  # averaged, not trained; it teaches what comes below
    "cnn-baseline": ("cnn-baseline",),
    "residual": ("residual", "residual-longer", "residual-longest"),
    "vit": ("vit", "vit-longer"),
    "mobilenet": (
        "mobilenet",
        "mobilenet-longer",
        "mobilenet-longest",
        "mobilenet-last",
    ),
    "resnet50": ("resnet50", "resnet50-longer"),
}
# where a name of the zoo is not that of the version
PUBLISHED_AS = {"efficientnet-lite0-taps": "efficientnet-lite0"}
