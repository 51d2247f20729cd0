"""The table of versions, the promotions and the cards."""

import dash_bootstrap_components as dbc
from dash import html

from dashboard.components.models_table import card, page_state, promotions
from dashboard.store import aliases
from dashboard.store.versions import ModelStore
from tests.components.conftest import parts, words
from tests.shipped import NAME, copied_store


def champions(table) -> list[str]:
    return [
        row.children[0].children[0]
        for row in parts(table, html.Tr)[1:]
        if "champion" in words(row.children[0])
    ]


def test_an_empty_store_says_what_to_do(tmp_path):
    table, history, generation = page_state(ModelStore(tmp_path))
    assert "Train one" in words(table)
    assert "Nobody was promoted" in words(history)
    assert generation == 0


def test_exactly_one_version_is_champion_and_cannot_be_promoted(tmp_path):
    store = copied_store(tmp_path, 2)
    table, _, generation = page_state(store)
    assert champions(table) == [f"{NAME}/2"]
    for number in (1, 2, 1):
        aliases.promote(store.root, NAME, number, by="me", reason="")
        table, _, generation = page_state(store)
        assert champions(table) == [f"{NAME}/{number}"]
        off = [
            button.id["index"]
            for button in parts(table, dbc.Button)
            if button.to_plotly_json()["props"].get("disabled")
        ]
        assert off == [f"{NAME}/{number}"]
    assert generation == 3


def test_a_row_says_how_the_version_did_and_began(store):
    table, _, _ = page_state(store)
    [_, row, _] = parts(table, html.Tr)
    facts = store.get(NAME, 2).manifest
    text = words(row)
    assert f"{facts['metrics']['test_accuracy']:.2%}" in text
    assert f"{facts['parameters']:,}" in text
    assert "not pre-trained" in text


def test_promotions_are_listed_the_latest_first(tmp_path):
    store = copied_store(tmp_path, 2)
    for number in (1, 2):
        aliases.promote(store.root, NAME, number, by="me", reason=f"reason {number}")
    lines = words(promotions(aliases.history(store.root)))
    assert lines.index("reason 2") < lines.index("reason 1")


def test_the_card_is_the_versions_own(store):
    version = store.get(NAME, 1)
    assert card(version).children == version.file("CARD.md").read_text(encoding="utf-8")
