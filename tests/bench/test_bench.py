"""The command itself: sections, failures, and a quick run against a real server."""

import argparse
import io
import json
import subprocess
import sys
import time

import numpy as np
import pytest

from dashboard.analysis import calibration
from dashboard.bench import server
from dashboard.bench.line import Line
from dashboard.commands import bench
from dashboard.errors import SetupError
from dashboard.store.versions import ModelStore
from tests import tiny


def called(settings, *words):
    parser = argparse.ArgumentParser()
    bench.arguments(parser)
    return bench.run(settings, parser.parse_args(words))


def test_only_measures_what_is_named_in_the_order_of_the_table(monkeypatch, settings):
    for name in bench.SECTIONS:
        monkeypatch.setitem(
            bench.SECTIONS, name, lambda setup, name=name: [Line(name, name, "1 s")]
        )
    lines = bench.measured(None, ["pages", "start"])
    assert [line.section for line in lines] == ["start", "pages"]


def test_what_cannot_be_measured_leaves_the_other_lines(monkeypatch, settings, capsys):
    def fail(setup):
        raise SetupError("no server")

    missed = Line("api", "slow", "9 s", "under 1 s", False)
    monkeypatch.setitem(bench.SECTIONS, "start", fail)
    monkeypatch.setitem(bench.SECTIONS, "api", lambda setup: [missed])
    assert called(settings, "--json", "--only", "start", "--only", "api") == 1
    lines = json.loads(capsys.readouterr().out)["lines"]
    assert [line["failed"] for line in lines] == [True, False]
    assert "no server" in lines[0]["measured"]


def test_a_missed_expectation_is_no_error(monkeypatch, settings, capsys):
    missed = Line("api", "slow", "9 s", "under 1 s", False)
    monkeypatch.setitem(bench.SECTIONS, "api", lambda setup: [missed])
    assert called(settings, "--only", "api") == 0
    assert "MISSED" in capsys.readouterr().out


def test_tensorflow_stays_out_of_the_measuring_process():
    code = "import sys, dashboard.commands.bench; print('tensorflow' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "False", done.stderr


def test_a_server_that_ends_early_is_told_with_its_last_words():
    process = subprocess.Popen([sys.executable, "-c", ""])
    log = io.BytesIO(b"starting\nerror: no store\n")
    with pytest.raises(SetupError, match="Received: error: no store"):
        server.wait(process, server.free_port(), time.monotonic(), log)


def test_end_ends_a_process_that_runs():
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    server.end(process)
    assert process.poll() is not None


@pytest.mark.slow
def test_a_quick_run_measures_a_real_server(settings, dataset, capsys):
    logits = tiny.tiny_logits(dataset.test_images)
    predictions = {
        "test_logits": logits,
        "test_probabilities": calibration.softmax(logits).astype(np.float32),
        "validation_logits": logits[:5000],
        "validation_probabilities": calibration.softmax(logits[:5000]),
    }
    store = ModelStore(settings.store)
    store.publish("tiny", lambda folder: tiny.fill(folder, predictions=predictions))
    status = called(settings, "--quick", "--json", "--only", "api", "--only", "pages")
    found = json.loads(capsys.readouterr().out)
    assert status == 0, [line["measured"] for line in found["lines"]]
    assert [line["section"] for line in found["lines"]] == ["api"] * 2 + ["pages"] * 6
    assert all(line["values"]["p50_ms"] > 0 for line in found["lines"])
    assert found["machine"]["cores"] > 0
