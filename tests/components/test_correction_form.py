"""The form under an answer."""

import dash_bootstrap_components as dbc
import pytest
from dash import dcc

from dashboard import ids
from dashboard.components import correction_form
from dashboard.corrections.entry import CHOICES
from dashboard.serving.predictor import Predictors
from tests.components.conftest import parts, words


@pytest.fixture(scope="module")
def answer(store, dataset):
    [answer] = Predictors(store).get(None).predict(dataset.test_images[:1])
    return answer


def test_every_part_has_the_pictures_place_in_its_id(answer):
    form = correction_form.correction_form(7, answer)
    kinds = {
        part.id["type"]: part.id["index"]
        for part in form._traverse()
        if isinstance(getattr(part, "id", None), dict)
    }
    assert kinds == dict.fromkeys(
        [
            *(ids.CORRECTION_LABEL, ids.CORRECTION_NOTE, ids.CORRECTION_ANSWER),
            *(ids.CORRECTION_SAVE, ids.CORRECTION_MESSAGE),
        ],
        7,
    )


def test_what_was_answered_goes_with_it(answer):
    [stored] = parts(correction_form.correction_form(0, answer), dcc.Store)
    version = f"{answer.name}/{answer.number}"
    assert stored.data == {"version": version, "answer": answer.label}


def test_ten_labels_and_none_of_them_are_offered_and_none_is_chosen(answer):
    [choice] = parts(correction_form.correction_form(0, answer), dbc.Select)
    assert tuple(option["value"] for option in choice.options) == CHOICES
    assert getattr(choice, "value", None) is None


def test_consent_is_said_before_the_button(answer):
    text = words(correction_form.correction_form(0, answer))
    assert "Nothing of it leaves that machine" in text
    assert text.index("Saving keeps") < text.index("Save correction")
