"""A trained network built again from what its run kept."""

from pathlib import Path

from dashboard.ml import checkpoint, network
from dashboard.ml.train import Trained
from dashboard.recipe import Recipe


def restored(recipe: Recipe, best: Path, history: list[dict], epoch: int) -> Trained:
    """The network with the weights of its best epoch.

    Args:
        epoch: number of the row of `history` that `best` holds the weights of.

    Raises:
        StoreError: `best` is missing, damaged or of another recipe.
    """
    model = network.build(recipe, weights="none")
    checkpoint.load(model, best)
    return Trained(model, history, epoch)
