"""`python -m dashboard compare`."""

import json
import re

import numpy as np
import pytest

from dashboard.commands.marked import marks
from dashboard.store import aliases
from dashboard.store import comparison as measured_file

ROUND = ("--rounds", "1")


def answers(labels, right):
    """predictions.npz of a version that has the first `right` images right."""
    wrong = np.arange(len(labels)) >= right
    said = np.eye(10, dtype=np.float32)[(labels + wrong) % 10]
    held = np.zeros((1, 10), np.float32)
    return {
        "validation_logits": held,
        "validation_probabilities": held,
        "test_logits": said,
        "test_probabilities": said,
    }


@pytest.fixture
def two(publish, store, dataset):
    """A champion with ImageNet weights and a baseline from nothing."""
    metrics = publish("other").manifest["metrics"]
    for name, right, changes in (
        ("lite", 9_500, {"backbone": "efficientnet-lite0", "pretrained": True}),
        ("cnn-baseline", 9_200, {"backbone": "cnn", "parameters": 221_602}),
    ):
        share = right / 10_000
        figures = {"test_accuracy": share, "test_accuracy_interval": [share, share]}
        publish(
            name,
            predictions=answers(dataset.test_labels, right),
            metrics=metrics | figures,
            **changes,
        )
    aliases.promote(store.root, "lite", 1, by="me", reason="")


def test_json_is_one_object_with_figures_tests_and_answer(command, two, store):
    status, out, _ = command("compare", "--json", *ROUND)
    assert (status, out.count("\n")) == (0, 1)
    found = json.loads(out)
    rows = {row["ref"]: row for row in found["versions"]}
    assert rows["lite/1"]["champion"] and rows["lite/1"]["multiply_adds"] == 7840
    assert rows["cnn-baseline/1"]["against"]["only_b"] == 300
    [duel] = found["transfer"]["duels"]
    assert (duel["imagenet"], duel["from_nothing"]) == ("lite/1", "cnn-baseline/1")
    assert len(found["published"]) > 10
    assert set(measured_file.read(store.root)["versions"]) == set(rows)


def test_markdown_has_the_table_the_tests_the_answer_and_the_sources(command, two):
    status, out, _ = command("compare", "--markdown", *ROUND)
    assert status == 0
    assert "| `lite/1` (champion) | 95.00% (95.00 to 95.00) |" in out
    against = (
        r"\| `cnn-baseline/1` \| -3.00 \| -3.\d\d to -2.\d\d \| < 0.001 \| 0 \| 300 \|"
    )
    assert re.search(against, out)
    assert "Transfer learning is better than the standard CNN" in out
    assert "<https://github.com/zalandoresearch/fashion-mnist>" in out
    # each line of a table has as many cells as its head
    tables = [part.splitlines() for part in out.split("\n\n") if part.startswith("| ")]
    assert len(tables) == 3
    for lines in tables:
        assert len({line.count("|") for line in lines}) == 1


def test_a_person_gets_narrow_tables(command, two):
    status, out, err = command("compare", *ROUND)
    assert status == 0
    assert "lite/1" in out and "no: 3.00 points fewer" in " ".join(out.split())
    assert "round 1 of 1" in err


def test_stored_figures_are_shown_without_measuring(command, two, store):
    status, out, err = command("compare", "--stored", "--json")
    assert (status, err) == (0, "")
    assert json.loads(out)["measured_at"] is None
    assert not (store.root / measured_file.FILE).exists()


def test_documents_are_rewritten_between_their_marks(command, two, tmp_path):
    path = tmp_path / "a.md"
    whole, table = marks("comparison"), marks("versions")
    path.write_text("\n".join(["kept", *whole, "kept too", *table]), encoding="utf-8")
    status, out, err = command("compare", "--stored", "--write", path)
    text = path.read_text(encoding="utf-8")
    assert (status, out) == (0, "")
    assert "comparison, versions written" in err
    assert text.startswith("kept\n") and "\nkept too\n" in text
    assert text.count("| `lite/1` (champion) |") == 2
    assert text.count("### Published elsewhere") == 1


def test_a_document_without_marks_is_an_error(command, two, tmp_path):
    path = tmp_path / "a.md"
    path.write_text("nothing", encoding="utf-8")
    status, _, err = command("compare", "--stored", "--write", path)
    assert status == 1
    assert "no mark" in err


def test_an_empty_store_is_an_error(command):
    status, out, err = command("compare")
    assert (status, out) == (1, "")
    assert "python -m dashboard train" in err


@pytest.mark.parametrize("rounds", ["0", "-1", "x", "101", "9" * 9])
def test_a_wrong_number_of_rounds_is_refused(command, rounds):
    with pytest.raises(SystemExit):
        command("compare", "--rounds", rounds)
