"""A vision transformer from ImageNet, DeiT-Ti/16 (Touvron et al., arXiv 2012.12877), by
KerasHub: an optional package, imported only when such a network is built."""

import math
from types import ModuleType

import keras
import numpy as np
from keras import KerasTensor, layers

from dashboard.backbones import BACKBONES
from dashboard.errors import WeightsError
from dashboard.ml.backbones import imagenet
from dashboard.ml.backbones.applications import load
from dashboard.weights import WEIGHTS_VARIABLE

PATCH, WIDTH, DEPTH, HEADS = 16, 192, 12, 3
TRAINED = 14  # patches a side, of 224 px
TOKENS = 2  # class and distillation, before the patches


def features(image: KerasTensor, weights: str) -> KerasTensor:
    """Build the network on top of a preprocessing graph.

    Args:
        image: float32 [batch, size, size, 3], values 0 to 255; a size that patches do
            not fill is made smaller.
        weights: "imagenet" or "none".

    Returns:
        The patches' last vectors as a map, float32 [batch, size // 16, size // 16,
        192].

    Raises:
        WeightsError: the package is not installed, or "imagenet" cannot be had.
    """
    hub, side = _hub(), image.shape[1] // PATCH
    network = _network(hub, side)
    if weights == "imagenet":
        _put(network, _pretrained(hub), side)
    patches, encoder = network.layers[1:]
    for number in range(DEPTH):
        encoder.encoder_layers[number].mlp.dense.activation = gelu
    x = imagenet.scale(255.0)(image)
    if image.shape[1] % PATCH:
        x = layers.Resizing(PATCH * side, PATCH * side, name="whole_patches")(x)
    x = patches(x)
    x = encoder(x)[0]
    x = layers.Cropping1D((TOKENS, 0), name="patches")(x)
    return layers.Reshape((side, side, WIDTH), name="map")(x)


def gelu(x):
    """The exact form; TensorFlow's own has no counterpart in the exported graph."""
    return 0.5 * x * (1 + keras.ops.erf(x / math.sqrt(2)))


def _hub() -> ModuleType:
    extra = BACKBONES["vit-imagenet"].extra
    try:
        import keras_hub
    except ImportError as error:
        raise WeightsError(
            "Expected the optional package keras-hub, which this backbone is built "
            f"with. Received: {error}. Run `pip install '{extra.requirement}'` in the "
            "environment of Lookbook, or choose another backbone."
        ) from error
    return keras_hub


def _network(hub: ModuleType, side: int) -> keras.Model:
    return hub.models.DeiTBackbone(
        image_shape=(PATCH * side, PATCH * side, 3),
        patch_size=PATCH,
        num_layers=DEPTH,
        num_heads=HEADS,
        hidden_dim=WIDTH,
        intermediate_dim=4 * WIDTH,
    )


def _pretrained(hub: ModuleType) -> keras.Model:
    download = BACKBONES["vit-imagenet"].download
    if found := download.found():
        network = _network(hub, TRAINED)
        load(network, found)
        return network
    preset = download.handle.split("/")[-2]
    try:
        return hub.models.DeiTBackbone.from_preset(preset)
    except Exception as error:  # kagglehub lets those of its own libraries through
        raise WeightsError(
            f"Expected to fetch the KerasHub preset {preset} (about "
            f"{download.megabytes} MB) from Kaggle. Received: {error}. Put its "
            f"{download.file} into {download.folders()[-1]} or into a folder that "
            f"{WEIGHTS_VARIABLE} names, or train with weights=none."
        ) from error


def _put(network: keras.Model, source: keras.Model, side: int) -> None:
    """Copy weights; the table of positions is resized to another number of patches."""
    for layer, taken in zip(network.layers[1:], source.layers[1:], strict=True):
        values = taken.get_weights()
        for place, (value, wanted) in enumerate(
            zip(values, layer.weights, strict=True)
        ):
            if value.shape != tuple(wanted.shape):
                values[place] = _resized(value, side)
        layer.set_weights(values)


def _resized(table: np.ndarray, side: int) -> np.ndarray:
    tokens, patches = table[:, :TOKENS], table[:, TOKENS:]
    grid = patches.reshape(1, TRAINED, TRAINED, WIDTH)
    fitted = keras.ops.image.resize(grid, (side, side), interpolation="bicubic")
    patches = np.asarray(fitted).reshape(1, side * side, WIDTH)
    return np.concatenate([tokens, patches], axis=1)
