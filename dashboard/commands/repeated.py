"""One recipe with several seeds: each is trained, measured and kept in a file, so that
an interrupted call goes on. Nothing is published."""

import hashlib
import json
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from dashboard import atomic
from dashboard.commands import training
from dashboard.data.fashion_mnist import Dataset
from dashboard.data.feature_cache import FeatureCache
from dashboard.errors import RunError
from dashboard.jobs import lock
from dashboard.recipe import Recipe
from dashboard.settings import Settings

FORMAT = 1  # part of every key: raise it when a result holds or means something else
BATCH = 250


class Quiet:
    """A watcher of a training that tells nobody."""

    def report(self, kind: str, **values) -> None:
        """Forget it."""

    def stop_asked(self) -> bool:
        """Never; an interrupted training goes on after its last whole epoch."""
        return False

    def keep_asked(self) -> bool:
        """Never."""
        return False


class Repeats:
    """The results of one recipe on one dataset, by seed."""

    def __init__(self, settings: Settings, recipe: Recipe, data: Dataset):
        # the seed is what differs
        same = [FORMAT, recipe.with_(seed=0).to_dict(), data.sha256]
        digest = hashlib.sha256(json.dumps(same, sort_keys=True).encode())
        self.folder = settings.repeats / digest.hexdigest()[:16]
        self._cache, self._recipe, self._data = settings.features, recipe, data

    def results(self) -> list[dict[str, Any]]:
        """What was measured so far, by seed."""
        files = self.folder.glob("[0-9]*.json")
        found = [json.loads(file.read_text(encoding="utf-8")) for file in files]
        return sorted(found, key=lambda result: result["seed"])

    def measure(self, seed: int, watcher) -> dict[str, Any]:
        """The result of a seed, measured now if it is not there."""
        path = self.folder / f"{seed}.json"
        if path.exists():
            return json.loads(path.read_text(encoding="utf-8"))
        files = SimpleNamespace(
            best_file=self.folder / f"{seed}.npz",
            state_file=self.folder / f"{seed}.state",
        )
        cache = FeatureCache(self._cache)
        recipe = self._recipe.with_(seed=seed)
        found = trained_and_measured(recipe, self._data, watcher, files, cache)
        atomic.write_json(path, {"seed": seed, **found})
        for left_over in self.folder.glob(f"{seed}.[ns]*"):
            left_over.unlink()
        return json.loads(path.read_text(encoding="utf-8"))

    @contextmanager
    def held(self):
        """Be the only process that measures this recipe.

        Raises:
            RunError: another one does.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        mine = lock.acquire(self.folder / "lock")
        if mine is None:
            raise RunError(
                "Expected nobody to repeat this recipe. Received: another process "
                f"that does, in {self.folder}. Wait for it."
            )
        with mine:
            yield


def trained_and_measured(
    recipe: Recipe, data: Dataset, watcher, files, cache: FeatureCache
) -> dict[str, Any]:
    """Train as `train` does, and measure what would be published."""
    trained, backend = training.train(recipe, data, watcher, files, None, cache)
    begun = time.monotonic()
    answers = _answers(trained.model, recipe.mirror)
    held = data.validation_index
    return {
        "validation_accuracy": _accuracy(
            answers, data.train_images[held], data.train_labels[held]
        ),
        "test_accuracy": _accuracy(answers, data.test_images, data.test_labels),
        "best_epoch": trained.best_epoch,
        "training_seconds": round(trained.seconds, 1),
        "measuring_seconds": round(time.monotonic() - begun, 1),
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        **backend,
    }


def _answers(model, mirror: bool) -> Callable[[np.ndarray], np.ndarray]:
    """The network as it would be served, with weights of float16."""
    from dashboard.ml import checkpoint, network

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "weights.npz"
        checkpoint.save(model, path, "float16")
        checkpoint.load(model, path)
    serving = network.serving(model, mirror)
    return lambda images: serving.predict(images, batch_size=BATCH, verbose=0)["logits"]


def _accuracy(answers, images: np.ndarray, labels: np.ndarray) -> float:
    return float((answers(images).argmax(1) == labels).mean())
