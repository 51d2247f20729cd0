"""The table of versions, the promotions and the cards."""

import dash_bootstrap_components as dbc
from dash import html

from dashboard.analysis import comparison
from dashboard.analysis.columns import COLUMNS, Order, count_words
from dashboard.components.models_table import card, promotions, table
from dashboard.store import aliases
from dashboard.store.versions import ModelStore
from tests.components.conftest import parts, words
from tests.shipped import NAME, copied_store

NEWEST_FIRST = Order()


def shown(store, order=NEWEST_FIRST):
    return table(comparison.of_store(store, None), order)


def champions(table) -> list[str]:
    return [
        row.children[0].children[0]
        for row in parts(table, html.Tr)[1:]
        if [badge.children for badge in parts(row, html.Span)] == ["champion"]
    ]


def test_an_empty_store_says_what_to_do(tmp_path):
    assert "Train one" in words(shown(ModelStore(tmp_path)))


def test_exactly_one_version_is_champion_and_cannot_be_promoted(tmp_path):
    store = copied_store(tmp_path, 2)
    assert champions(shown(store)) == [f"{NAME}/2"]
    for number in (1, 2, 1):
        aliases.promote(store.root, NAME, number, by="me", reason="")
        found = shown(store)
        assert champions(found) == [f"{NAME}/{number}"]
        off = [
            button.id["index"]
            for button in parts(found, dbc.Button)
            if button.to_plotly_json()["props"].get("disabled")
        ]
        assert off == [f"{NAME}/{number}"]


def test_a_row_says_how_the_version_did_and_began(store):
    [_, row, _] = parts(shown(store), html.Tr)
    facts = store.get(NAME, 2).manifest
    text = words(row)
    assert f"{facts['metrics']['test_accuracy']:.2%}" in text
    assert count_words(facts["parameters"]) in text
    assert "from nothing" in text


def test_a_heading_is_a_button_and_tells_the_order(store):
    found = shown(store, Order("accuracy", True))
    heads = parts(parts(found, html.Thead), html.Th)
    assert len(parts(heads, html.Button)) == len(COLUMNS)
    orders = {
        words(head).split(" ↓")[0]: head.to_plotly_json()["props"].get("aria-sort")
        for head in heads
        if parts(head, html.Button)
    }
    assert orders.pop("Test accuracy\n") == "descending"
    assert set(orders.values()) == {"none"}


def test_rows_stand_in_the_order_asked_for(store):
    for descending in (True, False):
        found = shown(store, Order("version", descending))
        names = [row.children[0].children[0] for row in parts(found, html.Tr)[1:]]
        assert names == sorted(names, reverse=descending)


def test_promotions_are_listed_the_latest_first(tmp_path):
    store = copied_store(tmp_path, 2)
    for number in (1, 2):
        aliases.promote(store.root, NAME, number, by="me", reason=f"reason {number}")
    lines = words(promotions(aliases.history(store.root)))
    assert lines.index("reason 2") < lines.index("reason 1")


def test_the_card_is_the_versions_own(store):
    version = store.get(NAME, 1)
    assert card(version).children == version.file("CARD.md").read_text(encoding="utf-8")
