"""`python -m dashboard repeat`, with a training that is made up."""

import json

import pytest

from dashboard.commands import marked, repeat_text, repeated
from dashboard.commands.repeated import Repeats
from dashboard.presets import preset


@pytest.fixture
def trained(monkeypatch):
    """Seeds in the order in which they were trained; `broken` ones break off."""
    seeds, broken = [], set()

    def train(recipe, data, watcher, files, cache):
        seeds.append(recipe.seed)
        files.state_file.touch()
        if recipe.seed in broken:
            raise KeyboardInterrupt
        files.best_file.touch()
        return {
            "validation_accuracy": 0.9 + recipe.seed / 100,
            "test_accuracy": 0.8 + recipe.seed / 100,
            "best_epoch": 3,
            "training_seconds": 1.0,
        }

    monkeypatch.setattr(repeated, "trained_and_measured", train)
    return seeds, broken


def called(command, *words):
    status, out, _ = command("repeat", "--preset", "fast", *words)
    return status, out


def test_each_seed_is_measured_and_all_of_them_summed_up(command, trained):
    status, out = called(command, "--seeds", 3, "--json")
    found = json.loads(out)
    assert (status, trained[0]) == (0, [1, 2, 3])
    assert [seed["seed"] for seed in found["seeds"]] == [1, 2, 3]
    assert found["test"] == pytest.approx({"mean": 0.82, "deviation": 0.01})
    assert found["validation"] == pytest.approx({"mean": 0.92, "deviation": 0.01})


def test_an_interrupted_call_goes_on_with_the_seed_it_was_at(
    command, settings, dataset, trained
):
    seeds, broken = trained
    broken.add(2)
    assert called(command, "--seeds", 3)[0] == 130
    folder = Repeats(settings, preset("fast"), dataset).folder
    assert (folder / "2.state").exists()  # from where the training goes on
    broken.clear()
    status, out = called(command, "--seeds", 3)
    assert (status, seeds) == (0, [1, 2, 2, 3])
    assert out.splitlines()[-1].startswith("fast, 3 seeds: validation 92.00% ± 1.00")
    left = {path.name for path in folder.iterdir()}
    assert left == {"1.json", "2.json", "3.json", "lock"}


def test_fewer_seeds_are_shown_when_fewer_are_asked_for(command, trained):
    called(command, "--seeds", 2)
    status, out = called(command, "--seeds", 1)
    assert (status, trained[0]) == (0, [1, 2])
    assert out.splitlines()[-1] == "fast, 1 seed: validation 91.00%, test 81.00%"


def test_two_at_once_do_not_measure_the_same(command, settings, dataset, trained):
    with Repeats(settings, preset("fast"), dataset).held():
        status, _, err = command("repeat", "--preset", "fast")
    assert (status, trained[0]) == (1, [])
    assert "another process" in err


def test_the_document_gets_every_preset_that_was_repeated(command, tmp_path, trained):
    path = tmp_path / "a.md"
    path.write_text("\n".join(marked.marks(repeat_text.MARK)), encoding="utf-8")
    command("repeat", "--preset", "cnn-baseline", "--seeds", 2)
    assert called(command, "--seeds", 2, "--write", path)[0] == 0
    text = path.read_text(encoding="utf-8")
    for name in ("cnn-baseline", "fast"):
        row = f"| `{name}` | 2 | 91.50% ± 0.71 | 81.50% ± 0.71 | 81.00, 82.00 |"
        assert row in text
    assert text.count("± 0.71 |") == 4


def test_a_row_that_another_machine_measured_stays_and_is_named(
    command, tmp_path, trained
):
    path = tmp_path / "a.md"
    begin, end = marked.marks(repeat_text.MARK)
    rows = "| `vit` | 5 | 1% | 2% | 2, 2 |\n| `fast` | 9 | 3% | 4% | 4, 4 |"
    path.write_text(f"{begin}\n{rows}\n{end}", encoding="utf-8")
    words = ("--preset", "fast", "--seeds", 2, "--write", path)
    _, _, said = command("repeat", *words)
    text = path.read_text(encoding="utf-8")
    assert "| `vit` | 5 | 1% | 2% | 2, 2 |" in text
    assert "| `fast` | 2 | 91.50% ± 0.71 |" in text and "| 9 |" not in text
    assert "not measured here, as they stood: vit\n" in said


@pytest.mark.parametrize("seeds", ["0", "101", "-1", "two", "1.5"])
def test_an_impossible_number_of_seeds_is_a_wrong_call(command, seeds):
    with pytest.raises(SystemExit) as caught:
        command("repeat", "--preset", "fast", f"--seeds={seeds}")
    assert caught.value.code == 2


def test_another_recipe_has_other_results_and_another_seed_the_same(settings, dataset):
    recipe = preset("fast")
    folder = Repeats(settings, recipe, dataset).folder
    assert Repeats(settings, recipe.with_(seed=9), dataset).folder == folder
    assert Repeats(settings, recipe.with_(epochs=9), dataset).folder != folder
