"""One picture and its answer as a card on the Predict page; the tools below it are
`answer_tools`, `edit_form` and `correction_form`."""

from dash import dcc, html
from PIL import Image

from dashboard import ids
from dashboard.components import pictures
from dashboard.components.film_strip import film_strip
from dashboard.components.picture import Picture
from dashboard.components.shown import Shown
from dashboard.data.photograph import SIDE
from dashboard.figures.confidence import confidence_figure, probability_text
from dashboard.serving.door import PHOTOGRAPH
from dashboard.serving.predictor import Answer

VERDICTS = {
    "sure": ("Sure", "success"),
    "unsure": ("Unsure", "warning"),
    "none": ("Probably none of the ten", "danger"),
}


def answer_card(index: int, body: list, tools: list) -> html.Article:
    """The card: what is drawn anew with every change, and the tools that stay.

    Args:
        index: the picture's place in the list that PREDICT_PICTURES holds.
    """
    place = {"type": ids.ANSWER_BODY, "index": index}
    return html.Article(
        [
            html.Div(body, id=place, className="answer-body"),
            html.Div(tools, className="answer-tools"),
        ],
        className="answer card",
    )


def answer_body(shown: Shown, second: Shown | None = None) -> list:
    """Pictures, words and the film strip.

    Args:
        second: what another version says of the same picture.
    """
    heat = pictures.heat(shown.cam)
    steps = shown.picture.steps
    if shown.path == PHOTOGRAPH:
        steps = shown.picture.square_steps
    words = html.Div(
        [
            _headline(shown.answer),
            dcc.Graph(
                figure=confidence_figure(shown.answer.probabilities),
                config={"displayModeBar": False},
                className="confidence",
            ),
            _small_print(steps, shown.answer),
        ],
        className="answer-words",
    )
    both = html.Div([_original(shown, heat), _seen(shown, heat)])
    # one below the other leaves room for a second column of words
    both.className = "answer-pictures stacked" if second else "answer-pictures"
    other = second_column(second) if second else None
    return [both, words, other, film_strip(shown.picture, shown.path)]


def second_column(shown: Shown) -> html.Div:
    """What another version says, in few words."""
    answer = shown.answer
    name, confidence = f"{answer.name}/{answer.number}", answer.confidence
    return html.Div(
        [
            html.Div(["Compared with ", html.Span(name, className="second-model")]),
            html.Div(
                [
                    html.Strong(answer.label, className="second-label"),
                    html.Span(probability_text(confidence)),
                    verdict_badge(answer),
                ],
                className="second-words",
            ),
            _original(shown, pictures.heat(shown.cam), _places(shown)),
        ],
        className="answer-second",
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


def verdict_badge(answer: Answer) -> html.Span:
    """How sure it is, in a word and a colour."""
    words, colour = VERDICTS[answer.verdict]
    if answer.verdict == "unsure":
        words = f"Unsure: {' or '.join(answer.candidates)}"
    return html.Span(words, className=f"badge text-bg-{colour} verdict")


def _headline(answer: Answer) -> html.Div:
    """The answer; a label for what is probably none of them would mislead."""
    confidence = probability_text(answer.confidence)
    title, beside = answer.label, confidence
    if answer.verdict == "none":
        title, beside = "None of these?", f"closest: {answer.label}, {confidence}"
    return html.Div(
        [
            html.H2(title, className="answer-label"),
            html.Span(beside, className="answer-confidence"),
            verdict_badge(answer),
        ],
        className="answer-headline",
    )


def _original(shown: Shown, heat: str, caption: str = "") -> html.Figure:
    """The picture with the heat on the part that the version saw."""
    left, top, right, bottom = shown.seen.box
    place = {
        "left": f"{left:.3%}",
        "top": f"{top:.3%}",
        "width": f"{right - left:.3%}",
        "height": f"{bottom - top:.3%}",
    }
    picture = shown.picture
    image = html.Img(src=picture.shown, alt=picture.name, className="original")
    over = html.Img(src=heat, alt="", className="heat", style=place)
    caption = html.Figcaption(caption or picture.name)
    return html.Figure([html.Div([image, over], className="overlay"), caption])


def _seen(shown: Shown, heat: str) -> html.Figure:
    """What the version saw, under the same heat."""
    pixels = shown.seen.pixels
    small = pixels.ndim == 2
    form = "28x28" if small else f"{len(pixels)}x{len(pixels)} in colour"
    alt = "The 28x28" if small else "The square in colour"
    image = html.Img(
        src=_source(shown),
        alt=f"{alt} the model sees",
        className="pixels seen" if small else "seen",
    )
    over = html.Img(src=heat, alt="", className="heat whole")
    caption = html.Figcaption(f"{form} as seen; {_places(shown)}")
    return html.Figure([html.Div([image, over], className="overlay"), caption])


def _source(shown: Shown) -> str:
    """What was seen as the value of `src`."""
    pixels = shown.seen.pixels
    if shown.path == PHOTOGRAPH and len(pixels) == SIDE:
        return shown.picture.square  # encoded already
    return pictures.data_url(Image.fromarray(pixels))


def _places(shown: Shown) -> str:
    height, width = shown.cam.shape
    return f"heat for {shown.label} from {height}x{width} places"


def _small_print(steps: tuple[str, ...], answer: Answer) -> html.Div:
    return html.Div(
        [
            html.Span(f"{answer.name}/{answer.number}", className="answer-model"),
            f" · {answer.milliseconds:.1f} ms",
            *([html.Br(), " ".join(steps)] if steps else []),
        ],
        className="small text-body-secondary",
    )
