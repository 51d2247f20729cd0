"""How pictures are normalised for networks that were trained on ImageNet."""

from keras import layers

# of pixels from 0 to 1; red, green, blue
MEANS = (0.485, 0.456, 0.406)
DEVIATIONS = (0.229, 0.224, 0.225)


def scale(largest: float) -> layers.Rescaling:
    """A layer that takes pixels from 0 to `largest` to mean 0 and deviation 1."""
    return layers.Rescaling(
        [1 / (largest * deviation) for deviation in DEVIATIONS],
        offset=[-m / d for m, d in zip(MEANS, DEVIATIONS, strict=True)],
        name="scale",
    )
