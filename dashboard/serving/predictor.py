"""From prepared pictures to answers, for one version; and the loaded versions."""

import threading
import time
from dataclasses import dataclass

import numpy as np

from dashboard.labels import LABELS
from dashboard.serving import heads, session, verdict
from dashboard.store import operating_points
from dashboard.store.version import Version
from dashboard.store.versions import ModelStore

KEPT = 6  # loaded versions a process keeps; the least recently used goes


@dataclass(frozen=True)
class Answer:
    """What one version says about one image.

    Attributes:
        name, number: the version.
        logits: float32 [10].
        probabilities: float32 [10], softmax of logits over the version's temperature.
        embedding: float32 [d].
        features: float32 [h, w, c], the map that Grad-CAM weighs.
        verdict: "sure", "unsure" or "none".
        candidates: labels that the verdict leaves, the likeliest first.
        milliseconds: this image's share of the graph's running time.
    """

    name: str
    number: int
    logits: np.ndarray
    probabilities: np.ndarray
    embedding: np.ndarray
    features: np.ndarray
    verdict: str
    candidates: tuple[str, ...]
    milliseconds: float

    @property
    def label(self) -> str:
        return LABELS[int(self.probabilities.argmax())]

    @property
    def confidence(self) -> float:
        return float(self.probabilities.max())


class Predictor:
    """A loaded version.

    Raises:
        StoreError: its files do not match their hashes or do not form a graph.
    """

    def __init__(self, version: Version):
        version.verify()
        self.version = version
        self._session = session.load(version.file("model.onnx"))
        self.members = heads.read(version)
        # of the square in colour that the graph takes; None for 28x28
        self.side = session.side(self._session)

    def predict(self, images: np.ndarray) -> list[Answer]:
        """Answer for each image, in order.

        Args:
            images: uint8 [n, 28, 28], or uint8 [n, side, side, 3] for a version that
                sees photographs; such a one enlarges 28x28 images itself.
        """
        begun = time.perf_counter()
        logits, embedding, features = session.run(self._session, images)
        each = (time.perf_counter() - begun) * 1000 / max(1, len(images))
        name, number = self.version.name, self.version.number
        temperature = self.version.manifest["temperature"]
        thresholds = operating_points.verdict(self.version)
        answers = []
        for row in range(len(images)):
            probabilities, kind, candidates = verdict.judge(
                logits[row], temperature, thresholds
            )
            answers.append(
                Answer(
                    name=name,
                    number=number,
                    logits=logits[row],
                    probabilities=probabilities,
                    embedding=embedding[row],
                    features=features[row],
                    verdict=kind,
                    candidates=candidates,
                    milliseconds=each,
                )
            )
        return answers


class Predictors:
    """Versions loaded by this process, each once; safe to use from many threads."""

    def __init__(self, store: ModelStore):
        self.store = store
        self._lock = threading.Lock()
        self._loaded: dict[str, Predictor] = {}

    def get(self, ref: str | None = None) -> Predictor:
        """The predictor of "name", "name/3" or the champion.

        Raises:
            NotFoundError: there is no such version.
            StoreError: the version is damaged.
        """
        version = self.store.resolve(ref)
        with self._lock:
            # the time is part of the key: a store restored in place is another version
            key = f"{version.ref}@{version.manifest['created_at']}"
            predictor = self._loaded.pop(key, None) or Predictor(version)
            self._loaded[key] = predictor
            while len(self._loaded) > KEPT:
                self._loaded.pop(next(iter(self._loaded)))
            return predictor
