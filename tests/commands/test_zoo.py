"""`python -m dashboard zoo`: two small recipes in the place of what ships."""

import subprocess
import sys
from types import SimpleNamespace

import pytest

from dashboard.commands import zoo, zoo_found, zoo_plan
from dashboard.errors import StoreError
from dashboard.jobs.folder import get_run, list_runs
from dashboard.jobs.worker import hold
from dashboard.preset_recipes import ENSEMBLE, PRESETS
from dashboard.presets import preset
from dashboard.settings import ROOT, Settings
from tests import tiny

SMALL = {
    "backbone": "cnn",
    "weights": "none",
    "image_size": 28,
    "head_epochs": 0,
    "share": 0.002,
    "patience": 0,
}
NAMES = ("first", "second")
TEACHER = f"{ENSEMBLE}/3"  # of the store that ships; another one counts from 1


@pytest.fixture(autouse=True)
def small_zoo(monkeypatch):
    """Two names in the place of those that ship."""
    for number, name in enumerate(NAMES, start=1):
        recipe = {**SMALL, "epochs": 2 * number}
        monkeypatch.setitem(PRESETS, name, recipe)
    for module in (zoo, zoo_plan):
        monkeypatch.setattr(module, "ZOO", {name: (name,) for name in NAMES})


class StandIn:
    """In the place of the processes: trains without Keras, breaks off when told.

    Attributes:
        calls: (command, name of the version) of each process.
        breaks: what the next process for a name does before its end.
    """

    def __init__(self, settings, store):
        self.settings, self.store = settings, store
        self.calls, self.breaks = [], {}

    def run(self, command, **_):
        *words, run_id = command[3:]
        if words[0] == "ensemble":
            self.calls.append((" ".join(words), run_id))
            members = [{"ref": ref} for ref in words[1:-1]]
            self.store.publish(run_id, lambda f: tiny.fill(f, members=members))
            return SimpleNamespace(returncode=0)
        run = get_run(self.settings, run_id)
        name = run.request.name
        self.calls.append((" ".join(words), name))
        try:
            with hold(run, again=words != ["train", "--run"]) as held:
                self._train(run, held, self.breaks.pop(name, None))
        except StoreError:
            return SimpleNamespace(returncode=1)
        return SimpleNamespace(returncode=0)

    def _train(self, run, held, trouble):
        held.watcher.report("epoch", epoch=1, validation_accuracy=0.5)
        if trouble == "interrupt":
            raise KeyboardInterrupt
        run.best_file.touch()
        held.watcher.report("trained", seconds=1.0, best_epoch=1)
        if trouble == "full disk":
            raise StoreError("The disk was full.")
        told = {"recipe": run.request.recipe, "parent": run.request.start}
        made = self.store.publish(
            run.request.name, lambda folder: tiny.fill(folder, **told)
        )
        held.succeed(made.ref)


@pytest.fixture
def trainings(settings, store, monkeypatch):
    made = StandIn(settings, store)
    monkeypatch.setattr(zoo, "subprocess", made)
    return made


def test_a_dry_run_says_what_is_left_and_changes_nothing(command, settings, trainings):
    status, out, _ = command("zoo", "--dry-run")
    lines = out.splitlines()
    assert (status, len(lines)) == (0, 3)
    for name, line in zip(NAMES, lines, strict=False):
        assert line.startswith(name) and "to be trained, about " in line
    assert lines[-1].startswith("About ") and str(settings.store) in lines[-1]
    assert (trainings.calls, list_runs(settings)) == ([], [])
    assert not settings.store.exists()


def test_interrupted_between_two_the_first_is_not_trained_again(
    command, store, trainings
):
    assert command("zoo", "--only", "first")[0] == 0
    status, out, _ = command("zoo")
    assert status == 0
    assert "published as first/1" in out
    assert trainings.calls == [("train --run", "first"), ("train --run", "second")]
    assert {version.ref for version in store.list()} == {"first/1", "second/1"}
    command("zoo")
    assert len(trainings.calls) == 2


