"""`python -m dashboard doctor` and its checks."""

import sys
from argparse import Namespace
from dataclasses import replace

import pytest

from dashboard.commands import checks, doctor, folder_checks
from dashboard.commands.check import Check
from dashboard.errors import DataError
from dashboard.jobs import folder, lock
from dashboard.jobs.request import Request
from dashboard.settings import Settings


@pytest.fixture
def settings(tmp_path):
    return Settings(
        store=tmp_path / "store", runs=tmp_path / "runs", cache=tmp_path / "cache"
    )


def stub(monkeypatch, *found):
    by_name = {check.name: lambda settings, check=check: check for check in found}
    monkeypatch.setattr(doctor, "CHECKS", by_name)


def test_doctor_looks_at_all_a_stranger_may_lack():
    assert list(checks.CHECKS) == [
        "Python",
        "Packages",
        "Dataset",
        "Weights",
        "Extras",
        "Store",
        "Browser",
        "Disk",
        "Queue",
    ]


@pytest.mark.parametrize(
    ("found", "status"),
    [
        (Check("Disk", True, "80 GB"), 0),
        (Check("Disk", False, "1 GB", "free some"), 1),
        (Check("Browser", False, "none", "apt-get", needed=False), 0),
    ],
)
def test_status_is_1_only_when_something_needed_is_missing(
    monkeypatch, capsys, settings, found, status
):
    stub(monkeypatch, found)
    assert doctor.run(settings, Namespace()) == status
    out = capsys.readouterr().out
    assert found.found in out
    assert (found.remedy in out) if not found.ok else True


def test_a_check_that_cannot_be_made_counts_as_missing(monkeypatch, settings):
    def broken(settings):
        raise ModuleNotFoundError("No module named 'filelock'")

    monkeypatch.setattr(doctor, "CHECKS", {"Store": broken})
    (check,) = doctor.examine(settings)
    assert not check.ok
    assert (check.name, check.remedy) == ("Store", "make setup")
    assert "filelock" in check.found


def test_without_rich_the_findings_are_plain_lines(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "rich.console", None)
    doctor.show([Check("Python", False, "3.9.2", "install Python 3.11")])
    assert capsys.readouterr().out == (
        "Python: missing: 3.9.2 -> install Python 3.11\n"
    )


def test_paths_with_brackets_are_shown_as_they_are(capsys):
    doctor.show([Check("Disk", True, "[red]x[/red]")])
    assert "[red]x[/red]" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("version", "ok"),
    [((3, 10, 9), False), ((3, 11, 0), True), ((3, 13, 2), True), ((3, 14, 0), False)],
)
def test_python_is_one_tensorflow_has_wheels_for(monkeypatch, settings, version, ok):
    monkeypatch.setattr(sys, "version_info", version)
    assert checks.check_python(settings).ok is ok


def test_pins_read_markers_as_optional():
    text = (
        "# a comment\n"
        "dash==4.4.1\n"
        "    # via -r requirements.in\n"
        "colorama==0.4.6 ; sys_platform == 'win32'\n"
        "numpy==2.4.6 ; python_full_version < '3.12'\n"
        "numpy==2.5.5 ; python_full_version >= '3.12'\n"
    )
    assert checks.pins(text) == {
        "dash": {"4.4.1"},
        "colorama": {"0.4.6", None},
        "numpy": {"2.4.6", "2.5.5", None},
    }


def test_packages_other_than_pinned_are_named(monkeypatch, settings):
    versions = {"dash": "2.0.0", "plotly": None}
    real = checks.version_of
    monkeypatch.setattr(
        checks, "version_of", lambda name: versions.get(name, real(name))
    )
    check = checks.check_packages(settings)
    assert not check.ok
    assert "dash 2.0.0" in check.found
    monkeypatch.setattr(checks, "version_of", real)
    assert checks.check_packages(settings).ok


def test_a_damaged_dataset_is_named(monkeypatch, settings):
    def find(settings):
        raise DataError("Expected SHA-256 b056. Received: 0000.")

    monkeypatch.setattr(folder_checks.sources, "find", find)
    check = folder_checks.check_dataset(settings)
    assert not check.ok
    assert "b056" in check.found


def test_weights_are_optional(monkeypatch, settings):
    assert checks.check_weights(settings).ok
    monkeypatch.setattr(checks, "version_of", lambda name: None)
    check = checks.check_weights(settings)
    assert (check.ok, check.needed) == (False, False)
    assert "weights=none" in check.remedy


@pytest.mark.parametrize(("module", "ok"), [("json", True), ("no_such", False)])
def test_an_optional_extra_says_what_it_is_for(monkeypatch, settings, module, ok):
    facts = checks.BACKBONES["vit-imagenet"]
    changed = replace(facts, extra=replace(facts.extra, module=module))
    monkeypatch.setitem(checks.BACKBONES, "vit-imagenet", changed)
    check = checks.check_extras(settings)
    assert (check.ok, check.needed) == (ok, False)
    assert "vit-imagenet" in check.found
    assert ok or "pip install 'keras-hub" in check.remedy


def test_an_empty_store_says_how_to_get_a_version(settings):
    check = folder_checks.check_store(settings)
    assert not check.ok
    assert "python -m dashboard train" in check.remedy


def test_a_missing_browser_names_the_command(monkeypatch, settings):
    monkeypatch.setattr(checks.shutil, "which", lambda name: None)
    check = checks.check_browser(settings)
    assert (check.ok, check.needed) == (False, False)
    assert "apt-get install chromium chromium-driver" in check.remedy


def test_a_full_disk_is_named(monkeypatch, settings):
    monkeypatch.setattr(folder_checks, "FREE_DISK", 1e18)
    check = folder_checks.check_disk(settings)
    assert not check.ok
    assert "LOOKBOOK_CACHE" in check.remedy


def test_looking_at_the_queue_leaves_nothing_behind(settings):
    assert folder_checks.check_queue(settings).found.startswith("0 runs")
    assert not settings.runs.exists()


def test_runs_that_wait_for_nobody_are_named(settings):
    wish = Request({}, "shoes", start=None, token="one", created_by="a test")
    folder.create(settings, wish, "cnn")
    check = folder_checks.check_queue(settings)
    assert not check.ok
    assert "1 waiting, dispatcher at rest" in check.found
    assert check.remedy.startswith("python -m dashboard dispatch")
    with lock.acquire(settings.runs / "dispatcher.lock"):
        assert folder_checks.check_queue(settings).ok


def test_a_runs_folder_without_locks_is_refused(monkeypatch, settings):
    def refuse(*_):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(folder_checks.fcntl, "flock", refuse)
    check = folder_checks.check_queue(settings)
    assert not check.ok
    assert "LOOKBOOK_RUNS" in check.remedy
