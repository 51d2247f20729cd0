"""Publishing, listing and resolving versions."""

import hashlib
import logging
import shutil

import pytest

from dashboard.chaos.versions import fill
from dashboard.errors import NotFoundError, StoreError
from dashboard.store import aliases, manifest
from dashboard.store.versions import ModelStore

HOSTILE = [
    *("", ".", "..", "...", "../shoes", "..\\shoes", "/etc", "/", "//", "a/b", "a//b"),
    *("./shoes", "shoes/", "shoes/..", "shoes\\..", "C:\\shoes", "~", "~root", "$HOME"),
    *("%2e%2e", "%2e%2e%2fshoes", "%00", "shoes\0", "\0", "shoes\n", "\nshoes", "a b"),
    *(" shoes", "shoes ", "Shoes", "SHOES", "-shoes", "_shoes", ".shoes", ".tmp-1"),
    *(
        "shoes.1",
        "aliases.json",
        "sch\u00f6n",
        "\u0441at",
        "\uff0e\uff0e",
        "\u202eshoes",
    ),
    *(
        "a" * 65,
        "a" * 5000,
        "shoes;rm",
        "shoes|x",
        "shoes*",
        "<b>",
        "\u0661",
        "\U0001f45e",
    ),
    *(None, 1, b"shoes", ["shoes"]),
]


def named(value):
    return ascii(value)[:24]


