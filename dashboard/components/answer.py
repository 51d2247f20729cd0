"""One picture and its answer as a card on the Predict page."""

import numpy as np
from dash import dcc, html
from dash.development.base_component import Component
from PIL import Image

from dashboard.components import pictures
from dashboard.components.intake import Picture
from dashboard.figures.confidence import confidence_figure, probability_text
from dashboard.serving.door import DATASET, PHOTOGRAPH
from dashboard.serving.predictor import Answer

VERDICTS = {
    "sure": ("Sure", "success"),
    "unsure": ("Unsure", "warning"),
    "none": ("Probably none of the ten", "danger"),
}


def answer_card(
    picture: Picture,
    answer: Answer,
    cam: np.ndarray,
    path: str = DATASET,
    below: Component | None = None,
) -> html.Article:
    """The card.

    Args:
        cam: float32 [h, w], the Grad-CAM of the answer's label.
        path: `door.PHOTOGRAPH` when the version saw the square in colour.
        below: what stands under the answer.
    """
    heat, colour = pictures.heat(cam), path == PHOTOGRAPH
    frame = picture.square_frame if colour else picture.frame
    seen = _square(picture, heat, cam.shape) if colour else None
    return html.Article(
        [
            html.Div(
                [
                    _original(picture, heat, frame),
                    seen or _seen(picture, heat, cam.shape),
                ],
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
                    _small_print(
                        picture.square_steps if colour else picture.steps, answer
                    ),
                    below,
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


def _original(picture: Picture, heat: str, frame) -> html.Figure:
    left, top, right, bottom = frame
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
    image = html.Img(src=grey, alt="The 28x28 the model sees", className="pixels seen")
    return _under_heat(image, heat, "28x28", resolution)


def _square(picture: Picture, heat: str, resolution: tuple[int, int]) -> html.Figure:
    alt = "The square in colour that the model sees"
    image = html.Img(src=picture.square, alt=alt, className="seen")
    return _under_heat(image, heat, "In colour", resolution)


def _under_heat(image: html.Img, heat: str, form: str, resolution) -> html.Figure:
    height, width = resolution
    over = html.Img(src=heat, alt="", className="heat whole")
    words = f"{form} as seen; heat from {height}x{width} places"
    return html.Figure(
        [html.Div([image, over], className="overlay"), html.Figcaption(words)]
    )


def _small_print(steps: tuple[str, ...], answer: Answer) -> html.Div:
    return html.Div(
        [
            html.Span(f"{answer.name}/{answer.number}", className="answer-model"),
            f" · {answer.milliseconds:.1f} ms",
            *([html.Br(), " ".join(steps)] if steps else []),
        ],
        className="small text-body-secondary",
    )
