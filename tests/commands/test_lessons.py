"""Which version is taught, and from which pictures."""

import pytest
from PIL import Image

from dashboard.commands import corrected, lessons, photo_memory
from dashboard.corrections.entry import NONE_OF_THE_TEN
from dashboard.corrections.folder import Corrections
from dashboard.data.photo_folder import Photo
from dashboard.errors import CorrectionError, NotFoundError, RunError
from dashboard.jobs.queue import submit
from dashboard.photo_lesson import PhotoLesson
from dashboard.store import aliases
from tests.corrections.conftest import FACTS, pixels
from tests.jobs.stand_in import request
from tests.tiny import fill_colour


@pytest.fixture
def photographs(store):
    """Publishes a version for photographs."""
    return lambda: store.publish(
        "photographs", lambda folder: fill_colour(folder, backbone="photographs")
    )


@pytest.fixture
def kept(settings):
    return Corrections(settings.corrections)


@pytest.fixture
def run(settings):
    return submit(settings, request("t", recipe=PhotoLesson().to_dict()))


def save(kept, number, **changes):
    facts = FACTS | {"photograph": True} | changes
    return kept.save(Image.new("RGB", (60, 40), "teal"), pixels(number), **facts)


def test_the_version_that_answers_photographs_is_taught_or_the_one_named(
    store, publish, photographs
):
    publish()
    first, second = photographs(), photographs()
    aliases.promote(store.root, "photographs", 1, by="a test", reason="")
    assert lessons.beginning(store, None) == first
    assert lessons.beginning(store, second.ref) == second


def test_another_kind_of_version_cannot_be_taught(store, publish):
    for ref in (None, publish().ref):
        with pytest.raises(RunError, match="for photographs to teach"):
            lessons.beginning(store, ref)
    with pytest.raises(NotFoundError):
        lessons.beginning(store, "nobody/3")


def test_only_corrections_of_photographs_are_learned(settings, run, dataset, kept):
    wanted = {
        save(kept, number, label=NONE_OF_THE_TEN if number % 2 else "Coat").id
        for number in range(12)
    }
    save(kept, 20, photograph=False)
    plan = corrected.plan_of(settings, run, dataset, photographs=True)
    assert plan.used.keys() | plan.held_out.keys() == wanted
    save(kept, 30)
    assert corrected.plan_of(settings, run, dataset, photographs=True) == plan


def test_with_nothing_to_learn_it_says_so(settings, run, dataset, kept):
    save(kept, 1, photograph=False)
    with pytest.raises(CorrectionError, match="version for photographs"):
        corrected.plan_of(settings, run, dataset, photographs=True)


def test_the_kept_pictures_are_learned_with_their_right_labels(run, kept):
    coat, hat = save(kept, 1), save(kept, 2, label=NONE_OF_THE_TEN)
    found = lessons.pictures(run, kept, {coat.id: "Coat", hat.id: NONE_OF_THE_TEN})
    assert [photo.right for photo in found] == [("Coat",), ()]
    assert found[0].path == kept.picture(coat.id)
    kept.delete(hat.id)
    with pytest.raises(CorrectionError, match="Start a new run"):
        lessons.pictures(run, kept, {hat.id: NONE_OF_THE_TEN})


def test_every_folder_has_its_part_in_what_is_remembered(tmp_path):
    photos = [Photo(tmp_path / f"{n}.png", str(n // 500), ()) for n in range(5_000)]
    found = photo_memory.thinned(photos)
    assert len(found) <= photo_memory.MOST
    assert {photo.folder for photo in found} == {str(n) for n in range(10)}
    assert photo_memory.thinned(photos[:7]) == photos[:7]


def test_the_command_says_why_it_cannot_teach(command, photographs):
    status, _, err = command("teach")
    assert (status, err.count("\n")) == (1, 1)
    assert "for photographs to teach" in err
    photographs()
    status, _, err = command("teach")
    assert status == 1
    assert "Expected a correction to learn from" in err
