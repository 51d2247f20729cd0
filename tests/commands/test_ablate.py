"""`python -m dashboard ablate`, with a training that is made up."""

import json

import pytest

from dashboard.commands import ablate, ablate_text, marked, repeated
from dashboard.errors import RecipeError
from dashboard.presets import preset

ACCURACY = {"light": 0.90, "none": 0.88, "strong": 0.91}


@pytest.fixture
def trained(monkeypatch):
    """(augmentation, mixing, seed) in the order of training; at `broken` it breaks off.

    A seed is worth half a point and mixup two.
    """
    done, broken = [], set()

    def train(recipe, data, watcher, files, cache):
        done.append((recipe.augmentation, recipe.mixing, recipe.seed))
        if done[-1] in broken:
            raise KeyboardInterrupt
        value = ACCURACY[recipe.augmentation] + 0.005 * recipe.seed
        value += 0.02 * recipe.seed * (recipe.mixing == "mixup")
        return {
            "validation_accuracy": value,
            "test_accuracy": 0.5,
            "best_epoch": 3,
            "training_seconds": 1.0,
        }

    monkeypatch.setattr(repeated, "trained_and_measured", train)
    return done, broken


def called(command, *words):
    changes = ("--change", "augmentation=none", "--change", "mixing=mixup")
    return command("ablate", "--preset", "cnn-baseline", *changes, *words)


def test_every_change_is_measured_with_every_seed_one_seed_after_another(
    command, trained
):
    status, _, err = called(command, "--seeds", 2)
    kinds = [("light", "none"), ("none", "none"), ("light", "mixup")]
    assert status == 0
    assert trained[0] == [(*kind, seed) for seed in (1, 2) for kind in kinds]
    assert err.startswith("6 trainings, about ")


def test_differences_are_taken_seed_by_seed(command, trained):
    status, out, _ = called(command, "--seeds", 2, "--json")
    found = json.loads(out)
    assert status == 0
    points = {change: value["points"] for change, value in found["changes"].items()}
    assert points == pytest.approx({"augmentation=none": -2.0, "mixing=mixup": 3.0})
    _, out, _ = called(command, "--seeds", 2)
    assert out.splitlines() == [
        "base               90.75% ± 0.35",
        "augmentation=none  88.75% ± 0.35  -2.00 ± 0.00",
        "mixing=mixup       93.75% ± 1.77  +3.00 ± 1.41",
    ]


def test_an_interrupted_call_goes_on_and_measures_nothing_twice(command, trained):
    done, broken = trained
    broken.add(("light", "mixup", 1))
    assert called(command, "--seeds", 1)[0] == 130
    broken.clear()
    assert called(command, "--seeds", 1)[0] == 0
    assert done.count(("light", "none", 1)) == done.count(("none", "none", 1)) == 1
    assert done.count(("light", "mixup", 1)) == 2


def test_what_all_have_in_common_is_in_the_document(command, tmp_path, trained):
    path = tmp_path / "a.md"
    path.write_text("\n".join(marked.marks(ablate_text.MARK)), encoding="utf-8")
    status, _, _ = called(
        command,
        *("--with", "augmentation=strong", "--with", "mirror=false"),
        *("--seeds", 1, "--write", path),
    )
    text = path.read_text(encoding="utf-8")
    assert status == 0
    assert (
        "Preset `cnn-baseline`, with augmentation=strong, mirror=false; 1 seed each:"
        in text
    )
    assert "| nothing | 91.50% |  | 91.50 |" in text
    assert "| `augmentation=none` | 88.50% | -3.00 | 88.50 |" in text


def test_by_itself_it_changes_all_that_is_argued_about():
    found = ablate.variants(preset("cnn-baseline"), ablate.CHANGES)
    # it has light augmentation and Adam already
    assert len(found) == 1 + len(ablate.CHANGES) - 2
    assert "augmentation=light" not in found
    assert found["label_smoothing=0.1"].label_smoothing == 0.1


@pytest.mark.parametrize("words", ["ema", "=1", ""])
def test_a_change_without_name_or_value_is_a_wrong_call(command, words):
    with pytest.raises(SystemExit) as caught:
        command("ablate", "--preset", "fast", "--change", words)
    assert caught.value.code == 2


@pytest.mark.parametrize("change", ["mixing=stew", "mirror=nope"])
def test_a_change_that_a_recipe_cannot_have_is_refused(command, trained, change):
    status, _, err = called(command, "--change", change)
    assert (status, trained[0]) == (1, [])
    assert f"Received: {change.split('=')[0]}=" in err


def test_a_change_of_an_unknown_setting_is_refused():
    with pytest.raises(RecipeError, match="colour"):
        ablate.variants(preset("fast"), [{"colour": "red"}])
