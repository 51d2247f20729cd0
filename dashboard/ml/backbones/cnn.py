"""The baseline that transfer learning is compared with: three convolutions."""

from keras import KerasTensor, layers


def features(image: KerasTensor, weights: str) -> KerasTensor:
    """Build the network on top of a preprocessing graph.

    Args:
        image: float32 [batch, size, size, 3], values 0 to 255.
        weights: "none"; there are no others for it.

    Returns:
        The feature map, float32 [batch, size // 4, size // 4, 160].
    """
    x = layers.Rescaling(1 / 255, name="scale")(image)
    for block, width in enumerate((40, 80, 160), start=1):
        x = layers.Conv2D(
            width, 3, padding="same", use_bias=False, name=f"block{block}_conv"
        )(x)
        x = layers.BatchNormalization(name=f"block{block}_norm")(x)
        x = layers.ReLU(name=f"block{block}_relu")(x)
        if block < 3:
            x = layers.MaxPooling2D(name=f"block{block}_pool")(x)
    return x
