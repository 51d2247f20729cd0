"""ResNet50 (He et al., arXiv 1512.03385) by `keras.applications`, its top removed."""

from keras import KerasTensor, applications, layers

from dashboard.backbones import BACKBONES
from dashboard.ml.backbones.applications import build

# what Keras subtracts for this network, blue, green, red; grey pictures have equal
# channels, so their order does not matter
MEANS = (103.939, 116.779, 123.68)


def features(image: KerasTensor, weights: str) -> KerasTensor:
    """Build the network on top of a preprocessing graph.

    Args:
        image: float32 [batch, size, size, 3], values 0 to 255, equal channels.
        weights: "imagenet" or "none".

    Returns:
        The feature map, float32 [batch, size / 32, size / 32, 2048].

    Raises:
        WeightsError: "imagenet" is asked for and cannot be had.
    """
    x = layers.Rescaling(1.0, offset=[-mean for mean in MEANS], name="scale")(image)
    download = BACKBONES["resnet50"].download
    return build(applications.ResNet50, x, weights, download).output
