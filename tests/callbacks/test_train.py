"""Wires of the Train page. No dispatcher is started: nothing is trained here."""

import pytest
from PIL import Image

from dashboard.components.train_form import ALL, FIELDS
from dashboard.corrections.folder import Corrections
from dashboard.jobs import dispatcher, folder
from dashboard.presets import defaults
from tests.callbacks.conftest import words
from tests.corrections.conftest import FACTS, pixels
from tests.tiny import fill_colour

START = "train-start.n_clicks"
RECIPE = defaults("cnn").to_dict()


@pytest.fixture(autouse=True)
def asked(monkeypatch):
    """Calls of `dispatcher.ensure`, which starts nothing here."""
    calls = []
    monkeypatch.setattr(dispatcher, "ensure", calls.append)
    return calls


def form(**changes):
    fields = {name: RECIPE[name] for name in ALL} | changes
    return {
        "train-field.value": fields,
        "train-field.id": fields,
        "train-backbone.value": "cnn",
        "train-name.value": "small",
        "train-token.data": "a token",
        "train-seeds.value": 1,
    }


def start(fire, clicks=1, **changes):
    values = form() | changes | {START: clicks}
    return fire("shell-watched-run.data", START, values)


def test_a_click_makes_a_run_to_watch(fire, settings):
    fired = start(fire)
    [run] = folder.list_runs(settings)
    assert fired.props["shell-watched-run.data"] == run.id
    assert run.id in words(fired.props["train-message.children"])
    assert fired.props["train-token.data"] != "a token"
    assert run.request.name == "small"
    assert run.request.recipe == RECIPE
    assert run.status().state == "queued"


def test_opening_the_page_starts_nothing(fire, settings):
    for clicks in (None, 0):
        assert start(fire, clicks=clicks).props == {}
    assert folder.list_runs(settings) == []


@pytest.mark.parametrize(
    ("ticked", "learns"), [(True, True), (False, False), (None, False), ("no", False)]
)
def test_corrections_are_learned_from_when_the_box_is_ticked(
    fire, settings, ticked, learns
):
    start(fire, **{"train-corrections.value": ticked})
    [run] = folder.list_runs(settings)
    assert run.request.recipe == RECIPE | {"corrections": learns}


def test_the_box_says_how_many_corrections_there_are(fire, settings):
    disabled = "train-corrections.disabled"
    props = fire(disabled, None).props
    assert props["train-corrections.label"] == "Train with your 0 corrections"
    assert props[disabled] is True
    kept = Corrections(settings.corrections)
    for number in range(12):
        kept.save(Image.new("L", (9, 9)), pixels(number), **FACTS)
    props = fire(disabled, None).props
    assert props["train-corrections.label"] == "Train with your 12 corrections"
    assert props[disabled] is False
    assert "7 to learn from, 5 held out" in props["train-corrections-words.children"]


def test_the_same_token_is_the_same_run(fire, settings):
    first, second = start(fire), start(fire, clicks=2)
    watched = "shell-watched-run.data"
    assert first.props[watched] == second.props[watched]
    assert len(folder.list_runs(settings)) == 1


@pytest.mark.parametrize("name", ["", None, "Shoes", "../x", "a" * 65, 3, ["a"]])
def test_a_bad_name_becomes_a_toast(fire, settings, name):
    fired = start(fire, **{"train-name.value": name})
    assert (fired.status, fired.props, len(fired.toasts)) == (200, {}, 1)
    assert "Expected a model name" in fired.toasts[0]
    assert folder.list_runs(settings) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"epochs": None},
        {"epochs": -1},
        {"share": 2},
        {"learning_rate": "x"},
        {"weights": "imagenet"},
        {"nonsense": 1},
        {"epochs": [1]},
    ],
)
def test_a_bad_field_becomes_a_toast(fire, settings, changes):
    fired = start(fire, **form(**changes))
    assert (fired.status, fired.props, len(fired.toasts)) == (200, {}, 1)
    assert "Expected" in fired.toasts[0]
    assert folder.list_runs(settings) == []