def tree(folder):
    """Every file below a folder with a hash of its content, but for locks."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).digest()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }


def test_numbers_go_upwards_for_each_name(store):
    numbers = [store.publish(name, fill).number for name in ("a", "a", "b", "a")]
    assert numbers == [1, 2, 1, 3]


def test_a_number_is_never_given_twice_while_a_later_one_stands(store):
    for _ in range(3):
        store.publish("a", fill)
    shutil.rmtree(store.root / "a" / "2")
    assert store.publish("a", fill).number == 4


def test_a_version_says_what_it_is(store):
    version = store.publish("shoes", lambda folder: fill(folder, weights="imagenet"))
    assert (version.name, version.number, version.ref) == ("shoes", 1, "shoes/1")
    assert version.manifest["weights"] == "imagenet"
    assert version.manifest["format"] == manifest.FORMAT
    assert set(version.manifest["files"]) == set(manifest.REQUIRED_FILES)
    assert version.manifest == store.get("shoes", 1).manifest


def test_fill_cannot_give_a_version_another_number_or_name(store):
    version = store.publish("a", lambda folder: fill(folder, name="b", version=7))
    assert store.get("a") == version
    assert version.ref == "a/1"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_fill_that_raises_leaves_nothing(store, error):
    def broken(folder):
        fill(folder)
        raise error

    with pytest.raises(error):
        store.publish("a", broken)
    assert tree(store.root) == {}
    assert store.list() == []


@pytest.mark.parametrize("missing", manifest.REQUIRED_FILES)
def test_a_missing_file_is_refused_and_named(store, missing):
    def short(folder):
        content = fill(folder)
        (folder / missing).unlink()
        return content

    with pytest.raises(StoreError, match=missing):
        store.publish("a", short)
    assert tree(store.root) == {}


def test_a_number_that_is_not_finite_is_not_published(store):
    with pytest.raises(ValueError, match="JSON"):
        store.publish("a", lambda folder: fill(folder, temperature=float("nan")))
    assert tree(store.root) == {}


@pytest.mark.parametrize("name", HOSTILE, ids=named)
def test_a_hostile_name_is_refused_by_every_door(store, name):
    store.publish("shoes", fill)
    before = tree(store.root.parent)
    with pytest.raises(StoreError):
        store.publish(name, fill)
    with pytest.raises(StoreError):
        store.get(name)
    with pytest.raises(StoreError):
        aliases.promote(store.root, name, 1, by="a test", reason="")
    assert tree(store.root.parent) == before


@pytest.mark.parametrize(
    "ref",
    [
        *(
            name
            for name in HOSTILE
            if isinstance(name, str) and name and name != "shoes/"
        ),
        *("shoes/0", "shoes/2", "shoes/-1", "shoes/+1", "shoes/1.0", "shoes/ 1"),
        *("shoes/1/", "shoes/1/1", "shoes/1/../1", "shoes/../shoes/1", "shoes/one"),
        *("shoes/\u0661", "shoes/\u00b9", "shoes/" + "9" * 300, "shoes/" + "9" * 5000),
        *("shoes/1\0", "shoes/1\n", "shoes/%31", "shoes/0x1", "shoes/1e0", "/1"),
    ],
    ids=named,
)
def test_a_hostile_reference_is_refused(store, ref):
    store.publish("shoes", fill)
    with pytest.raises(StoreError):
        store.resolve(ref)


@pytest.mark.parametrize("number", [0, -1, 2, 10**30, 10**400 % 10**300])
def test_an_unknown_number_is_not_found(store, number):
    store.publish("shoes", fill)
    with pytest.raises(NotFoundError, match="shoes/1"):
        store.get("shoes", number)


@pytest.mark.parametrize(
    ("ref", "found"),
    [("a", "a/2"), ("a/1", "a/1"), ("a/2", "a/2"), ("b", "b/1"), ("b/1", "b/1")],
)
def test_a_reference_finds_the_version(store, ref, found):
    for name in ("a", "a", "b"):
        store.publish(name, fill)
    assert store.resolve(ref).ref == found


def test_without_champion_the_best_on_validation_images_answers(store):
    for name, share in (("a", 0.8), ("b", 0.9), ("c", 0.7)):
        metrics = {"validation_accuracy": share, "test_accuracy": 1 - share}
        store.publish(name, lambda folder, m=metrics: fill(folder, metrics=m))
    assert store.resolve().ref == "b/1"
    aliases.promote(store.root, "c", 1, by="a test", reason="")
    assert store.resolve().ref == "c/1"
    assert store.resolve("a").ref == "a/1"


def test_an_empty_store_says_how_to_get_a_version(store):
    assert store.list() == []
    with pytest.raises(NotFoundError, match="python -m dashboard train"):
        store.resolve()


def test_the_newest_comes_first(store):
    made = {"a": "2026-01-02", "b": "2026-01-03", "c": "2026-01-01"}
    for name, day in made.items():
        version = store.publish(name, fill)
        content = {k: v for k, v in version.manifest.items() if k != "seal"}
        manifest.write(version.folder, {**content, "created_at": day})
    assert [version.ref for version in store.list()] == ["b/1", "a/1", "c/1"]


@pytest.mark.parametrize(
    "junk", [".tmp-1/1", "Shoes/1", "shoes/01", "shoes/one", "shoes/1.bak", "x y/1"]
)
def test_other_folders_are_no_versions(store, junk):
    store.publish("shoes", fill)
    shutil.copytree(store.root / "shoes" / "1", store.root / junk)
    assert [version.ref for version in store.list()] == ["shoes/1"]
    assert store.publish("shoes", fill).number == 2


def test_a_malformed_version_is_skipped_with_a_warning(store, caplog):
    store.publish("good", fill)
    bad = store.publish("bad", fill)
    bad.file("manifest.json").write_bytes(b"{")
    with caplog.at_level(logging.WARNING):
        assert [version.ref for version in store.list()] == ["good/1"]
    assert str(bad.file("manifest.json")) in caplog.text
    with pytest.raises(StoreError):
        store.list(strict=True)
    with pytest.raises(StoreError):
        store.get("bad")


def test_a_file_where_a_version_should_be_is_skipped(store):
    store.publish("a", fill)
    (store.root / "a" / "2").write_text("no folder", encoding="utf-8")
    assert [version.ref for version in store.list()] == ["a/1"]
    assert store.publish("a", fill).number == 3


def test_a_version_moved_to_another_place_is_refused(store):
    version = store.publish("a", fill)
    shutil.copytree(version.folder, store.root / "b" / "1")
    with pytest.raises(StoreError, match="b/1"):
        store.get("b", 1)


def test_reading_changes_no_file(store):
    version = store.publish("a", fill)
    aliases.promote(store.root, "a", 1, by="a test", reason="")
    before = tree(store.root)
    for reader in (ModelStore(store.root), store):
        reader.list()
        reader.resolve()
        reader.get("a").verify()
    version.verify()
    assert tree(store.root) == before


def colour(folder, **changes):
    return fill(folder, input="photograph", **changes)


def test_what_its_graph_takes_in_says_what_a_version_can_become(store):
    usual, other = store.publish("a", fill), store.publish("b", colour)
    assert (usual.role, usual.sees_photographs) == ("champion", False)
    assert (other.role, other.sees_photographs) == ("photographs", True)


def test_without_champion_one_for_photographs_does_not_stand_in(store):
    best = {"validation_accuracy": 0.99}
    store.publish("colour", lambda folder: colour(folder, metrics=best))
    assert store.resolve().ref == "colour/1"  # there is no other
    store.publish("a", fill)
    assert store.resolve().ref == "a/1"
    aliases.promote(store.root, "colour", 1, by="a test", reason="")
    assert store.resolve().ref == "a/1"


def test_the_newest_or_the_promoted_version_answers_for_photographs(store):
    assert store.for_photographs() is None
    store.publish("a", fill)
    assert store.for_photographs() is None
    for number in (1, 2):
        store.publish("colour", colour)
        assert store.for_photographs().ref == f"colour/{number}"
    aliases.promote(store.root, "colour", 1, by="a test", reason="")
    aliases.promote(store.root, "a", 1, by="a test", reason="")
    store.publish("colour", colour)
    assert store.for_photographs().ref == "colour/1"


def test_a_promoted_version_for_photographs_that_is_gone_is_said(store):
    version = store.publish("colour", colour)
    aliases.promote(store.root, "colour", 1, by="a test", reason="")
    shutil.rmtree(version.folder)
    with pytest.raises(NotFoundError, match="colour/1"):
        store.for_photographs()
