"""The network for photographs: EfficientNet-Lite0 on a square in colour, three depths
pooled, a small head; ImageNet weights below, the upper blocks fine-tuned."""

import keras
from keras import layers

from dashboard.labels import CLASSES
from dashboard.ml.backbones import efficientnet
from dashboard.ml.network import EMBEDDING, FEATURES, LOGITS

CUT = "block10_add"  # what lies below keeps its ImageNet weights
TAPS = (CUT, "block14_add", "top_relu")
SCALE = "depth_norm"
HIDDEN = 256
HEAD = ("head_dense1", LOGITS)


def build(side: int, weights: str, dropout: float) -> keras.Model:
    """Build the network.

    Args:
        side: of the square, a multiple of 32.
        weights: "imagenet" or "none".

    Returns:
        A functional model, uint8 [batch, side, side, 3] to a dict of float32 `logits`
        [batch, 10], `embedding` [batch, d] and `features` [batch, h, w, d].

    Raises:
        WeightsError: the ImageNet weights cannot be had.
    """
    image = keras.Input((side, side, 3), dtype="uint8", name="image")
    x = layers.Rescaling(1.0, dtype="float32", name="to_float")(image)
    backbone = keras.Model(image, efficientnet.features(x, weights))
    features = _depths(backbone)
    embedding = layers.GlobalAveragePooling2D(name=EMBEDDING)(features)
    x = layers.Dropout(dropout, name="head_dropout1")(embedding)
    x = layers.Dense(HIDDEN, "relu", name=HEAD[0])(x)
    x = layers.Dropout(dropout, name="head_dropout2")(x)
    logits = layers.Dense(CLASSES, name=LOGITS)(x)
    return keras.Model(
        image, {LOGITS: logits, EMBEDDING: embedding, FEATURES: features}
    )


def _depths(backbone: keras.Model) -> keras.KerasTensor:
    """Maps of three depths side by side on the grid of the topmost.

    They differ in scale, so they are normalised; then each depth has its say.
    """
    side = backbone.output.shape[1]
    maps = []
    for name in TAPS:
        x = backbone.get_layer(name).output
        step = x.shape[1] // side
        if step > 1:
            x = layers.AveragePooling2D(step, name=f"{name}_grid")(x)
        maps.append(x)
    x = layers.Concatenate(name="depths")(maps)
    x = layers.BatchNormalization(name=SCALE)(x)
    return layers.Activation("linear", name=FEATURES)(x)


def freeze(model: keras.Model) -> None:
    """Let the head and the blocks above CUT learn.

    Batch normalisation of the backbone keeps ImageNet's statistics: batches mix
    photographs, drawings and dressed-up pictures, whose moments differ.
    """
    own = {SCALE, *HEAD}
    first = [layer.name for layer in model.layers].index(CUT) + 1
    for number, layer in enumerate(model.layers):
        norm = isinstance(layer, layers.BatchNormalization)
        layer.trainable = layer.name in own or (number >= first and not norm)


def serving(model: keras.Model) -> keras.Model:
    """The network as it answers: the picture and its mirror image, feature maps
    averaged, so that pooling, head and Grad-CAM go on as for one picture."""
    image = keras.Input(model.input.shape[1:], dtype="uint8", name="image")
    mapped = keras.Model(model.input, model.output[FEATURES])
    both = keras.ops.concatenate([image, image[:, :, ::-1]], axis=0)
    maps = mapped(both, training=False)
    there, back = keras.ops.unstack(keras.ops.reshape(maps, (2, -1, *maps.shape[1:])))
    x = layers.Average(name=FEATURES)([there, back[:, :, ::-1]])
    embedding = logits = model.get_layer(EMBEDDING)(x)
    for layer in head_layers(model):
        logits = layer(logits)
    return keras.Model(image, {LOGITS: logits, EMBEDDING: embedding, FEATURES: x})


def head_layers(model: keras.Model) -> list[keras.layers.Dense]:
    """The dense layers after pooling, in order."""
    return [model.get_layer(name) for name in HEAD]