def test_the_estimate_says_the_time_or_what_is_wrong(fire):
    told = "train-estimate.children"
    fired = fire(told, ("train-field.value", "epochs"), form())
    assert fired.props[told].startswith("About ")
    fired = fire(told, ("train-field.value", "epochs"), form(epochs=None))
    assert "Epochs" in fired.props[told]
    assert fired.toasts == []


def test_another_backbone_brings_its_defaults(fire):
    changed = {"train-backbone.value": "cnn"}
    fired = fire("train-form.children", "train-backbone.value", changed)
    assert len(fired.props["train-form.children"]) == len(FIELDS) + 1
    assert fired.props["train-name.value"] == "cnn"
    assert "train-backbone.value" not in fired.props


def test_the_form_is_filled_from_a_run(fire, settings):
    run_id = start(fire).props["shell-watched-run.data"]
    fired = fire("train-form.children", None, {"train-from.data": run_id})
    assert fired.props["train-backbone.value"] == "cnn"
    assert fired.props["train-name.value"] == "small"
    assert run_id in words(fired.props["train-from-words.children"])
    unknown = fire("train-form.children", None, {"train-from.data": "../x"})
    assert (unknown.props, len(unknown.toasts)) == ({}, 1)
    assert fire("train-form.children", None).props == {}


def test_several_seeds_are_several_runs_of_one_intent(fire, settings):
    for clicks in (1, 2):
        fired = start(fire, clicks=clicks, **{"train-seeds.value": 3})
    found = folder.list_runs(settings)
    assert sorted(run.request.recipe["seed"] for run in found) == [1, 2, 3]
    assert "3 runs are on their way" in words(fired.props["train-message.children"])


def test_the_same_form_in_another_tab_is_the_same_run(fire, settings):
    run_id = start(fire).props["shell-watched-run.data"]
    fired = start(fire, **{"train-token.data": "of the other tab"})
    assert "shell-watched-run.data" not in fired.props
    assert run_id in words(fired.props["train-message.children"])
    assert len(folder.list_runs(settings)) == 1


def test_an_unknown_backbone_becomes_a_toast(fire):
    fired = fire(
        "train-form.children", "train-backbone.value", {"train-backbone.value": "x"}
    )
    assert fired.props == {}
    assert "backbone" in fired.toasts[0]


def test_whoever_sees_a_waiting_run_has_it_started(fire, settings, asked):
    fired = fire("train-runs.children", None)
    assert "No run yet" in words(fired.props["train-runs.children"])
    assert asked == []
    run_id = start(fire).props["shell-watched-run.data"]
    fired = fire("train-runs.children", "train-tick.n_intervals")
    assert run_id in words(fired.props["train-line.children"])
    assert asked == [settings]


def test_runs_without_news_are_not_drawn_again(fire, settings):
    start(fire)
    shown = fire("train-runs.children", None).props["train-shown.data"]
    values = {"train-shown.data": shown}
    again = fire("train-runs.children", "train-tick.n_intervals", values)
    assert again.props == {}


def test_a_click_teaches_photographs_in_a_run_to_watch(fire, settings, store):
    told = "train-lesson.disabled"
    assert fire(told, None).props[told] is True
    store.publish("photographs", fill_colour)
    kept = Corrections(settings.corrections)
    for number in range(12):
        facts = FACTS | {"photograph": True}
        kept.save(Image.new("RGB", (9, 9)), pixels(number), **facts)
    props = fire(told, None).props
    assert props[told] is False
    assert "7 to learn from, 5 held out" in props["train-lesson-words.children"]
    pressed, message = "train-lesson.n_clicks", "train-lesson-message.children"
    assert fire(message, pressed, {pressed: None}).props == {}
    fired = fire(message, pressed, {pressed: 1})
    [run] = folder.list_runs(settings)
    assert run.id in words(fired.props[message])
    assert run.request.start == "photographs/1"
