"""Accuracies that others published for Fashion-MNIST, each with its source.

None was measured here. Splits, augmentation, how an epoch was chosen and whether the
test images took part in choosing differ from ours and from one another.
"""

from dataclasses import dataclass

README = "https://github.com/zalandoresearch/fashion-mnist"
CAUTION = (
    "Measured by others under other conditions: different preprocessing and training, "
    "and not always a test set that chose nothing. The authors of Fashion-MNIST say of "
    "the list in their README that they have not tested these results."
)


@dataclass(frozen=True)
class Anchor:
    """One published figure.

    Attributes:
        accuracy: on test images, 0 to 1.
        source: an address.
        note: what to know about it; empty when the source says all there is.
    """

    name: str
    accuracy: float
    source: str
    note: str = ""


ANCHORS = (
    Anchor(
        "Fine-tuned DARTS",
        0.9691,
        "https://www.wizwand.com/paper/68fa68ba1e209131cea1dcd5",
        "the highest credible figure found",
    ),
    Anchor("WRN40-4, 8.9 M parameters", 0.967, README, "reported by a submitter"),
    Anchor(
        "WRN40-4, FMix, EMA, label smoothing",
        0.9644,
        "https://github.com/Liang-yc/fn_playground",
        "600 to 900 epochs; 96.69 % at its best epoch, which test images chose",
    ),
    Anchor("WRN-28-10 with random erasing", 0.963, README),
    Anchor("DenseNet-BC, 768 k parameters", 0.954, README),
    Anchor(
        "ViT-B/16, ImageNet-21k, fine-tuned",
        0.9504,
        "https://huggingface.co/Kankanaghosh/vit-fashion-mnist",
        "4 epochs; the card does not say on which images",
    ),
    Anchor("MobileNet", 0.95, README, "flips only"),
    Anchor("ResNet18", 0.949, README),
    Anchor("Google AutoML", 0.939, README, "24 hours of computing"),
    Anchor(
        "Four-convolution CNN",
        0.9352,
        "https://github.com/khanhnamle1994/fashion-mnist",
        "the same notebook's VGG19 transfer reached 76.64 %",
    ),
    Anchor("VGG16, 26 M parameters", 0.935, README),
    Anchor(
        "LeNet5, average of ten",
        0.932,
        "https://github.com/google/uncertainty-baselines/tree/main/baselines/mnist",
        "ECE 0.010, NLL 0.200; a single one 91.0 %",
    ),
    Anchor("ResNet50, fine-tuned with fastai", 0.9312, README),
    Anchor(
        "Small CNN",
        0.9256,
        "https://github.com/umbertogriffo/fashion-mnist-cnn-keras",
        "92.36 % +- 0.12 in five-fold cross-validation",
    ),
    Anchor(
        "People without training in fashion",
        0.835,
        README,
        "1,000 test images, majority of three",
    ),
)
