"""A small vision transformer for 28x28 (Dosovitskiy et al., arXiv 2010.11929), with
normalisation before attention and a convolutional stem (Xiao et al., arXiv 2106.14881),
which trains better from nothing on small pictures."""

import keras
from keras import KerasTensor, layers

WIDTH, DEPTH, HEADS = 128, 5, 4
# (channels, stride) of the stem's convolutions: 28x28 pixels become 7x7 patches
STEM = ((32, 2), (64, 1), (WIDTH, 2))


def gelu(x):
    """The tanh form; the exact one has no counterpart in the exported graph."""
    return keras.activations.gelu(x, approximate=True)


class Positions(layers.Layer):
    """Adds a learned vector to each patch."""

    def build(self, shape):
        self.table = self.add_weight(
            name="table",
            shape=shape[1:],
            initializer=keras.initializers.RandomNormal(stddev=0.02),
        )

    def call(self, x):
        return x + self.table


def features(image: KerasTensor, weights: str) -> KerasTensor:
    """Build the network on top of a preprocessing graph.

    Args:
        image: float32 [batch, 28, 28, 3], values 0 to 255.
        weights: "none"; it is trained here.

    Returns:
        The patches' last vectors as a map, float32 [batch, 7, 7, 128].
    """
    x = layers.Rescaling(1 / 127.5, offset=-1.0, name="scale")(image)
    for number, (width, stride) in enumerate(STEM, start=1):
        x = layers.Conv2D(
            width, 3, stride, padding="same", use_bias=False, name=f"stem{number}_conv"
        )(x)
        x = layers.BatchNormalization(name=f"stem{number}_norm")(x)
        x = layers.Activation(gelu, name=f"stem{number}_gelu")(x)
    side = x.shape[1]
    x = layers.Reshape((side * side, WIDTH), name="patches")(x)
    x = Positions(name="positions")(x)
    for number in range(1, DEPTH + 1):
        x = _block(x, f"block{number}")
    x = layers.LayerNormalization(epsilon=1e-6, name="top_norm")(x)
    return layers.Reshape((side, side, WIDTH), name="map")(x)


def _block(x: KerasTensor, name: str) -> KerasTensor:
    y = layers.LayerNormalization(epsilon=1e-6, name=f"{name}_norm1")(x)
    y = layers.MultiHeadAttention(HEADS, WIDTH // HEADS, name=f"{name}_attention")(y, y)
    x = layers.Add(name=f"{name}_add1")([x, y])
    y = layers.LayerNormalization(epsilon=1e-6, name=f"{name}_norm2")(x)
    y = layers.Dense(2 * WIDTH, gelu, name=f"{name}_dense1")(y)
    y = layers.Dense(WIDTH, name=f"{name}_dense2")(y)
    return layers.Add(name=f"{name}_add2")([x, y])
