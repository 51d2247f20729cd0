"""The right side of the Predict page and the strip of test images."""

import dash_bootstrap_components as dbc
import numpy as np
from dash import html

from dashboard import ids
from dashboard.components import pictures
from dashboard.components.answer import answer_card, error_card
from dashboard.components.correction_form import correction_form
from dashboard.components.intake import Picture
from dashboard.explain.members import grad_cam
from dashboard.labels import LABELS
from dashboard.serving import door
from dashboard.serving.predictor import Predictors


def answer_cards(
    predictors: Predictors, stored: list | None, model: str | None
) -> list:
    """A card per picture in order, or the hint that there is none yet.

    Raises:
        StoreError: the version is missing or damaged.
        UploadError: the browser's store does not hold pictures.
    """
    if not stored:
        return [
            html.Div(
                "The answer appears here. Try a test image on the left to begin.",
                className="hint text-body-secondary",
            )
        ]
    taken = [Picture.from_json(value) for value in stored]
    readable = [picture for picture in taken if not picture.error]
    if not readable:
        return [error_card(picture) for picture in taken]
    prepared = [picture.prepared() for picture in readable]
    given = door.answer(predictors, prepared, model)
    answers = iter(zip(prepared, given, strict=True))
    return [_card(place, picture, answers) for place, picture in enumerate(taken)]


def _card(place: int, picture: Picture, answers) -> html.Article:
    if picture.error:
        return error_card(picture)
    prepared, (predictor, answer) = next(answers)
    cam = grad_cam(answer.features, predictor.members, LABELS.index(answer.label))
    path = door.path(prepared, predictor)
    return answer_card(picture, answer, cam, path, correction_form(place, answer))


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
