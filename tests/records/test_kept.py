from tests import tiny
from tests.records import made


def test_what_grows_is_read_again(settings, collected):
    run_id = made.run(settings.runs, accuracies=(0.7,))
    assert len(collected()[0].rows) == 1
    made.write(settings.runs / run_id, made.log(made.BEGAN, (0.7, 0.8)))
    assert len(collected()[0].rows) == 2


def test_what_is_as_it_was_is_not_read_again(settings, store, collected, monkeypatch):
    made.run(settings.runs)
    store.publish("tiny", lambda folder: tiny.fill(folder))
    first = collected()
    for name in ("read_bytes", "read_text", "open"):
        monkeypatch.setattr(f"pathlib.Path.{name}", None)
    assert collected() == first
