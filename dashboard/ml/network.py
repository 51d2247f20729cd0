"""From a recipe to a Keras network: preprocessing, backbone, head, in one flat graph.

The graph takes the dataset's own uint8 images, so training, export and serving cannot
disagree about preprocessing.
"""

from importlib import import_module

import keras
from keras import layers

from dashboard.backbones import BACKBONES
from dashboard.labels import CLASSES
from dashboard.limits import ALL_LAYERS
from dashboard.recipe import Recipe

HEAD = (256, 128)
FEATURES, EMBEDDING, LOGITS = "features", "embedding", "logits"
# side of the grid that maps of several depths are brought to; 4 keeps collars, sleeves
# and heels apart and divides the sides of common backbones
GRID, GRID_NORM = 4, "grid_norm"


def build(recipe: Recipe, weights: str | None = None) -> keras.Model:
    """Build the network of a recipe.

    Args:
        weights: what to start the backbone from; the recipe's choice when None.

    Returns:
        A functional model, uint8 [batch, 28, 28] to a dict of float32 `logits`
        [batch, 10], `embedding` [batch, d] and `features` [batch, h, w, d].

    Raises:
        WeightsError: the recipe's weights cannot be had.
    """
    module, function = BACKBONES[recipe.backbone].builder.split(":")
    backbone = getattr(import_module(module), function)
    image = keras.Input((28, 28), dtype="uint8", name="image")
    x = backbone(preprocess(image, recipe.image_size), weights or recipe.weights)
    pool = layers.GlobalAveragePooling2D
    if recipe.taps:
        taps = BACKBONES[recipe.backbone].taps[: recipe.taps]
        x, pool = grid(image, x, taps), layers.Flatten
    x = layers.Activation("linear", name=FEATURES)(x)
    embedding = pool(name=EMBEDDING)(x)
    logits = head(embedding, recipe.dropout)
    return keras.Model(
        image, {LOGITS: logits, EMBEDDING: embedding, FEATURES: x}, name="lookbook"
    )


def preprocess(image: keras.KerasTensor, size: int) -> keras.KerasTensor:
    """uint8 [batch, 28, 28] to float32 [batch, size, size, 3], values 0 to 255."""
    x = layers.Reshape((28, 28, 1), name="grey")(image)
    x = layers.Rescaling(1.0, dtype="float32", name="to_float")(x)
    if size != 28:
        x = layers.Resizing(size, size, interpolation="bilinear", name="resize")(x)
    return layers.Concatenate(name="three_channels")([x, x, x])


def grid(
    image: keras.KerasTensor, top: keras.KerasTensor, taps: tuple[str, ...]
) -> keras.KerasTensor:
    """Maps from several depths side by side, float32 [batch, GRID, GRID, channels].

    Larger maps are averaged over equal windows, smaller ones repeated. Layers above
    the highest tap fall away. The maps differ in scale, so they are normalised.

    Args:
        taps: names of the layers whose outputs are taken.
    """
    backbone = keras.Model(image, top)
    maps = []
    for name in taps:
        x = backbone.get_layer(name).output
        step = x.shape[1] // GRID
        if step == 0:
            x = layers.Resizing(GRID, GRID, "nearest", name=f"{name}_grid")(x)
        elif x.shape[1] > GRID:
            window = x.shape[1] - (GRID - 1) * step
            x = layers.AveragePooling2D(window, step, name=f"{name}_grid")(x)
        maps.append(x)
    x = layers.Concatenate(name="grid")(maps) if len(maps) > 1 else maps[0]
    return layers.BatchNormalization(name=GRID_NORM)(x)


def head(embedding: keras.KerasTensor, dropout: float) -> keras.KerasTensor:
    """Dense 256, Dense 128, Dense 10 on the pooled features; logits [batch, 10]."""
    x = embedding
    for number, width in enumerate(HEAD, start=1):
        x = layers.Dropout(dropout, name=f"head_dropout{number}")(x)
        x = layers.Dense(width, "relu", name=f"head_dense{number}")(x)
    return layers.Dense(CLASSES, name=LOGITS)(x)


def serving(model: keras.Model, mirror: bool) -> keras.Model:
    """The network as it answers: in inference mode, with named outputs.

    Args:
        mirror: answer for the image and its mirror image together. Their feature maps
            are averaged, the second turned back, so that pooling, head and Grad-CAM
            go on as for one image.
    """
    image = keras.Input((28, 28), dtype="uint8", name="image")
    # training=False fixes batch normalisation to its statistics; without it Keras 3.15
    # exports a nested network as in training
    if not mirror:
        return keras.Model(image, model(image, training=False))
    mapped = keras.Model(model.input, model.output[FEATURES])
    # one pass over twice as many images is faster than two passes
    both = keras.ops.concatenate([image, image[:, :, ::-1]], axis=0)
    maps = mapped(both, training=False)
    there, back = keras.ops.unstack(keras.ops.reshape(maps, (2, -1, *maps.shape[1:])))
    x = layers.Average(name=FEATURES)([there, back[:, :, ::-1]])
    embedding = model.get_layer(EMBEDDING)(x)
    logits = embedding
    for layer in head_layers(model):
        logits = layer(logits)
    return keras.Model(image, {LOGITS: logits, EMBEDDING: embedding, FEATURES: x})


def head_layers(model: keras.Model) -> list[keras.layers.Dense]:
    """The dense layers after pooling, in order; Grad-CAM needs their weights."""
    names = [f"head_dense{number}" for number in range(1, len(HEAD) + 1)]
    return [model.get_layer(name) for name in (*names, LOGITS)]


def freeze(model: keras.Model, unfrozen: int, train_batch_norm: bool) -> None:
    """Choose which backbone layers learn; head and grid normalisation always do.

    Args:
        unfrozen: layers with weights to train, counted from the top of the backbone;
            ALL_LAYERS for every one.
        train_batch_norm: without it every batch normalisation keeps its statistics and
            runs as in inference.
    """
    top = {GRID_NORM, *(layer.name for layer in head_layers(model))}
    backbone = [la for la in model.layers if la.weights and la.name not in top]
    first = 0 if unfrozen == ALL_LAYERS else max(0, len(backbone) - unfrozen)
    for number, layer in enumerate(backbone):
        is_norm = isinstance(layer, layers.BatchNormalization)
        layer.trainable = number >= first and (train_batch_norm or not is_norm)
