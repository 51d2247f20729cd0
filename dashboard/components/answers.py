"""The right side of the Predict page and the strip of test images."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import dash_bootstrap_components as dbc
import numpy as np
from dash import html

from dashboard import ids
from dashboard.components import pictures
from dashboard.components.answer import answer_body, answer_card, error_card
from dashboard.components.answer_tools import checked, heat_tools
from dashboard.components.correction_form import correction_form, said_by
from dashboard.components.edit_form import edit_form
from dashboard.components.model_picker import NOBODY
from dashboard.components.nearest import nearest_box
from dashboard.components.picture import Picture
from dashboard.components.shown import edited, shown_answers
from dashboard.data.working_copies import WorkingCopies
from dashboard.errors import UploadError
from dashboard.labels import LABELS
from dashboard.serving.neighbours import Neighbours
from dashboard.serving.predictor import Predictors

KNOWN = f"The models know ten kinds of clothes: {', '.join(LABELS)}."


@dataclass(frozen=True)
class Asked:
    """Who is asked about the pictures of the page.

    Attributes:
        model: "name/number", or None or "auto" as in `door.predictor_for`.
        other: "name/number" of a version beside it; None or NOBODY for none.
        neighbours: nearest training images, where they are to be shown.
    """

    predictors: Predictors
    copies: WorkingCopies
    model: str | None
    other: str | None = None
    neighbours: Neighbours | None = None

    def all(self, taken: Sequence[Picture], labels: Sequence[Any]) -> list[tuple]:
        """(the answer, that of the other version or None) of every picture."""
        first = shown_answers(self.predictors, taken, self.model, labels)
        if self.other in (None, NOBODY):
            return [(shown, None) for shown in first]
        # both heats speak for the same class, or they could not be compared
        same = [shown.label for shown in first]
        second = shown_answers(self.predictors, taken, self.other, same)
        return list(zip(first, second, strict=True))

    def one(self, stored: Any, index: Any, edit: Any, label: Any) -> tuple:
        """The same for the picture at one place, with its correction by hand.

        Raises:
            UploadError: the page or the server lost the picture.
        """
        picture = edited(self.copies, picture_at(stored, index), edit)
        [pair] = self.all([picture], [label])
        return pair


def answer_cards(
    asked: Asked,
    stored: list | None,
    edits: Sequence[Any] = (),
    labels: Sequence[Any] = (),
) -> list:
    """A card per picture in order, or the hint that there is none yet.

    Args:
        edits, labels: what the cards held before, of each picture that could be read.

    Raises:
        StoreError: the version is missing or damaged.
        UploadError: the browser's store does not hold pictures.
    """
    if not stored:
        return [
            html.Div(
                [
                    html.P("The answer appears here. Click a test image to try it."),
                    html.P(KNOWN, className="small mb-0"),
                ],
                className="hint text-body-secondary",
            )
        ]
    taken = [Picture.from_json(value) for value in stored]
    readable = [picture for picture in taken if not picture.error]
    edits = [*edits, *[None] * len(readable)][: len(readable)]
    labels = [*labels, *[None] * len(readable)][: len(readable)]
    changed = [
        edited(asked.copies, *pair) for pair in zip(readable, edits, strict=True)
    ]
    parts = zip(asked.all(changed, labels), edits, labels, strict=True)
    return [
        error_card(picture)
        if picture.error
        else _card(asked, place, picture, *next(parts))
        for place, picture in enumerate(taken)
    ]


def body(asked: Asked, stored: Any, index: Any, edit: Any, label: Any) -> tuple:
    """One card anew: (its changing part, who said what for a correction).

    Raises:
        StoreError: a version is missing or damaged.
        UploadError: the page or the server lost the picture.
    """
    pair = asked.one(stored, index, edit, label)
    return _drawn(asked, index, pair), said_by(pair[0].answer)


def check(asked: Asked, stored: Any, index: Any, edit: Any, label: Any) -> str:
    """The deletion check of one card; raises as `body`."""
    shown, _ = asked.one(stored, index, edit, label)
    return checked(shown)


def picture_at(stored: Any, index: Any) -> Picture:
    """One of the pictures that PREDICT_PICTURES holds.

    Raises:
        UploadError: there is none, or it could not be read.
    """
    try:
        picture = Picture.from_json(stored[index])
    except (TypeError, IndexError, KeyError) as error:
        text = "The page lost its picture. Please choose it again."
        raise UploadError(text) from error
    if picture.error:
        raise UploadError(picture.error)
    return picture


def sample_strip(labels: np.ndarray, turn: int) -> list[dbc.Button]:
    """One test image of each class to click; each turn shows others."""
    return [
        dbc.Button(
            pictures.test_image(int(index), title=LABELS[label]),
            id={"type": ids.PREDICT_SAMPLE, "index": int(index)},
            color="link",
            className="p-0",
        )
        for label in range(len(LABELS))
        for index in [np.flatnonzero(labels == label)[turn % 1000]]
    ]


def _card(asked: Asked, place: int, picture: Picture, pair, edit, label):
    tools = [
        heat_tools(place, label),
        edit_form(place, picture, edit),
        correction_form(place, pair[0].answer),
    ]
    return answer_card(place, _drawn(asked, place, pair), tools)


def _drawn(asked: Asked, place: int, pair: tuple) -> list:
    """What is drawn anew with every change: the answer, and images like the picture."""
    if asked.neighbours is None:
        return answer_body(*pair)
    return [*answer_body(*pair), nearest_box(place, pair[0], asked.neighbours)]
