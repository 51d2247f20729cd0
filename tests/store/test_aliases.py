"""Promoting, rolling back and the history of both."""

import json

import pytest

from dashboard.chaos.versions import fill
from dashboard.errors import ConflictError, NotFoundError, StoreError
from dashboard.store import aliases


def promote(store, ref, **more):
    name, number = ref.split("/")
    words = {"by": "a test", "reason": "", **more}
    return aliases.promote(store.root, name, int(number), **words)


@pytest.fixture
def shoes(store):
    """A store with shoes/1 to shoes/3."""
    for _ in range(3):
        store.publish("shoes", fill)
    return store


def test_there_is_no_champion_before_the_first_promotion(shoes):
    assert aliases.champion(shoes.root) is None
    assert aliases.history(shoes.root) == []


def test_a_promotion_says_who_when_and_why(shoes):
    alias = promote(shoes, "shoes/2", by="Ada", reason="sharper on shirts")
    assert (alias.ref, alias.generation) == ("shoes/2", 1)
    assert (alias.by, alias.reason) == ("Ada", "sharper on shirts")
    assert alias.at.endswith("+00:00")
    assert aliases.champion(shoes.root) == alias


def test_going_back_is_a_promotion_and_both_are_in_the_history(shoes):
    refs = ["shoes/1", "shoes/3", "shoes/1"]
    promoted = [promote(shoes, ref) for ref in refs]
    assert aliases.history(shoes.root) == promoted
    assert [alias.generation for alias in promoted] == [1, 2, 3]
    assert aliases.champion(shoes.root).ref == "shoes/1"


def test_whoever_saw_an_older_generation_is_told_so(shoes):
    promote(shoes, "shoes/1", expected_generation=0)
    promote(shoes, "shoes/2", expected_generation=1)
    with pytest.raises(ConflictError, match="shoes/2"):
        promote(shoes, "shoes/3", expected_generation=1)
    with pytest.raises(ConflictError, match="number 2"):
        promote(shoes, "shoes/3", expected_generation=0)
    assert aliases.champion(shoes.root).ref == "shoes/2"
    assert promote(shoes, "shoes/3", expected_generation=2).generation == 3


@pytest.mark.parametrize("ref", ["shoes/0", "shoes/4", "shoes/-1", "boots/1"])
def test_an_unknown_version_is_not_promoted(shoes, ref):
    with pytest.raises(NotFoundError, match=ref):
        promote(shoes, ref)
    assert aliases.champion(shoes.root) is None


@pytest.mark.parametrize("name", ["model.onnx", "head.npz", "manifest.json"])
def test_a_damaged_version_is_not_promoted(shoes, name):
    promote(shoes, "shoes/1")
    path = shoes.get("shoes", 2).file(name)
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(StoreError):
        promote(shoes, "shoes/2")
    assert aliases.champion(shoes.root).ref == "shoes/1"


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "null", "{}", '{"champion": 5}', '{"champion": [1]}'),
        *('{"champion": [{}]}', '{"champion": [{"name": "a"}]}', '{"champion": null}'),
    ],
)
def test_a_damaged_list_is_named_and_never_overwritten(shoes, text):
    path = shoes.root / aliases.ALIASES
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match=r"aliases\.json"):
        aliases.champion(shoes.root)
    with pytest.raises(StoreError, match=r"aliases\.json"):
        promote(shoes, "shoes/1")
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", ["../../etc", "", "..", "Shoes"])
def test_a_list_that_names_a_path_reaches_none(shoes, name):
    promote(shoes, "shoes/1")
    path = shoes.root / aliases.ALIASES
    listed = json.loads(path.read_bytes())
    listed["champion"][0]["name"] = name
    path.write_text(json.dumps(listed), encoding="utf-8")
    with pytest.raises(StoreError):
        shoes.resolve()


def test_promoting_changes_no_version(shoes):
    def files():
        return {p: p.read_bytes() for p in shoes.root.glob("shoes/*/*")}

    before = files()
    promote(shoes, "shoes/1")
    promote(shoes, "shoes/2")
    assert files() == before


@pytest.fixture
def both(shoes):
    """Beside shoes/1 to shoes/3 two versions for photographs."""
    for _ in range(2):
        shoes.publish("colour", lambda folder: fill(folder, input="photograph"))
    return shoes


def test_a_version_for_photographs_is_promoted_beside_the_champion(both):
    promote(both, "shoes/2")
    alias = promote(both, "colour/1")
    assert (alias.role, alias.generation) == ("photographs", 2)
    assert aliases.champion(both.root).ref == "shoes/2"
    assert aliases.holder(both.root, "photographs") == alias
    promote(both, "shoes/3")
    assert aliases.champion(both.root).ref == "shoes/3"
    assert aliases.holder(both.root, "photographs") == alias


def test_a_promotion_for_photographs_alone_makes_no_champion(both):
    promote(both, "colour/1")
    assert aliases.champion(both.root) is None
    assert aliases.holder(both.root, "champion") is None


def test_both_roles_share_one_count_of_promotions(both):
    promote(both, "shoes/1", expected_generation=0)
    with pytest.raises(ConflictError, match="shoes/1"):
        promote(both, "colour/1", expected_generation=0)
    assert promote(both, "colour/1", expected_generation=1).generation == 2


def test_a_list_from_before_there_were_roles_is_one_of_champions(both):
    promote(both, "shoes/2")
    path = both.root / aliases.ALIASES
    listed = json.loads(path.read_bytes())
    del listed["champion"][0]["role"]
    path.write_text(json.dumps(listed), encoding="utf-8")
    assert aliases.champion(both.root).ref == "shoes/2"
    promote(both, "colour/2")
    roles = [alias.role for alias in aliases.history(both.root)]
    assert roles == ["champion", "photographs"]
