from dashboard.jobs import watcher
from dashboard.jobs.watcher import RunWatcher


def test_a_wish_to_stop_is_seen_soon_and_looked_for_seldom(run, monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(watcher.time, "monotonic", lambda: clock[0])
    seen = RunWatcher(run)
    assert not seen.stop_asked()
    run.cancel_file.touch()
    clock[0] = 0.1
    assert not seen.stop_asked()
    clock[0] = 0.21
    assert seen.stop_asked()
    run.cancel_file.unlink()
    assert seen.stop_asked()  # a wish stays


def test_sigterm_in_the_middle_of_a_look_is_not_forgotten(run, monkeypatch):
    seen = RunWatcher(run)

    def looking(path):
        seen.stop()  # as the signal's handler does, whoever is looking
        return False

    monkeypatch.setattr(type(run.cancel_file), "exists", looking)
    assert seen.stop_asked()


def test_two_threads_that_look_at_once_both_see_the_wish(run, monkeypatch):
    run.cancel_file.touch()
    seen, exists, of_the_other = RunWatcher(run), type(run.cancel_file).exists, []

    def looking(path):
        if not of_the_other:
            of_the_other.append(None)
            of_the_other.append(seen.stop_asked())  # in the middle of the first look
        return exists(path)

    monkeypatch.setattr(type(run.cancel_file), "exists", looking)
    assert seen.stop_asked()
    assert of_the_other == [None, True]
