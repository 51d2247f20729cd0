"""Percentiles, words, and the rows of the table."""

import io

import pytest
from rich.console import Console

from dashboard.bench import line, table
from dashboard.bench.line import Line


def test_percentile_lies_between_neighbours():
    assert line.percentile([1.0, 2.0, 3.0, 4.0], 50) == 2.5
    assert line.percentile(range(101), 95) == 95


@pytest.mark.parametrize("values", [[], [1.0, float("nan")], [float("inf")]])
def test_percentile_refuses_what_is_no_measurement(values):
    with pytest.raises(ValueError, match="Expected finite numbers"):
        line.percentile(values, 50)


def test_milliseconds_come_from_seconds():
    values = line.milliseconds([0.001] * 19 + [0.101])
    assert values["p50_ms"] == pytest.approx(1)
    assert values["p95_ms"] == pytest.approx(6)
    assert line.latency_words(values) == "p50 1.00 ms, p95 6.00 ms"


def test_span_names_the_unit_and_the_extremes():
    assert line.span([3.0, 1.0, 2.0], "s", 1) == "2.0 s (1.0 to 3.0)"


@pytest.mark.parametrize(
    ("value", "words"), [(0.561, "0.56"), (12.34, "12.3"), (1234.5, "1,234")]
)
def test_short_keeps_three_figures(value, words):
    assert line.short(value) == words


@pytest.mark.parametrize(
    ("met", "words"),
    [(None, "under 3 s"), (True, "under 3 s: met"), (False, "under 3 s: MISSED")],
)
def test_a_missed_expectation_is_marked_in_words(met, words):
    shown = table.expectation(Line("start", "a", "1 s", "under 3 s", met))
    assert shown.plain == words


def test_the_table_shows_every_line_and_the_machine_last():
    lines = [Line("start", "start", "2 s [of 3]"), Line("api", "request", "4 ms")]
    file = io.StringIO()
    table.show(lines, "2 cores", Console(file=file, width=120))
    shown = file.getvalue()
    assert "2 s [of 3]" in shown and "4 ms" in shown
    assert shown.rstrip().endswith("2 cores")
