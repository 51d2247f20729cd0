"""Versions offered to the fields of the Train form."""

from dashboard.components.train_versions import offered
from dashboard.store.versions import ModelStore
from tests import tiny


def test_every_version_that_answers_28x28_is_offered(settings):
    store = ModelStore(settings.store)
    assert offered(store) == []
    for name in ("boots", "shoes", "boots"):
        store.publish(name, tiny.fill)
    store.publish("photographs", tiny.fill_colour)
    options = offered(store)
    assert {option.value for option in options} == {"boots/1", "boots/2", "shoes/1"}
    assert {option.children for option in options} == {"One layer"}
