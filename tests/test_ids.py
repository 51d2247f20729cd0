"""Ids of components: unique, and every callback's id is on a page."""

import json

import pytest

from dashboard import ids

CONSTANTS = {name: value for name, value in vars(ids).items() if name.isupper()}


def test_no_id_stands_for_two_things():
    assert len(set(CONSTANTS.values())) == len(CONSTANTS)


@pytest.mark.parametrize("name", sorted(set(CONSTANTS) - {"PAGES_LOCATION"}))
def test_a_constant_and_its_id_say_the_same(name):
    assert CONSTANTS[name] == name.lower().replace("_", "-")


def test_all_pages_are_there(built):
    assert set(built["pages"]) == {
        *("/", "/browse", "/confusion", "/history", "/train", "/models"),
        *("/corrections", "/doubt", "/many", "/studies"),
        # the pages of one study and of one run, as Dash writes them without a name
        *("/studies/none", "/runs/none"),
        "/not-found-404",  # shown for any other address
    }


def test_ids_are_unique_on_every_page(built):
    for path, found in built["pages"].items():
        seen = [*built["shell"], *found]
        assert sorted(set(seen)) == sorted(seen), path


def test_every_fixed_id_of_a_layout_has_a_constant(built):
    known = set(CONSTANTS.values())
    for path, found in built["pages"].items():
        fixed = {i for i in found if not i.startswith("{")}
        assert fixed <= known, path


def test_every_id_of_a_callback_is_in_a_layout(built):
    places = {i for found in built["pages"].values() for i in found}
    places |= set(built["shell"])
    for wire in built["wires"]:
        fixed = {i for i in wire["ids"] if not i.startswith("{")}
        assert fixed <= places, wire["output"]
    assert len(built["wires"]) > 20


def test_pattern_ids_have_a_type_of_their_own(built):
    types = {
        json.loads(i)["type"]
        for wire in built["wires"]
        for i in wire["ids"]
        if i.startswith("{")
    }
    assert types
    assert types <= set(CONSTANTS.values())


def test_every_id_is_used_by_a_layout_or_a_callback(built):
    used = {i for found in built["pages"].values() for i in found}
    used |= {i for wire in built["wires"] for i in wire["ids"]}
    used |= set(built["shell"])
    used |= {json.loads(i)["type"] for i in used if i.startswith("{")}
    assert set(CONSTANTS.values()) - used <= {"_pages_location"}
