import pytest

from dashboard.jobs.run import Run
from dashboard.marks.folder import Marks
from dashboard.marks.mark import Change
from dashboard.records import collect
from tests import tiny
from tests.records import made


def publish(store, **changes):
    return store.publish("tiny", lambda folder: tiny.fill(folder, **changes))


def test_a_run_is_one_row_with_the_version_it_published(settings, store, collected):
    run_id = made.run(settings.runs, version="tiny/1")
    publish(store, run_id=run_id)
    [record] = collected()
    assert (record.key, record.version, record.test) == (run_id, "tiny/1", 0.1)
    assert record.names == (run_id, "tiny/1")
    assert (record.validation, record.best, record.seconds) == (0.9, 1, 180)


def test_a_version_of_another_run_is_a_row_of_its_own(settings, store, collected):
    # the store was exchanged: that number is now another model's
    run_id = made.run(settings.runs, version="tiny/1")
    publish(store, run_id="20260101-000000-cnn-ffff")
    assert {(r.key, r.version) for r in collected()} == {
        (run_id, None),
        ("tiny/1", "tiny/1"),
    }


def test_the_newest_come_first_and_waiting_ones_before_them(settings, store, collected):
    old, new = made.run(settings.runs, 0), made.run(settings.runs, 1)
    waiting = made.run(settings.runs, 2, state="queued")
    publish(store)  # today, so after both
    assert [record.key for record in collected()] == [waiting, "tiny/1", new, old]


def test_a_dead_trainer_is_seen_although_nothing_was_written(settings, collected):
    run_id = made.run(settings.runs, state="running")
    assert collected()[0].state == "lost"
    status = Run(run_id, settings.runs / run_id, None).stored()
    assert status.state == "running"


@pytest.mark.parametrize("damaged", ["status.json", "request.json"])
def test_a_damaged_run_is_left_out(settings, collected, damaged):
    run_id = made.run(settings.runs)
    (settings.runs / run_id / damaged).write_text("{")
    (settings.runs / "no-run").mkdir()
    assert collected() == []


def test_a_row_has_the_marks_of_its_run_and_of_its_version(settings, store, collected):
    run_id = made.run(settings.runs, version="tiny/1")
    publish(store, run_id=run_id)
    Marks(settings.runs).change([run_id], Change(add=("a",)))
    Marks(settings.runs).change(["tiny/1"], Change(add=("b",), star=True))
    assert (collected()[0].mark.tags, collected()[0].mark.star) == (("a", "b"), True)


def test_names_are_found_by_run_and_by_version_each_once(settings, store, collected):
    run_id = made.run(settings.runs, version="tiny/1")
    publish(store, run_id=run_id)
    other = made.run(settings.runs, 1)
    found = collect.named(collected(), [other, "tiny/1", run_id, "nobody/1", None])
    assert [record.key for record in found] == [other, run_id]


def test_batches_of_a_version_are_counted_where_they_are_known(store, collected):
    splits = {"train": 55_000}
    publish(store, recipe={"batch_size": 64, "share": 0.5}, splits=splits)
    publish(store, recipe={"batch_size": 64, "corrections": True}, splits=splits)
    publish(store, recipe={"side": 192}, splits=splits)
    found = {record.key: record.rows[0].get("steps") for record in collected()}
    assert found == {"tiny/1": 430, "tiny/2": None, "tiny/3": None}


def test_the_kept_epoch_is_what_the_training_says(settings, collected):
    # an epoch at a smaller image size may be better and yet not be kept
    run_id = made.run(settings.runs)
    events = [*made.log(made.BEGAN, (0.9, 0.8))]
    made.write(settings.runs / run_id, [e | {"best_epoch": 2} for e in events])
    assert (collected()[0].best, collected()[0].validation) == (1, 0.8)
