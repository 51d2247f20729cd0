"""A training recipe: every setting that decides what a run learns.

Free of Keras: the form, the queue and the command line check a recipe here before any
training process starts.
"""

from dataclasses import asdict, dataclass, replace
from typing import Any

from dashboard import limits
from dashboard.backbones import BACKBONES
from dashboard.errors import RecipeError
from dashboard.limits import (
    ALL_LAYERS,
    LIMITS,
    check_choice,
    check_number,
    check_teacher,
)


@dataclass(frozen=True)
class Recipe:
    """Settings of one training run; the defaults suit EfficientNet-Lite0 on two cores.

    Attributes:
        taps: how many of the backbone's depths, from below, make up the features, as
            maps on one grid; what lies above is cut off. 0 is the top map, averaged.
        cached_views: compute what is frozen once for that many views of each training
            image, the first as it is and the others augmented, and train on those. 0
            is augmenting and computing anew in each epoch.
        small_epochs: how many of `epochs`, the first ones, run at small_image_size,
            which costs less; only later ones can be kept and published.
        unfrozen_layers: how many layers, counted from the top, learn in the second
            phase; ALL_LAYERS for every one.
        train_batch_norm: let unfrozen batch normalisation keep learning its statistics.
        mixing: each batch mixed with itself: mixup blends pictures in pairs, cutmix
            puts a piece of one into another; labels are shared out alike.
        teacher: a version, "NAME/NUMBER", whose probabilities for the training images
            are learned beside their labels; "" is none.
        teacher_share: of the teacher in what is learned.
        ema: momentum of a moving average of the weights; the average is validated, kept
            and published. 0 is off.
        patience: epochs without a better validation accuracy before stopping; 0 is off.
        mirror: serve the average over image and mirror image, at twice the time.
        share: part of the 55,000 training images to use, each class alike.
        corrections: learn from people's corrections too, but for those held out.
    """

    backbone: str = "efficientnet-lite0"
    weights: str = "imagenet"
    image_size: int = 64
    taps: int = 0
    cached_views: int = 0
    head_epochs: int = 1
    epochs: int = 8
    small_epochs: int = 0
    small_image_size: int = 0
    batch_size: int = 64
    optimizer: str = "adamw"
    schedule: str = "cosine"
    learning_rate: float = 1.2e-3
    head_learning_rate: float = 1e-3
    weight_decay: float = 2e-2
    label_smoothing: float = 0.0
    dropout: float = 0.2
    unfrozen_layers: int = ALL_LAYERS
    train_batch_norm: bool = True
    augmentation: str = "strong"
    mixing: str = "none"
    teacher: str = ""
    teacher_share: float = 0.7
    ema: float = 0.0
    patience: int = 3
    mirror: bool = False
    share: float = 1.0
    corrections: bool = False
    seed: int = 1

    def __post_init__(self):
        check_choice("backbone", self.backbone, tuple(BACKBONES))
        backbone = BACKBONES[self.backbone]
        check_choice("weights", self.weights, backbone.weights)
        check_choice("schedule", self.schedule, limits.SCHEDULES)
        check_choice("optimizer", self.optimizer, limits.OPTIMIZERS)
        check_choice("augmentation", self.augmentation, limits.AUGMENTATIONS)
        check_choice("mixing", self.mixing, limits.MIXINGS)
        check_number("image_size", self.image_size, *backbone.sizes, "image size")
        check_teacher(self.teacher)
        for name, limit in LIMITS.items():
            check_number(name, getattr(self, name), *limit)
        if self.epochs + self.head_epochs == 0:
            raise RecipeError(
                "Expected at least one epoch in one of the two phases. Received: "
                "head_epochs=0, epochs=0. Set one of them to 1 or more."
            )
        self._check_taps(len(backbone.taps))
        if self.small_epochs or self.small_image_size:
            self._check_small(backbone.sizes[0])

    def _check_taps(self, most: int) -> None:
        if self.taps > most:
            raise RecipeError(
                f"Expected taps from 0 to {most} for {self.backbone}. Received: taps="
                f"{self.taps}. Choose fewer."
            )
        if self.cached_views and self.mixing != "none":
            raise RecipeError(
                "Expected mixing=none with cached_views. Received: "
                f"mixing={self.mixing}, cached_views={self.cached_views}. Choose one "
                "of the two."
            )

    def _check_small(self, lowest: int) -> None:
        size = f"small_image_size={self.small_image_size}"
        if self.backbone in limits.FIXED_SIZE:
            raise RecipeError(
                f"Expected no small image size for {self.backbone}, whose weights fit "
                f"one size only. Received: {size}. Set small_epochs and "
                "small_image_size to 0."
            )
        if not lowest <= self.small_image_size < self.image_size:
            raise RecipeError(
                f"Expected a small image size of at least {lowest} and less than "
                f"image_size={self.image_size}. Received: {size}. Choose such a size, "
                "or set small_epochs and small_image_size to 0."
            )
        if not 0 < self.small_epochs < self.epochs:
            raise RecipeError(
                "Expected at least one epoch at each of two image sizes. Received: "
                f"small_epochs={self.small_epochs}, epochs={self.epochs}. Choose fewer "
                "or more of them."
            )

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Recipe":
        """Build from JSON values; numbers may come as text.

        Raises:
            RecipeError: an unknown field, a wrong type or a value out of range.
        """
        return limits.read(cls, values)

    def to_dict(self) -> dict[str, Any]:
        """All settings as JSON values."""
        return asdict(self)

    def with_(self, **changes: Any) -> "Recipe":
        """A copy with some settings changed, checked again."""
        return replace(self, **changes)
