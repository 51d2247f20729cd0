"""Wires of the Studies page. No controller is started: nothing is led here."""

import pytest

from dashboard.components.study_form import ASKED
from dashboard.jobs import launch
from dashboard.studies.folder import list_studies
from tests.callbacks.conftest import words

BEGIN = "studies-begin.n_clicks"


@pytest.fixture(autouse=True)
def started(monkeypatch):
    """Calls of `launch.detach`, which starts nothing here."""
    calls = []
    monkeypatch.setattr(launch, "detach", lambda *call: calls.append(call))
    return calls


def form(**changes):
    texts = {"dropout": "0..0.5", "epochs": "3"}
    asked = {name: value for name, (_, value, _) in ASKED.items()} | changes
    return {
        "studies-text.value": texts,
        "studies-text.id": texts,
        "studies-asked.value": asked,
        "studies-asked.id": asked,
        "studies-base.value": "fast",
        "studies-token.data": "a token",
        BEGIN: 1,
    }


def test_a_filled_form_begins_a_study_once(fire, settings, started):
    for _ in range(2):
        answer = fire("studies-message.children", BEGIN, form(name="heads", trials=7))
        assert "heads" in words(answer.props["studies-message.children"])
        assert answer.props["studies-token.data"] != "a token"
    [study] = list_studies(settings)
    assert (study.request.trials, list(study.request.space)) == (7, ["dropout"])
    assert study.request.recipe.epochs == 3
    assert started


def test_the_form_says_how_long_it_takes_before_it_has_a_name(fire):
    answer = fire("studies-estimate.children", None, form(trials=7))
    assert "7 trials" in answer.props["studies-estimate.children"]
