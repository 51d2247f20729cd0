"""Several processes on one store, and processes that die in the middle."""

import pytest

from dashboard.chaos.versions import fill
from dashboard.store import aliases
from tests.store.worker import CRASHED


def said(child):
    """The numbers that a worker printed, after it ended well."""
    out, _ = child.communicate(timeout=60)
    assert child.returncode == 0
    return [int(line) for line in out.split()]


def test_eight_processes_publishing_at_once_get_distinct_numbers(store, start):
    workers = [start("publish", store.root, "shoes", 4) for _ in range(8)]
    seen = set()
    while any(worker.poll() is None for worker in workers):
        # what can be seen is whole at any moment
        for version in store.list(strict=True):
            if version.number not in seen:
                version.verify()
                seen.add(version.number)
    numbers = [said(worker) for worker in workers]
    assert all(own == sorted(own) for own in numbers)
    assert sorted(sum(numbers, [])) == list(range(1, 33))
    assert sorted(version.number for version in store.list()) == list(range(1, 33))
    assert list(store.root.glob(".tmp-*")) == []


def test_six_processes_promoting_at_once_lose_none(store, start):
    for _ in range(6):
        store.publish("shoes", fill)
    workers = [start("promote", store.root, "shoes", n, 5) for n in range(1, 7)]
    generations = sum((said(worker) for worker in workers), [])
    assert sorted(generations) == list(range(1, 31))
    kept = aliases.history(store.root)
    assert [alias.generation for alias in kept] == list(range(1, 31))
    assert {alias.number for alias in kept} == set(range(1, 7))


def test_readers_during_a_storm_of_promotions_never_fail(store, start):
    for _ in range(2):
        store.publish("shoes", fill)
    workers = [start("promote", store.root, "shoes", n, 40) for n in (1, 2)]
    generation = reads = 0
    while any(worker.poll() is None for worker in workers):
        alias = aliases.champion(store.root)
        now = alias.generation if alias else 0
        assert now >= generation
        generation, reads = now, reads + 1
        assert store.resolve().name == "shoes"
        assert len(store.list(strict=True)) == 2
    assert [len(said(worker)) for worker in workers] == [40, 40]
    assert aliases.champion(store.root).generation == 80
    assert reads > 20


@pytest.fixture
def crashed(store, start, tmp_path):
    """Copies of a store in which a deed was cut short, one per point of time."""
    for _ in range(2):
        store.publish("shoes", fill)
    aliases.promote(store.root, "shoes", 1, by="a test", reason="")

    def copies(deed):
        (tmp_path / "copies").mkdir()
        codes = said(start("crash", deed, store.root, tmp_path / "copies"))
        assert codes == [CRASHED] * (len(codes) - 1) + [0]
        return [
            type(store)(tmp_path / "copies" / str(n + 1)) for n in range(len(codes))
        ]

    return copies


def test_a_crash_while_publishing_leaves_a_whole_store(crashed):
    outcomes = []
    for store in crashed("publish"):
        versions = store.list(strict=True)
        for version in versions:
            version.verify()
        outcomes.append(len(versions))
        assert store.resolve().ref == "shoes/1"
        assert store.publish("shoes", fill).number == len(versions) + 1
    # all or nothing, and once it is there it stays
    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {2, 3}
    # each file, the folders and the rename were cut before and after
    assert len(outcomes) > 2 * len(("six files", "manifest", "rename")) + 12


def test_a_crash_while_promoting_leaves_the_old_champion_or_the_new(crashed):
    outcomes = []
    for store in crashed("promote"):
        champion = aliases.champion(store.root)
        outcomes.append(champion.ref)
        assert [a.generation for a in aliases.history(store.root)] == list(
            range(1, champion.generation + 1)
        )
        # the dead process holds no lock
        alias = aliases.promote(store.root, "shoes", 2, by="a test", reason="")
        assert alias.generation == champion.generation + 1
    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {"shoes/1", "shoes/2"}
