"""The catalogue of networks: what can be trained and with which weights.

Free of Keras, so that forms and checks can read it; the network itself is built by the
function that `builder` names. A new backbone is one file and one entry here.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Backbone:
    """One network family member.

    Attributes:
        title: its name on pages.
        builder: "module:function"; builds the network up to the feature map.
        weights: what it can start from, the default first.
        image_size: default side of the square input, in pixels.
        sizes: smallest and largest side it accepts.
        rate: rough training images a second at `image_size` with every layer trained,
            2 cores; the start of a time estimate, replaced by what a run measures.
        learning_rate: peak learning rate that suits it with every layer trained.
    """

    title: str
    builder: str
    weights: tuple[str, ...]
    image_size: int
    sizes: tuple[int, int]
    rate: float
    learning_rate: float


BACKBONES: dict[str, Backbone] = {
    "cnn": Backbone(
        title="CNN (three convolutions)",
        builder="dashboard.ml.backbones.cnn:features",
        weights=("none",),
        image_size=28,
        sizes=(28, 64),
        rate=500.0,
        learning_rate=3e-3,
    ),
    "efficientnet-lite0": Backbone(
        title="EfficientNet-Lite0",
        builder="dashboard.ml.backbones.efficientnet:features",
        weights=("imagenet", "none"),
        image_size=64,
        sizes=(32, 224),
        rate=150.0,
        learning_rate=1.2e-3,
    ),
}
