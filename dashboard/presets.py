"""Recipes with a name: the best known settings of each backbone, and reproductions."""

from dashboard.backbones import BACKBONES
from dashboard.limits import check_choice
from dashboard.preset_recipes import PRESETS, SPECIAL
from dashboard.recipe import Recipe


def defaults(backbone: str) -> Recipe:
    """Sane settings for a backbone: its preset's where it has one.

    Raises:
        RecipeError: there is no such backbone.
    """
    check_choice("backbone", backbone, tuple(BACKBONES))
    facts = BACKBONES[backbone]
    weights = facts.ready_weights()
    for name in (name for name in PRESETS if name not in SPECIAL):
        found = preset(name)
        # one from nothing is not the best where ImageNet weights are at hand, and one
        # with two image sizes cannot be changed in a form that shows one
        fits = (found.backbone, found.weights) == (backbone, weights)
        if fits and not found.small_epochs:
            return found.with_(teacher="")  # which may not be in this store
    return Recipe(
        backbone=backbone,
        weights=weights,
        image_size=facts.image_size,
        learning_rate=facts.learning_rate,
        # a head on random features learns nothing worth keeping
        head_epochs=0 if weights == "none" else 1,
    )


def preset(name: str) -> Recipe:
    """The recipe that a shipped version was trained with.

    Raises:
        RecipeError: there is no such preset.
    """
    check_choice("preset", name, tuple(PRESETS))
    return Recipe.from_dict(PRESETS[name])


def base(name: str) -> Recipe:
    """What a choice on the Train page begins with: a backbone or a special preset.

    Raises:
        RecipeError: there is neither.
    """
    return preset(name) if name in SPECIAL else defaults(name)