def test_interrupted_inside_it_goes_on_with_the_same_run(command, settings, trainings):
    trainings.breaks["second"] = "interrupt"
    assert command("zoo")[0] == 130
    status, out, _ = command("zoo")
    assert status == 0
    (run,) = [r for r in list_runs(settings) if r.request.name == "second"]
    assert f"goes on after 1 of 4 epochs, run {run.id}" in out
    assert trainings.calls == [
        ("train --run", "first"),
        ("train --run", "second"),
        ("train --resume", "second"),
    ]


def test_what_was_trained_is_only_published_and_the_others_go_on(command, trainings):
    trainings.breaks["first"] = "full disk"
    status, out, _ = command("zoo")
    assert (status, out.splitlines()[-1].partition(";")[0]) == (
        1,
        "not published: first",
    )
    assert command("zoo")[0] == 0
    assert [name for _, name in trainings.calls] == ["first", "second", "first"]
    assert trainings.calls[-1] == ("publish", "first")


@pytest.fixture
def two_steps(monkeypatch):
    """One name whose second preset continues from the version of its first."""
    for module in (zoo, zoo_plan):
        monkeypatch.setattr(module, "ZOO", {"first": ("first", "second")})


def test_a_second_step_continues_from_the_version_of_the_first(
    command, settings, trainings, two_steps
):
    _, out, _ = command("zoo", "--dry-run")
    assert ["further" in line for line in out.splitlines()] == [False, True, False]
    assert command("zoo")[0] == 0
    assert trainings.calls == [("train --run", "first")] * 2
    starts = {run.request.start for run in list_runs(settings)}
    assert starts == {None, "first/1"}
    assert command("zoo")[0] == 0
    assert len(trainings.calls) == 2


def test_a_second_step_waits_for_the_first(command, trainings, two_steps):
    trainings.breaks["first"] = "full disk"
    assert command("zoo")[0] == 1
    assert len(trainings.calls) == 1


def test_a_second_step_interrupted_inside_it_goes_on_as_the_same_run(
    command, settings, store, trainings, two_steps
):
    first = preset("first").to_dict()
    store.publish("first", lambda folder: tiny.fill(folder, recipe=first))
    trainings.breaks["first"] = "interrupt"
    assert command("zoo")[0] == 130
    assert "goes on after 1 of 4 epochs" in command("zoo", "--dry-run")[1]
    assert command("zoo")[0] == 0
    (run,) = list_runs(settings)
    assert run.request.start == "first/1"
    assert [words for words, _ in trainings.calls] == ["train --run", "train --resume"]


def test_once_the_last_step_is_there_the_first_may_be_gone(
    command, store, trainings, two_steps
):
    further = preset("second").to_dict()
    store.publish(
        "first", lambda folder: tiny.fill(folder, recipe=further, parent="first/9")
    )
    status, out, _ = command("zoo", "--only", "first")
    assert (status, trainings.calls) == (0, [])
    assert out.splitlines()[0].endswith("published as first/1")


def test_a_step_that_is_published_makes_those_before_it_needless(
    command, store, monkeypatch
):
    steps = {"first": ("first", "second", "third")}
    monkeypatch.setitem(PRESETS, "third", {**SMALL, "epochs": 6})
    for module in (zoo, zoo_plan):
        monkeypatch.setattr(module, "ZOO", steps)
    told = {"recipe": preset("second").to_dict(), "parent": "first/1"}
    store.publish("first", lambda folder: tiny.fill(folder, **told))
    out = command("zoo", "--dry-run")[1]
    assert [line.split()[1:3] for line in out.splitlines()[:-1]] == [
        ["published", "as"],
        ["to", "be"],
    ]
    assert "further" in out


