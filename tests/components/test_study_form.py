"""The form that defines a study, and what is read from it."""

import dash_bootstrap_components as dbc
import pytest

from dashboard.components import study_form, study_reading
from dashboard.errors import LookbookError
from tests.components.conftest import parts, words

ASKED = {name: value for name, (_, value, _) in study_form.ASKED.items()}
NAMED = {**ASKED, "name": "heads"}
TEXTS = {"dropout": "0..0.5", "epochs": "4", "share": "0.1"}


def test_what_varies_goes_into_the_space_and_the_rest_into_the_base():
    found = study_reading.request("fast", TEXTS, NAMED, "t")
    assert found.space == {"dropout": {"low": 0.0, "high": 0.5, "log": False}}
    assert (found.base["epochs"], found.base["share"]) == (4, 0.1)
    assert found.in_full({}).share == 1.0
    assert found.publish_as == "heads"


def test_the_best_gets_more_epochs_in_the_phase_that_the_base_has():
    longer = {**NAMED, "final_epochs": 9}
    found = study_reading.request("fast", TEXTS, longer, "t")
    assert found.in_full({"dropout": 0.2}).epochs == 9
    heads = study_reading.request(
        "efficientnet-lite0", {"epochs": "0", "dropout": "0, 0.1"}, longer, "t"
    )
    assert heads.in_full({}).head_epochs == 9


@pytest.mark.parametrize("base", ["fast", "cnn", "efficientnet-lite0"])
def test_a_new_form_can_be_sent_once_it_has_a_name(base):
    rows = study_form.settings_rows(base)
    inputs = [part for row in rows for part in row._traverse() if hasattr(part, "id")]
    texts = {
        part.id["index"]: part.value
        for part in inputs
        if part.id["type"] == "studies-text"
    }
    found = study_reading.request(base, texts, NAMED, "t")
    assert "learning_rate" in found.space and "batch_size" not in found.space


def test_a_switch_fills_the_field_with_a_sane_range_or_the_value():
    assert study_form.turned("fast", "batch_size", True) == "256, 512, 1024"
    assert study_form.turned("fast", "batch_size", False) == "512"


def test_every_switch_names_its_setting():
    switches = parts(study_form.settings_rows("fast"), dbc.Switch)
    named = {switch.id["index"]: words(switch.label) for switch in switches}
    assert named["dropout"] == "vary\n Dropout"


@pytest.mark.parametrize(
    ("texts", "asked", "said"),
    [
        ({"dropout": ""}, {}, "for dropout"),
        ({"dropout": "0..2"}, {}, "dropout from 0 to 0.9"),
        ({"dropout": "0.1", "epochs": "4"}, {}, "at least one setting"),
        ({}, {"name": "Über"}, "name to be"),
        ({}, {"trials": None}, "budget"),
        ({}, {"trials": 2.5}, "whole number"),
        ({}, {"seed": None}, "seed"),
        ({}, {"sampler": "grid"}, "lists for a grid"),
        ({}, {"final_share": 7}, "share"),
    ],
)
def test_a_form_that_makes_no_sense_is_refused(texts, asked, said):
    with pytest.raises(LookbookError, match=said):
        study_reading.request("fast", {**TEXTS, **texts}, {**NAMED, **asked}, "t")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "20 trials of about"),
        ({"minutes": 2}, "2 minutes on two idle cores"),
        ({"trials": None, "minutes": 60}, "a trial, on two idle cores"),
        ({"trials": 0}, "Expected 1 to 1000 trials"),
    ],
)
def test_the_form_says_how_long_it_takes_or_what_is_wrong(asked, said):
    found = study_reading.estimate_words("fast", TEXTS, {**ASKED, **asked})
    assert said in found
