"""What a version for photographs is taught from corrections with: the settings of a
lesson, in the place of a recipe. Free of Keras, as `dashboard.recipe` is.

A lesson starts from a version's own weights and changes its head alone.
"""

from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from dashboard import limits
from dashboard.errors import RecipeError
from dashboard.limits import LIMITS, check_choice, check_number

BACKBONE = "photographs"  # what manifests of versions for photographs say
COPIES, DRESSED = (1, 64), (100, 10_000)


@dataclass(frozen=True)
class PhotoLesson:
    """Settings of one lesson; the defaults are what docs/photos.md measures.

    Attributes:
        copies: changed copies of each corrected picture, beside the picture itself.
        dressed: dressed-up Fashion-MNIST images whose answers shall stay as they are,
            beside what the version remembers of photographs.
        remember: what staying so counts in the loss beside learning the corrections.
        corrections: always; it says so where recipes are read.
    """

    backbone: str = BACKBONE
    head_epochs: int = 8
    learning_rate: float = 1e-4
    copies: int = 12
    dressed: int = 1_000
    remember: float = 20.0
    corrections: bool = True
    seed: int = 1

    # pages and the line count the epochs of both phases
    epochs: ClassVar[int] = 0

    def __post_init__(self):
        check_choice("backbone", self.backbone, (BACKBONE,))
        for name in ("head_epochs", "learning_rate", "seed"):
            check_number(name, getattr(self, name), *LIMITS[name])
        check_number("copies", self.copies, *COPIES, "copies of each picture")
        check_number("dressed", self.dressed, *DRESSED, "dressed-up images")
        check_number("remember", self.remember, 0.0, 100.0, "weight of remembering")
        if not self.head_epochs or not self.corrections:
            raise RecipeError(
                "Expected a lesson of at least one epoch that learns from corrections. "
                f"Received: head_epochs={self.head_epochs}, corrections="
                f"{self.corrections}. Leave these settings as they are."
            )

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "PhotoLesson":
        """Build from JSON values; numbers may come as text.

        Raises:
            RecipeError: an unknown field, a wrong type or a value out of range.
        """
        return limits.read(cls, values)

    def to_dict(self) -> dict[str, Any]:
        """All settings as JSON values."""
        return asdict(self)
