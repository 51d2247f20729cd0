"""How long a training will take, before it begins; a run then tells its own time."""

from dashboard.backbones import BACKBONES
from dashboard.recipe import ALL_LAYERS, Recipe

TRAINING_IMAGES, VALIDATION_IMAGES, TEST_IMAGES = 55_000, 5_000, 10_000
FORWARD = 5.0  # a forward pass against a full training step, measured on two cores
START_SECONDS = 25.0  # importing TensorFlow, building and compiling both phases


def estimate(recipe: Recipe) -> float:
    """Seconds from the click to the published version, on two idle cores."""
    backbone = BACKBONES[recipe.backbone]
    # work grows with the area of the input
    rate = backbone.rate * (backbone.image_size / recipe.image_size) ** 2
    images = recipe.share * TRAINING_IMAGES
    # frozen layers below save their backward pass, which is two thirds of the work
    fine_rate = rate if recipe.unfrozen_layers == ALL_LAYERS else 2 * rate
    held_out = VALIDATION_IMAGES / (FORWARD * rate)
    head = recipe.head_epochs * (images / (FORWARD * rate) + held_out)
    # an epoch at the small size costs as its area
    saved = 1 - (recipe.small_image_size / recipe.image_size) ** 2
    epochs = recipe.epochs - saved * recipe.small_epochs
    fine = epochs * (images / fine_rate + held_out)
    publishing = (VALIDATION_IMAGES + TEST_IMAGES) / (FORWARD * rate)
    return START_SECONDS + head + fine + publishing


def span(seconds: float) -> str:
    """A duration as a person says it: "40 seconds", "12 minutes", "2.5 hours"."""
    if seconds < 90:
        return f"{round(seconds, -1):.0f} seconds"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} minutes"
    return f"{seconds / 3600:.1f} hours"
