"""Wires of the Models page."""

from dashboard.store import aliases
from tests.callbacks.conftest import pressed, words
from tests.shipped import NAME

TABLE = "models-table.children"
PROMOTING = "models-promoting.data"
OPEN = "models-open.n_clicks"


def promote(fire, number, generation):
    changed, values = pressed(PROMOTING, "models-promote", f"{NAME}/{number}")
    values["models-generation.data"] = generation
    return fire("models-changed.data", changed, values)


def test_the_table_lists_every_version_with_one_champion(fire, store):
    props = fire(TABLE, None).props
    text = words(props[TABLE])
    assert f"{NAME}/1" in text and f"{NAME}/2" in text
    assert text.splitlines().count("champion") == 1
    assert props["models-generation.data"] == 0
    aliases.promote(store.root, NAME, 1, by="a test", reason="for fun")
    props = fire(TABLE, "models-changed.data").props
    assert props["models-generation.data"] == 1
    assert "for fun" in words(props["models-history.children"])


def test_a_click_on_a_heading_sorts_the_table(fire):
    clicked = {"models-sort.n_clicks": {"version": 1}}
    change = ("models-sort.n_clicks", "version")
    order = fire("models-order.data", change, clicked).props["models-order.data"]
    assert order == {"key": "version", "descending": False}
    props = fire(TABLE, "models-order.data", {"models-order.data": order}).props
    text = words(props[TABLE])
    assert text.index(f"{NAME}/1") < text.index(f"{NAME}/2")


def test_headings_that_appear_sort_nothing(fire):
    values = {"models-sort.n_clicks": {"version": None}}
    fired = fire("models-order.data", ("models-sort.n_clicks", "version"), values)
    assert fired.props == {}


def test_the_axis_of_the_picture_is_chosen(fire):
    props = fire(TABLE, "models-axis.value", {"models-axis.value": "parameters"}).props
    title = props["models-tradeoff.figure"]["layout"]["xaxis"]["title"]["text"]
    assert title == "Parameters"
    assert "Not answered" in words(props["models-transfer.children"])


def test_promotion_is_told(fire, store):
    fired = promote(fire, 1, 0)
    assert fired.props == {"models-changed.data": 1}
    assert fired.toasts == [f"{NAME}/1 answers from now on."]
    assert aliases.champion(store.root).ref == f"{NAME}/1"


def test_a_page_that_opens_promotes_nobody(fire, store):
    assert fire("models-changed.data", PROMOTING).props == {}
    assert aliases.champion(store.root) is None


def test_whoever_comes_second_is_told(fire, store):
    aliases.promote(store.root, NAME, 2, by="somebody else", reason="")
    fired = promote(fire, 1, 0)
    assert (fired.status, fired.props) == (200, {})
    [toast] = fired.toasts
    assert "somebody else promoted" in toast
    assert aliases.champion(store.root).ref == f"{NAME}/2"


def test_a_damaged_version_is_not_promoted(fire, store):
    file = store.get(NAME, 1).file("weights.npz")
    file.chmod(0o644)
    file.write_bytes(b"")
    fired = promote(fire, 1, 0)
    assert (fired.status, fired.props) == (200, {})
    assert "will not be served" in fired.toasts[0]
    assert aliases.champion(store.root) is None


def test_a_card_opens(fire):
    ref = f"{NAME}/1"
    fired = fire("models-card.is_open", (OPEN, ref), {OPEN: {ref: 1}})
    assert fired.props["models-card.is_open"] is True
    assert NAME in words(fired.props["models-card-body.children"])


def test_buttons_that_appear_open_no_card(fire):
    ref = f"{NAME}/1"
    fired = fire("models-card.is_open", (OPEN, ref), {OPEN: {ref: None}})
    assert fired.props == {}


def test_the_card_of_a_version_that_is_gone_becomes_a_toast(fire):
    fired = fire("models-card.is_open", (OPEN, "gone/1"), {OPEN: {"gone/1": 1}})
    assert fired.props == {}
    assert "Expected a published version" in fired.toasts[0]
