"""Where pre-trained weights come from when no installed package holds them: files that
Keras or KerasHub fetches once, and the optional package that some of them need.

Free of Keras: what is on this machine can be told without it.
"""

import os
from dataclasses import dataclass
from importlib import util
from pathlib import Path

WEIGHTS_VARIABLE = "LOOKBOOK_WEIGHTS"
KAGGLE_VARIABLE = "KAGGLEHUB_CACHE"  # KerasHub's own, not ours


@dataclass(frozen=True)
class Download:
    """ImageNet weights that Keras fetches once.

    Attributes:
        file: the name under which Keras keeps it and a person may put it.
        megabytes: about how large it is.
    """

    file: str
    megabytes: int

    def folders(self) -> list[Path]:
        """Where the file may lie: the person's folder, then Keras's own."""
        own = os.environ.get(WEIGHTS_VARIABLE)
        home = os.environ.get("KERAS_HOME") or os.path.expanduser("~/.keras")
        return [*([Path(own)] if own else []), Path(home) / "models"]

    def found(self) -> Path | None:
        """The file, if it is on this machine."""
        paths = (folder / self.file for folder in self.folders())
        return next((path for path in paths if path.is_file()), None)


@dataclass(frozen=True)
class KagglePreset(Download):
    """ImageNet weights that KerasHub fetches once from Kaggle.

    Attributes:
        handle: the preset's name there, with its version.
    """

    handle: str

    def folders(self) -> list[Path]:
        """Where the file may lie: the person's folder, then KerasHub's cache."""
        home = os.environ.get(KAGGLE_VARIABLE) or "~/.cache/kagglehub"
        cache = Path(home).expanduser() / "models" / self.handle
        return [*super().folders()[:-1], cache]


@dataclass(frozen=True)
class Extra:
    """A package that only some backbones need and nobody else installs.

    Attributes:
        module: what it is imported as.
        requirement: what pip installs.
    """

    module: str
    requirement: str

    def installed(self) -> bool:
        """Whether it can be imported; it is not imported for that."""
        return util.find_spec(self.module) is not None


KERAS_HUB = Extra("keras_hub", "keras-hub>=0.32,<0.33")
