"""Networks of `keras.applications` and their ImageNet weights: from a file on this
machine, from the network, or a sentence that says what to put where.

Which network, and how pictures are normalised for it, stands in the file of each
backbone; names and sizes of the weights in `dashboard.backbones`.
"""

import socket
from collections.abc import Callable
from pathlib import Path

import keras
from keras import KerasTensor

from dashboard.errors import WeightsError
from dashboard.weights import WEIGHTS_VARIABLE, Download

PATIENCE_SECONDS = 20


def build(
    make: Callable[..., keras.Model],
    image: KerasTensor,
    weights: str,
    download: Download,
) -> keras.Model:
    """Build a network on `image` and load what `weights` asks for.

    Args:
        make: a constructor of `keras.applications`, such as `ResNet50`.
        image: already normalised as that network expects.
        weights: "imagenet" or "none".

    Returns:
        The network; its output is the feature map.

    Raises:
        WeightsError: the weights cannot be had or do not fit the network.
    """
    model = make(include_top=False, weights=None, input_tensor=image)
    if weights == "imagenet":
        load(model, download.found() or fetched(make, download))
    return model


def load(model: keras.Model, path: Path) -> None:
    """Read a legacy weights file (HDF5, no code in it) into a network.

    Raises:
        WeightsError: it is damaged or belongs to another network.
    """
    try:
        model.load_weights(path)
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise WeightsError(
            f"Expected {path} to hold the ImageNet weights of this network. "
            f"Received: {error}. Delete the file and fetch it again."
        ) from error


def fetched(make: Callable[..., keras.Model], download: Download) -> Path:
    """Let Keras download the file, which checks its own hash.

    Raises:
        WeightsError: it cannot be reached; the text says what to put where.
    """
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(PATIENCE_SECONDS)
    try:
        make(include_top=False, weights="imagenet")
    except Exception as error:  # Keras raises a bare Exception for a failed download
        folder = download.folders()[-1]
        raise WeightsError(
            f"Expected to fetch the ImageNet weights {download.file} (about "
            f"{download.megabytes} MB). Received: {error}. Put that file into {folder} "
            f"or into a folder that {WEIGHTS_VARIABLE} names, or train with "
            "weights=none."
        ) from error
    finally:
        socket.setdefaulttimeout(before)
    return download.folders()[-1] / download.file
