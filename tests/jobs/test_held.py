import errno

import pytest

from dashboard.errors import RecipeError, WeightsError
from dashboard.jobs.queue import submit
from dashboard.jobs.worker import hold
from tests.jobs.stand_in import request


class ResourceExhaustedError(Exception):
    """Named like TensorFlow's."""


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (WeightsError("Put the file there."), "Put the file there."),
        (MemoryError(), "smaller batch"),
        (RuntimeError("DefaultCPUAllocator: not enough memory"), "smaller batch"),
        (ResourceExhaustedError("OOM"), "smaller batch"),
        (OSError(errno.ENOSPC, "No space left"), "Free some space"),
        (OSError(errno.EFBIG, "File too large"), "last state that fitted"),
        (RecipeError("Expected a positive rate."), "positive rate"),
        (OSError(errno.EACCES, "no"), "PermissionError"),
        (ValueError("a\nb"), "ValueError: a\nb. The whole story is in"),
        (SystemExit(1), "SystemExit: 1"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_error_ends_the_run_with_a_sentence_and_goes_on(run, error, words):
    with pytest.raises(type(error)):
        with hold(run):
            raise error
    assert run.status().state == "failed"
    assert words in run.status().message


def test_a_training_that_runs_out_of_memory_for_real_says_so(run, process):
    child = process("greedy", run.id)
    child.wait(20)
    assert child.returncode == 1
    assert run.status().state == "failed"
    assert "smaller batch" in run.status().message


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([], "starts anew"),
        ([("kept", {"epochs": 2, "step": 0})], "starts after epoch 2."),
        ([("kept", {"epochs": 2, "step": 37})], "starts in epoch 3 after step 37."),
        ([("kept", {"epochs": 2, "step": 0}), ("trained", {})], "only publishes it"),
        # an early end that failed, and then another attempt
        ([("trained", {}), ("kept", {"epochs": 2, "step": 9})], "epoch 3 after step 9"),
    ],
)
def test_a_cancelled_training_says_from_where_it_can_go_on(run, events, words):
    with hold(run) as kept:
        for kind, values in events:
            kept.watcher.report(kind, **values)
        kept.cancelled()
    assert words in run.status().message


def test_an_early_end_says_after_which_epoch_it_came(settings):
    run = submit(settings, request("e", recipe={"head_epochs": 1, "epochs": 7}))
    with hold(run) as kept:
        for epoch in (1, 2):
            kept.watcher.report("epoch", epoch=epoch)
        kept.watcher.report("trained", early=True)
        kept.succeed("shoes/1")
    assert run.status().message == "Published shoes/1. Ended early after epoch 2 of 8."


def test_an_early_end_without_an_epoch_to_keep_says_why(settings):
    run = submit(settings, request("e", recipe={"head_epochs": 0, "epochs": 8}))
    with hold(run) as kept:
        kept.watcher.report("epoch", epoch=1)
        run.finish_early()
        kept.cancelled()
    assert "after epoch 1 of 8" in run.status().message
    assert "nothing to publish" in run.status().message


def test_a_trainer_that_leaves_without_a_word_failed(run):
    with hold(run):
        pass
    assert run.status().state == "failed"


def test_the_keyboard_cancels_and_is_passed_on(run):
    with pytest.raises(KeyboardInterrupt):
        with hold(run):
            raise KeyboardInterrupt
    assert run.status().state == "cancelled"


def test_an_error_after_the_publication_does_not_undo_it(run):
    with pytest.raises(ValueError):
        with hold(run) as kept:
            kept.succeed("shoes/2")
            raise ValueError
    assert run.status().state == "succeeded"


def test_an_end_that_cannot_be_written_still_frees_the_lock(run, monkeypatch, capsys):
    with hold(run):
        monkeypatch.setattr(
            type(run), "change", lambda *a, **k: (_ for _ in ()).throw(OSError("full"))
        )
    assert "could not be written: full" in capsys.readouterr().out
    assert run.status().state == "lost"


def test_an_end_that_does_not_fit_on_the_disk_takes_the_room_of_an_older_state(
    run, monkeypatch
):
    older = run.state_file.with_name("resume.state.before")
    for path in (run.state_file, older):
        path.touch()
    change = type(run).change

    def change_if_there_is_room(self, *args, **values):
        if older.exists() and args == ("failed",):
            raise OSError(errno.ENOSPC, "full")
        return change(self, *args, **values)

    monkeypatch.setattr(type(run), "change", change_if_there_is_room)
    with hold(run):
        pass
    assert run.status().state == "failed"
    assert run.state_file.exists()
