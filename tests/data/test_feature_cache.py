"""Arrays that are computed once: whole or not there, going on, listed, cleared."""

import json
import multiprocessing

import numpy as np
import pytest

from dashboard.data import feature_cache
from dashboard.data.feature_cache import FeatureCache
from dashboard.errors import DataError

ROWS, WIDTH = 12_000, 3
SHAPE = (ROWS, WIDTH)
FACTS = {"backbone": "cnn", "shape": list(SHAPE)}
WANTED = np.arange(ROWS * WIDTH).reshape(SHAPE) % 1000


def parts(first, size=500):
    for start in range(first, ROWS, size):
        yield WANTED[start : start + size].astype(np.float32)


class Broken(Exception):
    pass


def interrupted(at):
    """Parts of an attempt that dies before row `at`."""

    def made(first):
        for start, part in enumerate(parts(first)):
            if first + 500 * start >= at:
                raise Broken
            yield part

    return made


@pytest.fixture
def cache(tmp_path):
    return FeatureCache(tmp_path / "features")


def test_an_array_is_computed_once(cache):
    first = cache.make("key", SHAPE, FACTS, parts)
    np.testing.assert_array_equal(first, WANTED)
    assert first.dtype == np.float16

    def never(row):
        raise Broken

    np.testing.assert_array_equal(cache.make("key", SHAPE, FACTS, never), WANTED)


def test_nobody_sees_an_unfinished_array(cache):
    with pytest.raises(Broken):
        cache.make("key", SHAPE, FACTS, interrupted(7_000))
    assert cache.get("key") is None
    assert cache.entries() == []
    assert [folder.stem for folder in cache.unfinished()] == ["key"]


@pytest.mark.parametrize("at", [0, 4_000, 5_000, 7_000, 11_500])
def test_an_interrupted_array_goes_on_where_it_was_last_written(cache, at):
    with pytest.raises(Broken):
        cache.make("key", SHAPE, FACTS, interrupted(at))
    asked = []

    def rest(first):
        asked.append(first)
        return parts(first)

    np.testing.assert_array_equal(cache.make("key", SHAPE, FACTS, rest), WANTED)
    every = feature_cache.CHECKPOINT_ROWS
    assert asked == [at // every * every]
    assert cache.unfinished() == []


@pytest.mark.parametrize("damage", ["done", "array", "shape"])
def test_a_damaged_rest_is_computed_anew(cache, damage):
    with pytest.raises(Broken):
        cache.make("key", SHAPE, FACTS, interrupted(7_000))
    (folder,) = cache.unfinished()
    if damage == "done":
        (folder / feature_cache.DONE).write_text("[")
    elif damage == "array":
        (folder / feature_cache.ARRAY).write_bytes(b"\x93NUMPY")
    else:
        np.save(folder / feature_cache.ARRAY, np.zeros((2, 2), np.float16))
    np.testing.assert_array_equal(cache.make("key", SHAPE, FACTS, parts), WANTED)


def test_entries_say_what_they_are_and_how_large(cache):
    cache.make("key", SHAPE, FACTS, parts)
    (entry,) = cache.entries()
    assert (entry.key, entry.facts["backbone"]) == ("key", "cnn")
    assert entry.size >= 2 * ROWS * WIDTH
    np.testing.assert_array_equal(entry.open(), WANTED)


def test_one_or_all_can_be_removed(cache):
    for key in ("a", "b", "c"):
        cache.make(key, SHAPE, FACTS, parts)
    with pytest.raises(Broken):
        cache.make("d", SHAPE, FACTS, interrupted(7_000))
    assert cache.clear("b") >= 2 * ROWS * WIDTH
    assert {entry.key for entry in cache.entries()} == {"a", "c"}
    cache.clear()
    assert (cache.entries(), cache.unfinished()) == ([], [])
    assert cache.clear() == 0


@pytest.mark.parametrize("key", ["none", "", "../features", "a.part"])
def test_an_unknown_key_is_named(cache, key):
    cache.make("a", SHAPE, FACTS, parts)
    with pytest.raises(DataError, match="features --list"):
        cache.clear(key)
    assert cache.get("a") is not None


def test_the_disk_is_not_filled(cache, monkeypatch):
    free = feature_cache.RESERVE_BYTES + 2 * ROWS * WIDTH - 1
    usage = type("Usage", (), {"free": free})
    monkeypatch.setattr(feature_cache.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(DataError, match="features --clear"):
        cache.make("key", SHAPE, FACTS, parts)
    assert cache.unfinished() == []
    usage.free += 1
    assert cache.make("key", SHAPE, FACTS, parts).shape == SHAPE


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e5, -1e5])
def test_what_float16_cannot_hold_is_refused(cache, value):
    def bad(first):
        part = next(parts(first))
        part[7, 1] = value
        yield part

    with pytest.raises(DataError, match="cached_views=0"):
        cache.make("key", SHAPE, FACTS, bad)
    assert cache.get("key") is None


def _make(root, counter):
    def counted(first):
        with counter.get_lock():
            counter.value += 1
        return parts(first)

    FeatureCache(root).make("key", SHAPE, FACTS, counted)


def test_two_processes_compute_it_once(cache):
    # fresh interpreters: a fork of a process with threads may hang
    context = multiprocessing.get_context("spawn")
    counter = context.Value("i", 0)
    workers = [
        context.Process(target=_make, args=(cache.root, counter)) for _ in range(3)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    assert counter.value == 1
    np.testing.assert_array_equal(cache.get("key"), WANTED)


def test_facts_are_readable_json(cache):
    cache.make("key", SHAPE, FACTS, parts)
    facts = json.loads((cache.root / "key" / feature_cache.FACTS).read_text("utf-8"))
    assert facts["shape"] == list(SHAPE)
    assert "made_at" in facts
