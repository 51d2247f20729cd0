"""In which parts a recipe is trained: a phase is frozen or not, a stage of it has one
image size. How a stage is trained is not known here."""

from dataclasses import dataclass, replace

from dashboard.estimate import fine_in_head_epochs
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
        later: work of the training after this stage, in epochs of this one's cost.
    """

    phase: str
    image_size: int
    first: int
    last: int
    epochs: int
    epoch_before: int = 0
    small: bool = False
    later: float = 0.0

    def alone(self, recipe: Recipe) -> Recipe:
        """The recipe as if this stage's size were the only one."""
        size = self.image_size
        return recipe.with_(image_size=size, small_epochs=0, small_image_size=0)


def stages(recipe: Recipe) -> list[Stage]:
    """All of them in order."""
    size, small = recipe.image_size, recipe.small_image_size
    head, fine, few = recipe.head_epochs, recipe.epochs, recipe.small_epochs
    later = (fine - few) * (size / small) ** 2 if small else 0.0
    made = [
        Stage("head", size, 0, head, head, later=fine_in_head_epochs(recipe)),
        Stage("fine", small, 0, few, fine, head, True, later),
        Stage("fine", size, few, fine, fine, head),
    ]
    return [stage for stage in made if stage.first < stage.last]


def remaining(recipe: Recipe, history: list[dict], over: bool) -> list[Stage]:
    """What is left after the epochs of `history`.

    Args:
        over: the phase of the last epoch was ended by early stopping.
    """
    if not history:
        return stages(recipe)
    phase = history[-1]["phase"]
    done = sum(row["phase"] == phase for row in history)
    if over:
        done = recipe.head_epochs if phase == "head" else recipe.epochs
    left = []
    for stage in stages(recipe):
        if stage.phase == phase:
            stage = replace(stage, first=max(stage.first, done))
        elif phase == "fine":  # the head was before it
            continue
        if stage.first < stage.last:
            left.append(stage)
    return left
