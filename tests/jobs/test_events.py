import threading

import numpy as np

from dashboard.jobs import events
from dashboard.jobs.events import Position


def kinds(found):
    return [(event["seq"], event["kind"]) for event in found]


def test_events_are_numbered_by_their_line(tmp_path):
    path = tmp_path / "events.jsonl"
    assert events.after(path, 0) == []
    for kind in ("a", "b", "c"):
        events.append(path, kind, value=1)
    assert kinds(events.after(path, 1)) == [(2, "b"), (3, "c")]
    assert events.after(path, 0)[0]["time"].endswith("+00:00")


def test_a_reader_goes_on_where_it_stopped(tmp_path):
    path = tmp_path / "events.jsonl"
    events.append(path, "a")
    first, position = events.read(path)
    events.append(path, "b")
    second, end = events.read(path, position)
    assert kinds(first + second) == [(1, "a"), (2, "b")]
    assert events.read(path, end) == ([], end)


def test_a_log_cut_at_any_byte_gives_its_whole_lines_and_takes_new_ones(tmp_path):
    path = tmp_path / "events.jsonl"
    for number in range(3):
        events.append(path, "step", step=number, text="ä")
    whole = path.read_bytes()
    for size in range(len(whole) + 1):
        path.write_bytes(whole[:size])
        lines = whole[:size].count(b"\n")
        found, position = events.read(path)
        assert [event["step"] for event in found] == list(range(lines))
        assert found == events.after(path, 0) == events.of_kind(path, "step")
        newest = events.newest(path, ["step"])
        assert [event["step"] for event in newest] == list(range(lines))[-1:]
        events.append(path, "step", step="new")
        assert events.after(path, 0)[-1]["step"] == "new"
        assert events.read(path, position)[0][-1]["step"] == "new"
        assert events.newest(path, ["step"])[0]["step"] == "new"


def test_the_newest_of_a_kind_is_the_last_whole_one(tmp_path):
    path = tmp_path / "events.jsonl"
    events.append(path, "epoch", epoch=1)
    events.append(path, "step", step=1)
    with open(path, "ab") as file:
        file.write(b'{"kind": "epoch", "ti\n')
    found = events.newest(path, ("epoch", "step", "phase"))
    assert [event["kind"] for event in found] == ["epoch", "step"]


def test_the_last_one_of_any_kind_is_found_at_the_end(tmp_path):
    path = tmp_path / "events.jsonl"
    assert events.last(path) is None
    events.append(path, "a", text="x" * 2 * events.LONGEST_LINE)
    assert events.last(path) is None  # longer than any that is written
    for kind in ("b", "c"):
        events.append(path, kind)
        assert events.last(path)["kind"] == kind
    with open(path, "ab") as file:
        file.write(b'{"kind": "d"')  # still being written
    assert events.last(path)["kind"] == "c"


def test_numbers_that_json_lacks_become_none(tmp_path):
    path = tmp_path / "events.jsonl"
    events.append(path, "step", loss=float("nan"), left=float("inf"), a=np.float32(0.5))
    (event,) = events.after(path, 0)
    assert (event["loss"], event["left"], event["a"]) == (None, None, 0.5)


def test_two_writers_never_mix_their_lines(tmp_path):
    path = tmp_path / "events.jsonl"

    def write(name):
        for _ in range(100):
            events.append(path, name, text=name * 2000)

    threads = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found, _ = events.read(path, Position())
    assert len(found) == 200
    assert all(event["text"] == event["kind"] * 2000 for event in found)
