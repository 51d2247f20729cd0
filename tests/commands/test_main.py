"""The command line itself: which commands there are, statuses, wrong calls."""

import argparse
import importlib
import re
import subprocess
import sys

import pytest

from dashboard import __main__ as command_line
from dashboard.__main__ import COMMANDS, main
from dashboard.errors import LookbookError
from dashboard.settings import ROOT


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_a_module_with_both_functions(name):
    module = importlib.import_module(f"dashboard.commands.{name}")
    module.arguments(argparse.ArgumentParser())
    assert callable(module.run)


@pytest.mark.parametrize(
    "words",
    [
        *([], ["nothing"], ["predict"], ["models", "--what"], ["export"]),
        *(["train", "--preset", "other"], ["evaluate", "a"]),
        ["train", "--run", "a", "--resume", "a"],
    ],
    ids=str,
)
def test_a_wrong_call_has_status_2(words, capsys):
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("usage: python -m dashboard")


def test_help_lists_every_command(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert caught.value.code == 0
    out = capsys.readouterr().out
    # argparse puts the words of a long name into the next line
    assert all(re.search(rf"^ +{name}\s", out, re.MULTILINE) for name in COMMANDS)


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (LookbookError("Expected this."), 1, "error: Expected this.\n"),
        (KeyboardInterrupt(), 130, "stopped\n"),
        (BrokenPipeError(), 0, ""),
    ],
)
def test_errors_become_a_status_and_a_sentence(
    monkeypatch, capsys, error, status, said
):
    def run(settings, args):
        raise error

    module = importlib.import_module("dashboard.commands.models")
    monkeypatch.setattr(module, "run", run)
    assert main(["models"]) == status
    assert capsys.readouterr() == ("", said)


def test_a_wrong_environment_is_a_sentence(monkeypatch, capsys):
    monkeypatch.setenv("PORT", "eighty")
    assert main(["models"]) == 1
    assert "PORT" in capsys.readouterr().err


def test_a_defect_is_not_hidden(monkeypatch):
    def run(settings, args):
        raise ZeroDivisionError

    module = importlib.import_module("dashboard.commands.models")
    monkeypatch.setattr(module, "run", run)
    with pytest.raises(ZeroDivisionError):
        command_line.main(["models"])


def test_only_training_loads_tensorflow():
    program = (
        "import sys; from dashboard.commands import predict, models, evaluate, export; "
        "from dashboard.commands import train; import dashboard.ml.evaluate; "
        "print([n for n in ('tensorflow', 'keras') if n in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True
    )
    assert (answer.stdout, answer.stderr) == ("[]\n", "")


def test_data_says_where_the_verified_files_are(command, data_folder):
    status, out, _ = command("data")
    assert status == 0
    assert str(data_folder) in out
    assert "55,000 training, 5,000 validation and 10,000 test images" in out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--epochs", "-1"], "epochs=-1"),
        (["--backbone", "vgg"], "backbone='vgg'"),
        (["--backbone", "cnn", "--weights", "imagenet"], "weights='imagenet'"),
        (["--share", "0"], "share=0"),
        (["--learning-rate", "fast"], "learning_rate='fast'"),
        (["--backbone", "cnn", "--name", "../x"], "name='../x'"),
        (["--run", "../x"], "../x"),
        (["--resume", "../x"], "../x"),
    ],
)
def test_a_wrong_training_is_refused_before_it_starts(
    command, settings, store, options, said
):
    status, out, err = command("train", *options)
    assert (status, out) == (1, "")
    assert said in err.splitlines()[-1]
    assert store.list() == []
    assert not list(settings.runs.glob("*-*-*"))
