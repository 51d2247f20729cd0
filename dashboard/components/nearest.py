"""Under an answer: the training images that the version finds most like the picture, or
how to have them."""

import dash_bootstrap_components as dbc
from dash import dcc, get_relative_path, html

from dashboard import ids
from dashboard.components.shown import Shown
from dashboard.jobs import launch
from dashboard.serving.neighbours import IMAGES, Neighbour, Neighbours
from dashboard.settings import Settings

LOOK_MILLISECONDS = 2_000
LOOKS = 30  # a process that shows no sign for as many looks has failed
MEANING = "The most similar training images, with their distance (0 is equal)"


def nearest_box(index: int, shown: Shown, known: Neighbours) -> html.Div:
    """The place under an answer that shows them.

    Args:
        index: the picture's place in the list that PREDICT_PICTURES holds.
    """
    content, at_rest = nearest(index, shown, known)
    place, tick = _id(ids.ANSWER_NEAREST, index), _id(ids.ANSWER_NEAREST_TICK, index)
    return html.Div(
        [
            html.Div(content, id=place),
            dcc.Interval(id=tick, interval=LOOK_MILLISECONDS, disabled=at_rest),
        ],
        className="nearest",
    )


def nearest(
    index: int, shown: Shown, known: Neighbours, looks: int | None = None
) -> tuple[list, bool]:
    """What stands there, and whether the page need not look again.

    Args:
        looks: how often the page has looked since somebody asked for it; None when
            nobody did.
    """
    version = shown.predictor.version
    found = known.of(version, shown.answer.embedding)
    if found:
        return [html.Div(MEANING, className="small mb-1"), _strip(found)], True
    if known.being_made(version) or (looks is not None and looks < LOOKS):
        return [_waiting(version.ref)], False
    if looks is not None:
        log = known.log_file(version)
        before = f"That did not work; {log} says why. "
        return [_missing(index, version.ref, before)], True
    return [_missing(index, version.ref)], True


def start(settings: Settings, known: Neighbours, shown: Shown) -> None:
    """Have a process of its own compute what is missing."""
    version = shown.predictor.version
    if known.being_made(version):
        return
    log = known.log_file(version)
    log.parent.mkdir(parents=True, exist_ok=True)
    launch.detach(settings, launch.neighbours_command(version.ref), log)


def _strip(found: list[Neighbour]) -> html.Ol:
    return html.Ol([html.Li(_figure(one)) for one in found], className="film plain")


def _figure(one: Neighbour) -> html.Figure:
    source = get_relative_path(f"/images/train/{one.row}.png")
    image = html.Img(src=source, alt=f"Training image {one.row}", className="pixels")
    return html.Figure(
        [image, html.Figcaption([one.label, html.Br(), f"{one.distance:.3f}"])]
    )


def _missing(index: int, ref: str, before: str = "") -> html.Span:
    words = f"{before}The most similar training images are not computed yet for {ref}: "
    command = html.Code(f"python -m dashboard neighbours --model {ref}")
    button = dbc.Button(
        "compute them now",
        id=_id(ids.ANSWER_NEAREST_MAKE, index),
        color="link",
        size="sm",
        class_name="p-0 align-baseline",
    )
    return html.Span(
        [words, button, ", or with ", command, "."],
        className="small text-body-secondary",
    )


def _waiting(ref: str) -> html.Span:
    words = f"{ref} looks at {IMAGES:,} training images …"
    return html.Span(words, className="small text-body-secondary", role="status")


def _id(kind: str, index: int) -> dict:
    return {"type": kind, "index": index}
