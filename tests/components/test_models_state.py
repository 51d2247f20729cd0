"""Everything the Models page shows."""

from dashboard.components import models_state
from dashboard.settings import Settings
from dashboard.store import aliases
from dashboard.store.versions import ModelStore
from tests.components.conftest import words
from tests.shipped import NAME, copied_store


def test_an_empty_store_says_so_everywhere(settings):
    state = models_state.page_state(settings, ModelStore(settings.store))
    assert "Train one" in words(state["table"])
    assert "Nobody was promoted" in words(state["history"])
    assert "Not answered" in words(state["answer"])
    assert "No version" in state["figure"].layout.annotations[0].text
    assert state["generation"] == 0


def test_versions_are_tested_against_the_champion(settings):
    store = copied_store(settings.store, 2)
    aliases.promote(store.root, NAME, 1, by="me", reason="")
    state = models_state.page_state(settings, store, axis="parameters")
    text = words(state["table"])
    assert "is the champion" in text
    assert "no difference shown: equal, p = 1.00" in text
    assert state["generation"] == 1
    assert "Parameters" in state["figure"].layout.xaxis.title.text


def test_without_the_dataset_the_page_stands(tmp_path):
    store = copied_store(tmp_path / "store", 2)
    settings = Settings(data=tmp_path, store=store.root, cache=tmp_path / "cache")
    state = models_state.page_state(settings, store)
    assert f"{NAME}/1" in words(state["table"])
    assert "p =" not in words(state["table"])


def test_a_click_sorts_and_another_turns_it():
    once = models_state.next_order(None, "accuracy")
    assert once == {"key": "accuracy", "descending": True}
    assert models_state.next_order(once, "accuracy")["descending"] is False
