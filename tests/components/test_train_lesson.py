"""Teaching photographs from the Train page."""

import pytest
from PIL import Image

from dashboard.components import train_lesson
from dashboard.components.run_buttons import again_link
from dashboard.components.run_recipe import differences
from dashboard.corrections.entry import NONE_OF_THE_TEN
from dashboard.corrections.folder import Corrections
from dashboard.errors import NotFoundError
from dashboard.jobs import folder, queue
from dashboard.photo_lesson import PhotoLesson
from dashboard.settings import Settings
from tests.components.conftest import words
from tests.corrections.conftest import FACTS, pixels
from tests.corrections.test_entry import entry

HELD = next(number for number in range(12) if entry(number).held_out)


def save(kept, numbers, **changes):
    for number in numbers:
        original = Image.new("RGB", (60, 40), "teal")
        kept.save(original, pixels(number), **FACTS | {"photograph": True} | changes)


@pytest.fixture
def with_photographs(at_rest, both_kinds):
    """Settings with the store of both kinds of version."""
    return Settings(runs=at_rest.runs, store=both_kinds.store.root)


@pytest.mark.parametrize(
    ("numbers", "changes", "said"),
    [
        ([], {}, "nothing to learn from yet"),
        ([HELD], {}, "1 held out to measure"),
        ([1, 2], {"photograph": False}, "nothing to learn from yet"),
        ([1, 2], {"in_dataset": True}, "nothing to learn from yet"),
    ],
)
def test_with_nothing_to_learn_it_cannot_be_pressed_and_says_why(
    both_kinds, tmp_path, numbers, changes, said
):
    kept = Corrections(tmp_path)
    save(kept, numbers, **changes)
    state = train_lesson.lesson_state(both_kinds.store, kept)
    assert state["disabled"] is True
    assert said in state["words"]


def test_what_will_be_learned_is_said(both_kinds, tmp_path):
    kept = Corrections(tmp_path)
    save(kept, range(0, 12, 2))
    save(kept, range(1, 12, 2), label=NONE_OF_THE_TEN)
    state = train_lesson.lesson_state(both_kinds.store, kept)
    assert (state["label"], state["disabled"]) == ("Teach photographs/1", False)
    assert "7 to learn from, 5 held out" in state["words"]


def test_without_a_version_for_photographs_there_is_nobody_to_teach(
    store, at_rest, tmp_path
):
    save(Corrections(tmp_path), range(12))
    state = train_lesson.lesson_state(store, Corrections(tmp_path))
    assert state["disabled"] is True
    assert "No version here sees photographs" in state["words"]
    with pytest.raises(NotFoundError, match="No version here"):
        train_lesson.start(at_rest, "somebody")


def test_pressed_it_is_a_run_in_the_line_and_pressed_twice_the_same(with_photographs):
    run_id, said = train_lesson.start(with_photographs, "somebody")
    [run] = folder.list_runs(with_photographs)
    assert run.id == run_id
    assert run_id in words(said)
    asked = run.request
    assert (asked.name, asked.start) == ("photographs", "photographs/1")
    assert asked.recipe == PhotoLesson().to_dict()
    again, said = train_lesson.start(with_photographs, "somebody")
    assert again is None
    assert "already" in words(said)
    assert len(folder.list_runs(with_photographs)) == 1


def test_its_page_shows_its_settings_and_offers_no_form(with_photographs):
    run_id, _ = train_lesson.start(with_photographs, "somebody")
    run = folder.get_run(with_photographs, run_id)
    assert again_link(run) is None
    found = differences(run.request.recipe)
    assert all(value == usual for value, usual in found.values())
    assert found["copies"] == (PhotoLesson().copies,) * 2


def test_who_waits_behind_it_is_told_a_time(with_photographs):
    for user in ("somebody", "another"):
        train_lesson.start(with_photographs, user)
    places = sorted(
        queue.outlook(with_photographs).values(), key=lambda place: place.number
    )
    assert places[0].seconds == 0
    assert 60 < places[1].seconds < 3600
