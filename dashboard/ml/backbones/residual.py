"""A small residual network made for 28x28 (He et al., arXiv 1512.03385 and 1603.05027:
normalisation and activation before each convolution), trained from nothing."""

from keras import KerasTensor, layers

STAGES = (64, 128, 256)
BLOCKS = 2


def features(image: KerasTensor, weights: str) -> KerasTensor:
    """Build the network on top of a preprocessing graph.

    Args:
        image: float32 [batch, size, size, 3], values 0 to 255.
        weights: "none"; there are no others for it.

    Returns:
        The feature map, float32 [batch, size // 4, size // 4, 256].
    """
    # the mean and deviation of Fashion-MNIST's training pixels: 72.9 and 90.0
    x = layers.Rescaling(1 / 90.0, offset=-72.9 / 90.0, name="scale")(image)
    x = layers.Conv2D(STAGES[0], 3, padding="same", use_bias=False, name="stem")(x)
    for stage, width in enumerate(STAGES, start=1):
        for block in range(1, BLOCKS + 1):
            stride = 2 if stage > 1 and block == 1 else 1
            x = _block(x, width, stride, f"stage{stage}_{block}")
    x = layers.BatchNormalization(name="top_norm")(x)
    return layers.ReLU(name="top_relu")(x)


def _block(x: KerasTensor, width: int, stride: int, name: str) -> KerasTensor:
    y = layers.ReLU(name=f"{name}_relu1")(
        layers.BatchNormalization(name=f"{name}_norm1")(x)
    )
    shortcut = x
    if stride > 1 or x.shape[-1] != width:
        shortcut = layers.Conv2D(
            width, 1, stride, use_bias=False, name=f"{name}_shortcut"
        )(y)
    same = {"padding": "same", "use_bias": False}
    y = layers.Conv2D(width, 3, stride, name=f"{name}_conv1", **same)(y)
    y = layers.BatchNormalization(name=f"{name}_norm2")(y)
    y = layers.ReLU(name=f"{name}_relu2")(y)
    y = layers.Conv2D(width, 3, name=f"{name}_conv2", **same)(y)
    return layers.Add(name=f"{name}_add")([shortcut, y])
