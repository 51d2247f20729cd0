"""`features`: the list and removing."""

import numpy as np
import pytest

from dashboard.__main__ import main
from dashboard.data.feature_cache import FeatureCache
from dashboard.settings import Settings

FACTS = {
    "backbone": "residual",
    "weights": "none",
    "image_size": 28,
    "shape": [4, 2],
    "view": 1,
    "augmentation": "light",
}


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("LOOKBOOK_CACHE", str(tmp_path))
    made = FeatureCache(Settings.from_environment().features)
    made.make("abc", (4, 2), FACTS, lambda first: [np.ones((4, 2), np.float32)])
    return made


def test_each_array_has_a_line(cache, capsys):
    assert main(["features"]) == 0
    out = capsys.readouterr().out
    assert "abc  residual (none) 28 px, 4 x 2, view 1 (light)" in out
    assert "1 arrays" in out


def test_one_array_is_removed(cache, capsys):
    assert main(["features", "--clear", "abc"]) == 0
    assert "freed" in capsys.readouterr().out
    assert cache.entries() == []


def test_an_unknown_key_is_an_error(cache, capsys):
    assert main(["features", "--clear", "xyz"]) == 1
    assert "'xyz'" in capsys.readouterr().err
    assert len(cache.entries()) == 1


def test_all_are_removed(cache, capsys):
    assert main(["features", "--clear"]) == 0
    assert main(["features", "--list"]) == 0
    assert "0 arrays" in capsys.readouterr().out
