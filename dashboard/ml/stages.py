"""In which parts a recipe is trained: a phase is frozen or not, a stage of it has one
image size. How a stage is trained is not known here."""

from dataclasses import dataclass

from dashboard.recipe import Recipe


@dataclass(frozen=True)
class Stage:
    """Epochs in a row at one image size.

    Attributes:
        phase: "head" (backbone frozen) or "fine" (layers unfrozen).
        first, last: which epochs of the phase, counted from 0, `last` excluded.
        epochs: of the whole phase; the learning rate's schedule goes over all of them.
        epoch_before: epochs of earlier phases, which shuffling counts too.
        small: not at the size that is served, so no epoch of it can be kept.
        later: work of the phase after this stage, in epochs of this one's cost.
    """

    phase: str
    image_size: int
    first: int
    last: int
    epochs: int
    epoch_before: int = 0
    small: bool = False
    later: float = 0.0


def stages(recipe: Recipe) -> list[Stage]:
    """All of them in order."""
    size, small = recipe.image_size, recipe.small_image_size
    head, fine, few = recipe.head_epochs, recipe.epochs, recipe.small_epochs
    later = (fine - few) * (size / small) ** 2 if small else 0.0
    made = [
        Stage("head", size, 0, head, head),
        Stage("fine", small, 0, few, fine, head, True, later),
        Stage("fine", size, few, fine, fine, head),
    ]
    return [stage for stage in made if stage.first < stage.last]
