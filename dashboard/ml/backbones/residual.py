"""A small residual network made for 28x28, trained from nothing: residual blocks (He et
al., arXiv 1512.03385) between widening convolutions that end in a pooling. Few layers
and wide ones, which two cores compute at full speed; the layout is that of D. Page's
ResNet-9."""

from keras import KerasTensor, layers

WIDTH = 32


def features(image: KerasTensor, weights: str) -> KerasTensor:
    """Build the network on top of a preprocessing graph.

    Args:
        image: float32 [batch, size, size, 3], values 0 to 255.
        weights: "none"; there are no others for it.

    Returns:
        The feature map, float32 [batch, size // 8, size // 8, 256].
    """
    # the mean and deviation of Fashion-MNIST's training pixels: 72.9 and 90.0
    x = layers.Rescaling(1 / 90.0, offset=-72.9 / 90.0, name="scale")(image)
    x = _convolution(x, WIDTH, "stem")
    for stage in (1, 2, 3):
        width = WIDTH << stage
        x = _convolution(x, width, f"stage{stage}")
        x = layers.MaxPooling2D(name=f"stage{stage}_pool")(x)
        y = _convolution(x, width, f"stage{stage}_block1")
        y = _convolution(y, width, f"stage{stage}_block2")
        x = layers.Add(name=f"stage{stage}_add")([x, y])
    return x


def _convolution(x: KerasTensor, width: int, name: str) -> KerasTensor:
    x = layers.Conv2D(width, 3, padding="same", use_bias=False, name=f"{name}_conv")(x)
    x = layers.BatchNormalization(name=f"{name}_norm")(x)
    return layers.ReLU(name=f"{name}_relu")(x)
