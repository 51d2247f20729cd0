"""MobileNetV2 (Sandler et al., arXiv 1801.04381) by `keras.applications`, no top."""

from keras import KerasTensor, applications, layers

from dashboard.backbones import BACKBONES
from dashboard.ml.backbones.applications import build

# keras.applications has 0.999, made for ImageNet's hundreds of thousands of steps. From
# nothing the statistics were so far behind after 2,600 steps that a network right on
# 85 % of its training images answered every validation image alike
MOMENTUM = 0.99


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
    x = layers.Rescaling(1 / 127.5, offset=-1.0, name="scale")(image)
    download = BACKBONES["mobilenet"].download
    network = build(applications.MobileNetV2, x, weights, download)
    for layer in network.layers:
        if isinstance(layer, layers.BatchNormalization):
            layer.momentum = MOMENTUM
    return network.output
