"""Where files of weights are looked for."""

import pytest

from dashboard.weights import (
    KAGGLE_VARIABLE,
    WEIGHTS_VARIABLE,
    Download,
    Extra,
    KagglePreset,
)

FILE = Download("small.h5", 9)
PRESET = KagglePreset("model.weights.h5", 22, "keras/small/1")


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Keras's and KerasHub's own folders, and none of the person's."""
    monkeypatch.delenv(WEIGHTS_VARIABLE, raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv(KAGGLE_VARIABLE, str(tmp_path / "kaggle"))
    return tmp_path


def put(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


@pytest.mark.parametrize(
    ("download", "place"),
    [
        (FILE, "keras/models/small.h5"),
        (PRESET, "kaggle/models/keras/small/1/model.weights.h5"),
    ],
)
def test_the_persons_own_folder_comes_first(home, monkeypatch, download, place):
    assert download.found() is None
    fetched = put(home / place)
    assert download.found() == fetched
    monkeypatch.setenv(WEIGHTS_VARIABLE, str(home / "mine"))
    assert download.found() == fetched
    own = put(home / "mine" / download.file)
    assert download.found() == own


def test_a_folder_of_that_name_is_no_file(home):
    (home / "keras" / "models" / FILE.file).mkdir(parents=True)
    assert FILE.found() is None


@pytest.mark.parametrize(("module", "there"), [("json", True), ("no_such", False)])
def test_a_package_is_looked_for_without_importing_it(module, there):
    assert Extra(module, "such>=1").installed() is there
