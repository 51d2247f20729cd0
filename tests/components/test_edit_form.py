"""The form of a correction by hand."""

import dash_bootstrap_components as dbc
import numpy as np
import pytest
from dash import dcc, html

from dashboard import ids
from dashboard.components.edit_form import SIDES, UNCHANGED, edit_form
from dashboard.components.picture import Picture
from dashboard.data.edits import GROUNDS, UNTOUCHED, Edit
from tests.components.conftest import parts, words

PICTURE = Picture("a.png", "data:,", np.zeros((28, 28), np.uint8))


def values(form):
    """What the controls hold, as the browser packs it."""
    buttons = {b.id["type"]: b for b in parts(form, dbc.Button)}
    return {
        "left": buttons[ids.ANSWER_LEFT].n_clicks,
        "right": buttons[ids.ANSWER_RIGHT].n_clicks,
        "swapped": parts(form, dbc.Checkbox)[0].value,
        "ground": parts(form, dbc.Select)[0].value,
        "cut": [slider.value for slider in parts(form, dbc.Input)],
    }


def test_the_untouched_form_is_no_change():
    assert values(edit_form(0, PICTURE, None)) == UNCHANGED
    assert Edit.from_json(UNCHANGED) == UNTOUCHED


@pytest.mark.parametrize(
    "edit",
    [
        UNCHANGED,
        UNCHANGED | {"left": 2, "ground": "black"},
        UNCHANGED | {"swapped": True, "cut": [1, 2, 3, 4]},
    ],
)
def test_a_form_drawn_anew_holds_what_it_held(edit):
    form = edit_form(0, PICTURE, edit)
    assert values(form) == edit
    [store] = parts(form, dcc.Store)
    assert store.data == edit
    assert form.open == (edit != UNCHANGED)
    [frame] = [div for div in parts(form, html.Div) if getattr(div, "style", None)]
    assert list(frame.style.values()) == [f"{cut}%" for cut in edit["cut"]]


def test_every_part_has_the_pictures_place_in_its_id():
    found = [
        part.id
        for part in edit_form(7, PICTURE, None)._traverse()
        if isinstance(getattr(part, "id", None), dict)
    ]
    assert {place["index"] for place in found} == {7}
    assert [p["side"] for p in found if p["type"] == ids.ANSWER_CUT] == list(SIDES)


def test_every_ground_is_offered_and_the_copy_is_told():
    form = edit_form(0, PICTURE, None)
    [choice] = parts(form, dbc.Select)
    assert [option["value"] for option in choice.options] == list(GROUNDS)
    assert "for a day" in words(form)
