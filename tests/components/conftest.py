"""What the tests of components share."""

from typing import Any

import pytest
from dash._utils import AttributeDict

from dashboard.jobs import dispatcher
from dashboard.serving.predictor import Predictors
from dashboard.settings import Settings
from tests import tiny
from tests.shipped import copied_store


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    """Two versions that no test changes."""
    return copied_store(tmp_path_factory.mktemp("components") / "store", 2)


@pytest.fixture(scope="session")
def both_kinds(tmp_path_factory):
    """Predictors of a store of two usual versions and one for photographs."""
    store = copied_store(tmp_path_factory.mktemp("both") / "store", 2)
    store.publish(
        "photographs",
        lambda folder: tiny.fill_colour(folder, side=64, pretrained=True),
    )
    return Predictors(store)


@pytest.fixture
def mounted(monkeypatch):
    """Addresses as in an app at the root, without an app."""
    config = AttributeDict(requests_pathname_prefix="/")
    monkeypatch.setattr("dash._get_paths.CONFIG", config)


@pytest.fixture
def at_rest(tmp_path, monkeypatch, mounted):
    """Settings of an empty runs folder in which nobody starts what waits."""
    monkeypatch.setattr(dispatcher, "ensure", lambda settings: None)
    return Settings(runs=tmp_path / "runs", store=tmp_path / "store")


def words(component: Any) -> str:
    """All text in a component."""
    if isinstance(component, list | tuple):
        return "\n".join(filter(None, map(words, component)))
    if isinstance(component, str | int | float):
        return str(component)
    return words(getattr(component, "children", None) or [])


def parts(component: Any, kind: type) -> list:
    """All components of a class within another one, in order."""
    if isinstance(component, list | tuple):
        return [found for one in component for found in parts(one, kind)]
    own = [component] if isinstance(component, kind) else []
    children = getattr(component, "children", None)
    # a component without children has the length 0, but it is there
    return own + (parts(children, kind) if children is not None else [])