@pytest.fixture
def with_average(monkeypatch):
    """The average of the two comes between them and one that learns from it."""
    monkeypatch.setitem(PRESETS, "taught", {**SMALL, "epochs": 6, "teacher": TEACHER})
    names = {**{name: (name,) for name in NAMES}, ENSEMBLE: (), "taught": ("taught",)}
    for module in (zoo, zoo_plan):
        monkeypatch.setattr(module, "ZOO", names)
    monkeypatch.setattr(zoo_found, "AVERAGED", NAMES)
    monkeypatch.setattr(zoo_found, "PUBLISHED_AS", {"second": "first"})


def test_the_average_is_made_of_its_members_and_teaches_by_its_own_number(
    command, settings, trainings, with_average
):
    assert "to be averaged" in command("zoo", "--dry-run")[1]
    assert command("zoo")[0] == 0
    assert trainings.calls[2:] == [
        ("ensemble first/1 first/2 --name", ENSEMBLE),
        ("train --run", "taught"),
    ]
    [run] = [run for run in list_runs(settings) if run.request.name == "taught"]
    assert run.request.recipe["teacher"] == f"{ENSEMBLE}/1" != TEACHER
    status, out, _ = command("zoo")
    assert (status, len(trainings.calls)) == (0, 4)
    assert f"published as {ENSEMBLE}/1" in out and "to be" not in out


def test_an_average_of_others_is_another_one(command, store, with_average):
    for name in NAMES:
        told = {"recipe": preset(name).to_dict()}
        store.publish("first", lambda folder, told=told: tiny.fill(folder, **told))
    store.publish(ENSEMBLE, lambda folder: tiny.fill(folder, members=[{"ref": "x/1"}]))
    assert "to be averaged" in command("zoo", "--dry-run")[1]


def test_an_average_waits_for_all_of_its_members(command, trainings, with_average):
    status, out, _ = command("zoo", "--only", ENSEMBLE)
    assert (status, trainings.calls) == (1, [])
    assert "not all of its members are published yet" in out


def test_a_teacher_that_nothing_here_makes_is_told_before_hours_of_training(
    command, store, trainings, monkeypatch
):
    taught = PRESETS["second"] | {"teacher": "other/1"}
    monkeypatch.setitem(PRESETS, "second", taught)
    for when in (["--dry-run"], []):
        status, out, _ = command("zoo", *when)
        assert (
            "second                     cannot be trained: its teacher other/1" in out
        )
        assert status == (not when)
    assert [name for _, name in trainings.calls] == ["first"]
    assert "copy it and its members there" in out and "not published: second" in out
    store.publish("other", tiny.fill)
    assert command("zoo")[0] == 0
    assert [name for _, name in trainings.calls] == ["first", "second"]


def test_another_recipe_of_the_same_name_does_not_count(command, store, trainings):
    other = preset("first").with_(seed=2).to_dict()
    store.publish("first", lambda folder: tiny.fill(folder, recipe=other))
    assert "to be trained" in command("zoo", "--dry-run")[1]
    assert command("zoo", "--only", "first")[0] == 0
    assert store.get("first").number == 2


def test_a_run_that_another_process_trains_is_left_alone(
    command, settings, trainings, monkeypatch
):
    trainings.breaks["first"] = "interrupt"
    assert command("zoo", "--only", "first")[0] == 130
    (run,) = list_runs(settings)
    with hold(run, again=True) as held:
        status, out, _ = command("zoo", "--only", "first")
        held.fail("It was a test.")
    assert status == 1
    assert f"in training by another process, run {run.id}; wait for it" in out
    assert len(trainings.calls) == 1


def test_the_store_that_ships_is_used_only_when_it_is_named(tmp_path):
    shipped = Settings()
    assert zoo.target(shipped, None) == zoo.STORE != shipped.store
    assert zoo.target(shipped, shipped.store) == shipped.store
    assert zoo.target(Settings(store=tmp_path), None) == tmp_path


def test_what_ships_is_listed():
    answer = subprocess.run(
        [sys.executable, "-m", "dashboard", "zoo", "--dry-run"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stderr
    assert "resnet50" in answer.stdout
