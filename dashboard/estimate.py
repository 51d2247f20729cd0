"""How long a training will take, before it begins; a run then tells its own time."""

from dashboard.backbones import BACKBONES
from dashboard.limits import ALL_LAYERS
from dashboard.photo_lesson import PhotoLesson
from dashboard.recipe import Recipe

TRAINING_IMAGES, VALIDATION_IMAGES, TEST_IMAGES = 55_000, 5_000, 10_000
FORWARD = 5.0  # a forward pass against a full training step, measured on two cores
TAPPED = 2.0  # EfficientNet-Lite0 cut off above its third tap: 98 against 50 images/s
CACHED_HEAD_RATE = 15_000.0  # images a second of a head on cached features
CACHED_TAIL = 3.0  # the last layers on cached features, against the whole network
START_SECONDS = 25.0  # importing TensorFlow, building and compiling both phases
SQUARE_RATE = 45.0  # photographs a second through the whole network, mirrored
LESSON_PICTURES = 20  # corrections in a lesson, of which nobody knows here


def estimate(recipe: Recipe | PhotoLesson) -> float:
    """Seconds from the click to the published version, on two idle cores."""
    return sum(parts(recipe).values())


def trial(recipe: Recipe, features_there: bool) -> float:
    """Seconds of a trial, which is measured on validation images and not published.

    Args:
        features_there: an earlier trial has computed what is frozen.
    """
    found = parts(recipe, features_there)
    return sum(found.values()) - found["publish"]


def parts(
    recipe: Recipe | PhotoLesson, features_there: bool = False
) -> dict[str, float]:
    """The same, divided: seconds of "start", "head", "fine" and "publish"."""
    if isinstance(recipe, PhotoLesson):
        return _lesson(recipe)
    backbone = BACKBONES[recipe.backbone]
    # work grows with the area of the input
    rate = backbone.rate * (backbone.image_size / recipe.image_size) ** 2
    if recipe.taps:
        rate *= TAPPED
    images = recipe.share * TRAINING_IMAGES
    # an epoch at the small size costs as its area
    saved = 1 - (recipe.small_image_size / recipe.image_size) ** 2
    epochs = recipe.epochs - saved * recipe.small_epochs
    frozen = recipe.unfrozen_layers != ALL_LAYERS
    # frozen layers below save their backward pass, which is two thirds of the work
    fine_rate = 2 * rate if frozen else rate
    cached = recipe.unfrozen_layers if frozen else None
    return {
        "start": START_SECONDS,
        "head": _phase(
            recipe, recipe.head_epochs, images, FORWARD * rate, rate, 0, features_there
        ),
        "fine": _phase(recipe, epochs, images, fine_rate, rate, cached, features_there),
        "publish": (VALIDATION_IMAGES + TEST_IMAGES) / (FORWARD * rate),
    }


def fine_in_head_epochs(recipe: Recipe) -> float:
    """The second phase's work, in epochs of the first; so a training in its first
    phase tells by its own speed how long all of it takes."""
    if not recipe.head_epochs:
        return 0.0
    done = parts(recipe, features_there=True)
    # with nothing unfrozen the second phase reads the features of the first
    fine = parts(recipe, features_there=not recipe.unfrozen_layers)["fine"]
    return fine * recipe.head_epochs / done["head"]


def _lesson(lesson: PhotoLesson) -> dict[str, float]:
    """Its pictures go through the network once; a head alone costs next to nothing."""
    squares = lesson.dressed + LESSON_PICTURES * (lesson.copies + 1)
    return {
        "start": START_SECONDS,
        "head": squares / SQUARE_RATE,
        "fine": 0.0,
        "publish": (VALIDATION_IMAGES + TEST_IMAGES) / SQUARE_RATE,
    }


def _phase(recipe, epochs, images, live, rate, unfrozen: int | None, there: bool):
    """Seconds of `epochs`, at `live` images a second unless they go through the cache.

    Args:
        unfrozen: layers that learn above the cached ones; None when all layers learn.
        there: the cache holds what is frozen.
    """
    if not epochs:
        return 0.0
    if not recipe.cached_views or unfrozen is None:
        return epochs * (images / live + VALIDATION_IMAGES / (FORWARD * rate))
    once = (recipe.cached_views * images + VALIDATION_IMAGES) / (FORWARD * rate)
    each = CACHED_TAIL * live if unfrozen else CACHED_HEAD_RATE
    return (0.0 if there else once) + epochs * (images + VALIDATION_IMAGES) / each


def span(seconds: float) -> str:
    """A duration as a person says it: "a few seconds", "40 seconds", "2.5 hours"."""
    if seconds < 10:
        return "a few seconds"
    if seconds < 90:
        return f"{round(seconds, -1):.0f} seconds"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} minutes"
    return f"{seconds / 3600:.1f} hours"
