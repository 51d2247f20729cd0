"""One correction: what a model said about a picture, and what a person says it is.

How it lies on disk is folder.py; what a training does with it is learning.py.
"""

import hashlib
import re
from dataclasses import asdict, dataclass, fields
from typing import Any

import numpy as np

from dashboard.errors import CorrectionError
from dashboard.labels import LABELS

ID = re.compile(r"[0-9a-f]{16}")
NONE_OF_THE_TEN = "None of the ten"
CHOICES = (*LABELS, NONE_OF_THE_TEN)
VERSION = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}/[1-9][0-9]{0,8}")
LONGEST_NOTE = 500
MOST_STEPS, LONGEST_STEP = 20, 500
HELD_OUT_ONE_IN = 5


@dataclass(frozen=True)
class Correction:
    """What is known of one picture beside its pixels.

    Attributes:
        id: by the pixels the model saw, so that one picture has one correction.
        label: what the person says it is, one of CHOICES.
        answer: what the version said, one of the ten labels.
        version: the version that said so, "name/number".
        steps: how the 28x28 pixels were made of the picture, in sentences.
        saved_at: ISO time, UTC, of the first saving.
        in_dataset: its pixels are a test or validation image, so it is never learned
            from.
        photograph: the version that answered sees photographs. Who was wrong learns: it
            teaches versions of that kind, and no other.
    """

    id: str
    label: str
    answer: str
    version: str
    steps: tuple[str, ...]
    saved_at: str
    note: str = ""
    in_dataset: bool = False
    photograph: bool = False

    def __post_init__(self):
        check_id(self.id)
        check_label(self.label)
        _check("an answer among the ten labels", "answer", self.answer in LABELS, self)
        _check(
            'a version such as "shoes/3"',
            "version",
            isinstance(self.version, str) and bool(VERSION.fullmatch(self.version)),
            self,
        )
        short = isinstance(self.note, str) and len(self.note) <= LONGEST_NOTE
        _check(f"a note of at most {LONGEST_NOTE} characters", "note", short, self)
        _check("sentences", "steps", _are_sentences(self.steps), self)
        _check("a time", "saved_at", isinstance(self.saved_at, str), self)
        for name in ("in_dataset", "photograph"):
            _check("yes or no", name, isinstance(getattr(self, name), bool), self)

    @property
    def of_the_ten(self) -> bool:
        """Whether its label is a class that a model can learn."""
        return self.label != NONE_OF_THE_TEN

    @property
    def usable(self) -> bool:
        """Whether a training may learn from it or be measured on it.

        Only versions for photographs learn what none of the ten looks like.
        """
        return (self.of_the_ten or self.photograph) and not self.in_dataset

    @property
    def held_out(self) -> bool:
        """Whether it measures versions instead of teaching them; never both."""
        # by the id alone: relabelling or other corrections do not change it
        digest = hashlib.sha256(self.id.encode()).digest()
        return int.from_bytes(digest[:8]) % HELD_OUT_ONE_IN == 0

    def to_dict(self) -> dict[str, Any]:
        """For entry.json."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Any) -> "Correction":
        """From entry.json.

        Raises:
            CorrectionError: something is missing or not what it should be.
        """
        try:
            values = {"photograph": _photograph_by_name(values["version"]), **values}
            known = {field.name: values[field.name] for field in fields(cls)}
            return cls(**{**known, "steps": tuple(known["steps"])})
        except (KeyError, TypeError) as error:
            raise CorrectionError(
                f"Expected the facts of a correction. Received: {error!r}. Delete the "
                "correction's folder, or restore it."
            ) from error


def id_of(pixels: np.ndarray) -> str:
    """The id of a picture by what the model sees of it, uint8 [28, 28]."""
    return hashlib.sha256(np.ascontiguousarray(pixels).tobytes()).hexdigest()[:16]


def check_id(value: Any) -> str:
    """Return `value` if it can stand in a path.

    Raises:
        CorrectionError: it is no id.
    """
    if not isinstance(value, str) or not ID.fullmatch(value):
        raise CorrectionError(
            "Expected the id of a correction, 16 digits of 0-9 and a-f. Received: "
            f"id={value!r}. Choose one on the Corrections page."
        )
    return value


def check_label(value: Any) -> str:
    """Return `value` if a person can choose it.

    Raises:
        CorrectionError: it is none of CHOICES.
    """
    if value not in CHOICES:
        raise CorrectionError(
            f"Expected one of {', '.join(CHOICES)}. Received: label={value!r}. Choose "
            "one of them, then save."
        )
    return value


def _photograph_by_name(version: Any) -> bool:
    """For an entry that was stored before it said so."""
    return str(version).startswith("photographs/")


def _are_sentences(steps: Any) -> bool:
    return len(steps) <= MOST_STEPS and all(
        isinstance(step, str) and len(step) <= LONGEST_STEP for step in steps
    )


def _check(expected: str, name: str, holds: bool, entry: Correction) -> None:
    if not holds:
        raise CorrectionError(
            f"Expected {expected}. Received: {name}={getattr(entry, name)!r}. Reload "
            "the page and try again."
        )
