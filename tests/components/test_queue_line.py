"""The line of waiting runs."""

from dataclasses import replace

import dash_bootstrap_components as dbc
import pytest
from dash import html

from dashboard import estimate, ids
from dashboard.components import queue_line
from dashboard.components.queue_line import start_words
from dashboard.jobs import folder, queue
from dashboard.jobs.admission import UNNAMED
from dashboard.jobs.outlook import Place
from dashboard.jobs.request import Request
from dashboard.recipe import Recipe
from dashboard.settings import Settings
from tests.components.conftest import parts, words


@pytest.fixture
def settings(tmp_path, mounted):
    return Settings(runs=tmp_path / "runs", store=tmp_path / "store")


def submitted(settings, name, by=UNNAMED, priority=0):
    return queue.submit(settings, Request({}, name, None, name, by, priority))


def shown(settings):
    return queue_line.queue_line(settings, folder.list_runs(settings))


def test_nothing_is_shown_while_nobody_waits(settings):
    submitted(settings, "small").cancel()
    assert shown(settings) is None


def test_each_run_has_a_place_and_a_time_and_its_neighbours(settings):
    runs = [submitted(settings, name) for name in ("shoes", "bags", "coats")]
    rows = parts(shown(settings), html.Li)
    assert [row.key for row in rows] == [run.id for run in runs]
    hour = estimate.span(estimate.estimate(Recipe()))
    for number, said in ((1, "Starts any moment"), (2, f"Starts in about {hour}")):
        text = words(rows[number - 1])
        assert str(number) in text and said in text
    off = [[b.disabled for b in parts(row, dbc.Button)[:2]] for row in rows]
    assert off == [[True, False], [False, False], [False, True]]


def test_buttons_say_what_they_do_to_whom(settings):
    run = submitted(settings, "shoes")
    buttons = parts(shown(settings), dbc.Button)
    kinds = [ids.QUEUE_EARLIER, ids.QUEUE_LATER, ids.QUEUE_CANCEL]
    assert [button.id for button in buttons] == [
        {"type": kind, "index": run.id} for kind in kinds
    ]
    assert [button.title for button in buttons] == [
        *("Start shoes earlier", "Start shoes later", "Cancel shoes")
    ]


def test_runs_of_one_name_are_told_apart(settings):
    asked = Request({"seed": 7}, "shoes", None, "t", UNNAMED, study="heads")
    queue.submit(settings, replace(asked, publish=False))
    assert "seed 7\n · trial of heads" in words(shown(settings))


def test_a_named_user_and_a_priority_are_shown(settings):
    submitted(settings, "shoes")
    assert "by" not in words(shown(settings)).split()
    submitted(settings, "bags", by="ann", priority=2)
    text = words(shown(settings))
    assert "by ann" in text and "priority 2" in text


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, "not known"),
        (0.0, "any moment"),
        (45.0, "in about 40 seconds"),
        (720.0, "in about 12 minutes"),
        (9000.0, "in about 2.5 hours"),
    ],
)
def test_the_start_is_told_as_a_person_says_it(seconds, said):
    assert said in start_words(Place(2, seconds))
