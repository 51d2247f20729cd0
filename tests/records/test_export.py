import csv
import io
import json

from dashboard.marks.folder import Marks
from dashboard.marks.mark import Change
from dashboard.records import export
from tests import tiny
from tests.records import made


def test_the_table_has_a_line_for_each_epoch(settings, store, collected):
    run_id = made.run(settings.runs)
    store.publish("tiny", lambda folder: tiny.fill(folder))
    version, *epochs = csv.DictReader(io.StringIO(export.table(collected())))
    assert [row["epoch"] for row in epochs] == ["1", "2", "3"]
    last = epochs[2]
    assert (last["run"], last["name"], last["seed"]) == (run_id, "shoes", "1")
    assert (last["step"], last["minutes"], last["phase"]) == ("300", "3.0", "fine")
    assert float(last["validation_accuracy"]) == 0.8
    assert (version["version"], version["run"], version["step"]) == ("tiny/1", "", "")


def test_the_document_has_recipe_state_and_marks(settings, collected):
    run_id = made.run(settings.runs, state="lost", dropout=0.3)
    Marks(settings.runs).change([run_id], Change(add=("good",), note="slow"))
    [told] = json.loads(export.document(collected()))["trainings"]
    assert (told["run"], told["state"]) == (run_id, "lost")
    assert told["recipe"]["dropout"] == 0.3
    assert (told["marks"]["tags"], told["marks"]["note"]) == (["good"], "slow")
    assert [row["validation_accuracy"] for row in told["epochs"]] == [0.7, 0.9, 0.8]
    assert told["best_validation_accuracy"] == 0.9


def test_what_is_no_number_is_empty_in_both(settings, store, collected):
    def fill(folder):
        content = tiny.fill(folder)
        text = tiny.HISTORY.replace(",2.3,0.1,2.3,0.1,", ",,0.1,2.3,0.1,")
        (folder / "history.csv").write_text(text)
        return content

    store.publish("tiny", fill)
    [row] = csv.DictReader(io.StringIO(export.table(collected())))
    [told] = json.loads(export.document(collected()))["trainings"]
    assert (row["loss"], told["epochs"][0]["loss"]) == ("", None)
