import threading

import pytest

from dashboard.errors import RunError
from dashboard.jobs.folder import list_runs
from dashboard.jobs.queue import claim_next, line, move, resume, submit
from tests.jobs.stand_in import request


@pytest.fixture
def waiting(settings):
    """Four runs that wait, by token."""
    return {token: submit(settings, request(token)) for token in "abcd"}


def names(settings):
    return "".join(run.request.token for run in line(list_runs(settings)))


@pytest.mark.parametrize(
    ("token", "places", "order"),
    [
        ("c", -1, "acbd"),
        ("c", -2, "cabd"),
        ("c", -99, "cabd"),
        ("b", 1, "acbd"),
        ("b", 99, "acdb"),
        ("b", 0, "abcd"),
    ],
)
def test_a_run_is_moved_and_no_further_than_an_end(
    settings, waiting, token, places, order
):
    place = move(settings, waiting[token], places)
    assert names(settings) == order
    assert place == order.index(token) + 1
    assert claim_next(settings).request.token == order[0]


def test_a_moved_run_leaves_its_request_as_it_was(settings, waiting):
    before = (waiting["c"].folder / "request.json").read_bytes()
    move(settings, waiting["c"], -1)
    assert (waiting["c"].folder / "request.json").read_bytes() == before


def test_who_comes_later_stands_behind_equals_and_before_lower_priorities(settings):
    for token, priority in (("a", 5), ("b", 0), ("c", 0)):
        submit(settings, request(token, priority=priority))
    move(settings, line(list_runs(settings))[2], -2)
    assert names(settings) == "cab"
    for token, priority in (("d", 0), ("e", 5), ("f", 9)):
        submit(settings, request(token, priority=priority))
    assert names(settings) == "fcaebd"


def test_who_left_the_line_and_comes_back_stands_at_its_end(settings, waiting):
    move(settings, waiting["d"], -3)
    waiting["d"].cancel()
    assert names(settings) == "abc"
    resume(settings, waiting["d"])
    assert names(settings) == "abcd"


def test_within_one_users_runs_the_others_keep_their_places(settings):
    people = {"a": "ann", "b": "bob", "c": "ann", "d": "bob", "e": "ann"}
    runs = {t: submit(settings, request(t, created_by=p)) for t, p in people.items()}
    move(settings, runs["e"], -2, user="ann")
    assert names(settings) == "ebadc"
    move(settings, runs["b"], 1, user="bob")
    assert names(settings) == "edabc"
    with pytest.raises(RunError, match="Expected a run of bob"):
        move(settings, runs["a"], -1, user="bob")
    assert names(settings) == "edabc"


def test_what_does_not_wait_is_not_moved(settings, waiting):
    claim_next(settings)
    with pytest.raises(RunError, match="state='starting'"):
        move(settings, waiting["a"], 1)


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"7", b'{"line": [1]}', b'{"line": 1}']
)
def test_a_damaged_order_is_left_out_and_named(settings, waiting, content, caplog):
    (settings.runs / "line.json").write_bytes(content)
    assert names(settings) == "abcd"
    assert "line.json" in caplog.text
    move(settings, waiting["d"], -1)
    assert names(settings) == "abdc"


def test_movers_at_once_lose_nobody_and_no_move(settings, waiting):
    """A crash would leave the file before or after a move: it is replaced in one."""
    moves = [("a", 3), ("b", -1), ("d", -3), ("c", 1)] * 3
    threads = [
        threading.Thread(target=move, args=(settings, waiting[token], places))
        for token, places in moves
    ]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        assert sorted(names(settings)) == list("abcd")
    assert sorted(names(settings)) == list("abcd")
