"""How much training is in a version that continued another."""

from dashboard.store.effort import seconds_before, total_seconds
from dashboard.store.versions import ModelStore
from tests import tiny


def test_the_time_of_what_was_continued_counts_all_the_way_back(settings):
    store = ModelStore(settings.store)
    facts = {"training_seconds": 100.0}
    first = store.publish("a", lambda folder: tiny.fill(folder, **facts))
    assert total_seconds(first.manifest) == 100.0  # which is older than that entry
    before = seconds_before(store, "a/1")
    facts = {"training_seconds": 20.0, "training_seconds_before": before}
    store.publish("a", lambda folder: tiny.fill(folder, **facts))
    assert seconds_before(store, "a/2") == 120.0


def test_without_a_parent_there_is_none(settings):
    assert seconds_before(ModelStore(settings.store), None) == 0.0


def test_a_parent_that_is_gone_leaves_it_unknown(settings):
    assert seconds_before(ModelStore(settings.store), "gone/1") is None
    facts = {"training_seconds": 1.0, "training_seconds_before": None}
    assert total_seconds(facts) is None
    assert total_seconds({}) is None
