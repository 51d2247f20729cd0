"""`python -m dashboard export`: a graph to use elsewhere."""

import hashlib
import json

import numpy as np
import onnxruntime
import pytest

from dashboard.labels import LABELS
from dashboard.serving.predictor import Predictor


def test_the_folder_is_enough_to_answer_elsewhere(command, publish, tmp_path):
    version = publish(temperature=2.0)
    folder = tmp_path / "out" / "tiny"
    status, out, err = command("export", folder)
    assert (status, out, err) == (0, f"tiny/1 is in {folder}\n", "")
    assert {p.name for p in folder.iterdir()} == {
        *("model.onnx", "CARD.md", "description.json")
    }
    facts = json.loads((folder / "description.json").read_bytes())
    graph = (folder / "model.onnx").read_bytes()
    assert facts["sha256"] == hashlib.sha256(graph).hexdigest()
    assert facts["labels"] == list(LABELS)
    assert facts["temperature"] == 2.0
    session = onnxruntime.InferenceSession(graph)
    image = np.full((1, 28, 28), 9, np.uint8)
    answers = session.run(facts["outputs"], {facts["input"]["name"]: image})
    expected = Predictor(version).predict(image)[0]
    np.testing.assert_array_equal(answers[0][0], expected.logits)


@pytest.mark.parametrize("kind", ["folder", "file", "below a file"])
def test_what_exists_is_refused_and_left_alone(command, publish, tmp_path, kind):
    publish()
    place = tmp_path / "out"
    if kind == "folder":
        place.mkdir()
        (place / "CARD.md").write_text("mine", encoding="utf-8")
    else:
        place.write_text("mine", encoding="utf-8")
    target = place / "below" if kind == "below a file" else place
    status, out, err = command("export", target)
    assert (status, out) == (1, "")
    assert err.startswith("error: Expected a folder that does not exist yet")
    mine = place / "CARD.md" if kind == "folder" else place
    assert mine.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("model", ["other", "tiny/9", "../tiny"])
def test_an_unknown_model_leaves_no_folder(command, publish, tmp_path, model):
    publish()
    status, out, _ = command("export", tmp_path / "out", "--model", model)
    assert (status, out) == (1, "")
    assert not (tmp_path / "out").exists()


def test_a_damaged_version_is_not_exported(command, publish, tmp_path):
    publish().file("model.onnx").write_bytes(b"damaged")
    status, _, err = command("export", tmp_path / "out")
    assert status == 1
    assert "model.onnx" in err
    assert not (tmp_path / "out").exists()
