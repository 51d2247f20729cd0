"""What the picker of a version offers, and what it shows at first."""

import pytest

from dashboard.components.model_picker import model_options, model_picker
from dashboard.serving.door import AUTOMATIC
from dashboard.store import aliases
from dashboard.store.versions import ModelStore
from tests import tiny
from tests.shipped import NAME

USUAL = [f"{NAME}/2", f"{NAME}/1"]
COLOUR = "photographs/1"


def values(options):
    return [option["value"] for option in options]


def test_every_version_is_offered_and_the_champion_shown(store):
    options, value = model_options(store, None)
    assert values(options) == USUAL
    assert [o["value"] for o in options if "champion" in o["label"]] == [value]


@pytest.mark.parametrize("automatic", [False, True])
@pytest.mark.parametrize("asked", [AUTOMATIC, f"{NAME}/9", "", None, ["a"], {}, 3])
def test_without_a_version_for_photographs_there_is_nothing_to_decide(
    store, asked, automatic
):
    options, value = model_options(store, asked, automatic)
    assert (values(options), value) == (USUAL, f"{NAME}/2")


def test_the_picture_decides_where_there_is_a_choice(both_kinds):
    options, value = model_options(both_kinds.store, None, automatic=True)
    assert value == AUTOMATIC
    assert options[0] == {
        "value": AUTOMATIC,
        "label": f"By the picture: {NAME}/2 or {COLOUR}",
    }
    assert sorted(values(options[1:])) == sorted([*USUAL, COLOUR])


def test_pages_about_one_version_do_not_offer_that(both_kinds):
    options, value = model_options(both_kinds.store, AUTOMATIC)
    assert AUTOMATIC not in values(options)
    assert value == f"{NAME}/2"


@pytest.mark.parametrize("asked", [f"{NAME}/1", COLOUR, AUTOMATIC])
def test_a_version_of_the_address_is_kept(both_kinds, asked):
    assert model_options(both_kinds.store, asked, automatic=True)[1] == asked


@pytest.mark.parametrize("asked", ["../../etc", f"{NAME}/9", ["a", "b"], {}, 3, ""])
def test_anything_else_means_that_the_picture_decides(both_kinds, asked):
    assert model_options(both_kinds.store, asked, automatic=True)[1] == AUTOMATIC


def test_the_promoted_versions_are_named(tmp_path):
    store = ModelStore(tmp_path / "store")
    for _ in range(2):
        store.publish("a", lambda folder: tiny.fill(folder, pretrained=False))
        store.publish("c", lambda folder: tiny.fill_colour(folder, pretrained=True))
    for name in ("a", "c"):
        aliases.promote(store.root, name, 1, by="a test", reason="")
    options, _ = model_options(store, None, automatic=True)
    assert options[0]["label"] == "By the picture: a/1 or c/1"


def test_a_name_given_twice_in_the_address_is_none():
    [_, select] = model_picker("x", ["a", "b"]).children
    assert select.value is None
