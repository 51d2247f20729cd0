"""EfficientNetB0 (Tan and Le, arXiv 1905.11946) by `keras.applications`, no top, with
the normalisation that its ImageNet weights were trained on."""

import keras
from keras import KerasTensor, applications, layers

from dashboard.backbones import BACKBONES
from dashboard.ml.backbones import imagenet
from dashboard.ml.backbones.applications import build


def features(image: KerasTensor, weights: str) -> KerasTensor:
    """Build the network on top of a preprocessing graph.

    Args:
        image: float32 [batch, size, size, 3], values 0 to 255.
        weights: "imagenet" or "none".

    Returns:
        The feature map, float32 [batch, size / 32, size / 32, 1280].

    Raises:
        WeightsError: "imagenet" is asked for and cannot be had.
    """
    download = BACKBONES["efficientnet-b0"].download
    model = build(applications.EfficientNetB0, image, weights, download)
    changed = keras.models.clone_model(model, model.input, clone_function=_layer)
    for layer in changed.layers:
        if layer.weights:
            layer.set_weights(model.get_layer(layer.name).get_weights())
    return changed.output


def _layer(layer: layers.Layer) -> layers.Layer:
    """The layer as it is used here in the place of Keras's own."""
    # Keras divides by the root of the deviation, and only with weights="imagenet" by it
    # once more; its layer also gets another name each time, which no checkpoint fits
    if isinstance(layer, layers.Normalization):
        return imagenet.scale(1.0)  # Keras has divided by 255 before
    # blocks left out at random would end the part that can be frozen and cached
    if isinstance(layer, layers.Dropout):
        return layers.Identity(name=layer.name)
    return type(layer).from_config(layer.get_config())
