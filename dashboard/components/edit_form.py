"""Under an answer: turn, swap, cut, and another ground, by hand. Each change is
answered at once; `assets/clientside.js` draws the outline of the cut."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import ids
from dashboard.components.picture import Picture
from dashboard.data.edits import AUTOMATIC, GROUNDS

SIDES = ("left", "top", "right", "bottom")
UNCHANGED = {
    **{"left": 0, "right": 0, "swapped": False, "ground": AUTOMATIC},
    "cut": [0, 0, 0, 0],
}
PAUSE_MILLISECONDS = 150  # a slider is asked about when it rests, not at each pixel
NOTE = (
    "For this the server keeps a copy of the picture for a day (at most 1024 pixels, "
    "without metadata)."
)


def edit_form(
    index: int, picture: Picture, edit: dict[str, Any] | None
) -> html.Details:
    """The form, open where something was changed.

    Args:
        index: the picture's place in the list that PREDICT_PICTURES holds.
        picture: as it was taken in.
        edit: what ANSWER_EDIT held before the page drew this card anew.
    """
    now = edit or UNCHANGED
    controls = [_buttons(index, now), _ground(index, now), _cuts(index, now["cut"])]
    return html.Details(
        [
            html.Summary("Correct the picture by hand", className="small"),
            dcc.Store(id=_id(ids.ANSWER_EDIT, index), data=edit),
            html.Div(
                [_view(picture), html.Div(controls, className="edit-controls")],
                className="edit mt-2",
                style={
                    f"--cut-{side}": f"{part}%"
                    for side, part in zip(SIDES, now["cut"], strict=True)
                },
            ),
            html.P(NOTE, className="small text-body-secondary my-2"),
        ],
        className="by-hand mt-2",
        open=edit not in (None, UNCHANGED),
    )


def _view(picture: Picture) -> html.Div:
    shown = html.Img(src=picture.shown, alt="The picture as it came", className="whole")
    return html.Div(
        [shown, html.Div(className="outline")], className="overlay edit-view"
    )


def _buttons(index: int, now: dict[str, Any]) -> html.Div:
    # the two counts of clicks are the state: their difference is the turn
    turns = [
        dbc.Button(
            words,
            id=_id(kind, index),
            n_clicks=now[key],
            size="sm",
            color="secondary",
            outline=True,
        )
        for kind, key, words in (
            (ids.ANSWER_LEFT, "left", "↺ Turn left"),
            (ids.ANSWER_RIGHT, "right", "↻ Turn right"),
        )
    ]
    reset = dbc.Button(
        "As it was", id=_id(ids.ANSWER_RESET, index), size="sm", color="link"
    )
    return html.Div([*turns, reset], className="d-flex flex-wrap gap-2")


def _ground(index: int, now: dict[str, Any]) -> html.Div:
    words = {AUTOMATIC: "Found by itself"} | {
        name: name.capitalize() for name in GROUNDS if name != AUTOMATIC
    }
    choice = dbc.Select(
        id=_id(ids.ANSWER_GROUND, index),
        options=[{"value": name, "label": label} for name, label in words.items()],
        value=now["ground"],
        size="sm",
    )
    swapped = dbc.Checkbox(
        id=_id(ids.ANSWER_SWAPPED, index),
        label="Swap dark and bright",
        value=now["swapped"],
    )
    label = html.Label([html.Span("Ground"), choice], className="field")
    return html.Div([label, swapped], className="edit-row")


def _cuts(index: int, cut: list) -> html.Div:
    sliders = [
        html.Label(
            [
                html.Span(f"Cut {side}"),
                dbc.Input(
                    id={"type": ids.ANSWER_CUT, "index": index, "side": side},
                    type="range",
                    min=0,
                    max=95,
                    step=1,
                    value=value,
                    debounce=PAUSE_MILLISECONDS,
                    class_name=f"form-range cut-{side}",
                ),
            ],
            className="field",
        )
        for side, value in zip(SIDES, cut, strict=True)
    ]
    return html.Div(sliders, className="edit-cuts")


def _id(kind: str, index: int) -> dict:
    return {"type": kind, "index": index}
