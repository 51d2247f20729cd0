"""One picture and its answer as a card on the Predict page."""

import numpy as np
from dash import dcc, html
from PIL import Image

from dashboard.components import pictures
from dashboard.components.intake import Picture
from dashboard.figures.confidence import confidence_figure, probability_text
from dashboard.serving.predictor import Answer

VERDICTS = {
    "sure": ("Sure", "success"),
    "unsure": ("Unsure", "warning"),
    "none": ("Probably none of the ten", "danger"),
}


def answer_card(picture: Picture, answer: Answer, cam: np.ndarray) -> html.Article:
    """The card.

    Args:
        cam: float32 [h, w], the Grad-CAM of the answer's label.
    """
    heat = pictures.heat(cam)
    return html.Article(
        [
            html.Div(
                [_original(picture, heat), _seen(picture, heat, cam.shape)],
                className="answer-pictures",
            ),
            html.Div(
                [
                    _headline(answer),
                    dcc.Graph(
                        figure=confidence_figure(answer.probabilities),
                        config={"displayModeBar": False},
                        className="confidence",
                    ),
                    _small_print(picture, answer),
                ],
                className="answer-words",
            ),
        ],
        className="answer card",
    )


def error_card(picture: Picture) -> html.Article:
    """The card of a file that could not be read."""
    return html.Article(
        html.Div(
            [html.Strong(picture.name), html.P(picture.error, className="mb-0")],
            className="alert alert-danger mb-0",
            role="alert",
        ),
        className="answer card",
    )


def _headline(answer: Answer) -> html.Div:
    words, colour = VERDICTS[answer.verdict]
    if answer.verdict == "unsure":
        words = f"Unsure: {' or '.join(answer.candidates)}"
    return html.Div(
        [
            html.H2(answer.label, className="answer-label"),
            html.Span(
                probability_text(answer.confidence), className="answer-confidence"
            ),
            html.Span(words, className=f"badge text-bg-{colour} verdict"),
        ],
        className="answer-headline",
    )


def _original(picture: Picture, heat: str) -> html.Figure:
    left, top, right, bottom = picture.frame
    place = {
        "left": f"{left:.3%}",
        "top": f"{top:.3%}",
        "width": f"{right - left:.3%}",
        "height": f"{bottom - top:.3%}",
    }
    return html.Figure(
        [
            html.Div(
                [
                    html.Img(src=picture.shown, alt=picture.name, className="original"),
                    html.Img(src=heat, alt="", className="heat", style=place),
                ],
                className="overlay",
            ),
            html.Figcaption(picture.name),
        ]
    )


def _seen(picture: Picture, heat: str, resolution: tuple[int, int]) -> html.Figure:
    grey = pictures.data_url(Image.fromarray(picture.pixels))
    height, width = resolution
    return html.Figure(
        [
            html.Div(
                [
                    html.Img(
                        src=grey,
                        alt="The 28x28 the model sees",
                        className="pixels seen",
                    ),
                    html.Img(src=heat, alt="", className="heat whole"),
                ],
                className="overlay",
            ),
            html.Figcaption(f"28x28 as seen; heat from {height}x{width} places"),
        ]
    )


def _small_print(picture: Picture, answer: Answer) -> html.Div:
    return html.Div(
        [
            html.Span(f"{answer.name}/{answer.number}", className="answer-model"),
            f" · {answer.milliseconds:.1f} ms",
            *([html.Br(), " ".join(picture.steps)] if picture.steps else []),
        ],
        className="small text-body-secondary",
    )
