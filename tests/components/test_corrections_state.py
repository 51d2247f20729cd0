"""What the Corrections page says."""

import pytest
from PIL import Image

from dashboard.components import corrections_list, corrections_state
from dashboard.corrections.counts import Counts
from dashboard.corrections.entry import NONE_OF_THE_TEN
from dashboard.corrections.folder import Corrections
from tests.components.conftest import words
from tests.corrections.conftest import FACTS, pixels


@pytest.fixture(autouse=True)
def addresses(monkeypatch):
    """Without an app there is no prefix of addresses."""
    monkeypatch.setattr(corrections_list, "get_relative_path", lambda path: path)


@pytest.fixture
def corrections(tmp_path):
    return Corrections(tmp_path / "corrections")


def save(corrections, number, **changes):
    original = Image.new("RGB", (9, 9))
    return corrections.save(original, pixels(number), **FACTS | changes)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (Counts(0, 0, 0, 0), ""),
        (Counts(1, 0, 0, 0), "1 correction: 1 to learn from, 0 held out"),
        (Counts(34, 9, 2, 1), "46 corrections: 34 to learn from, 9 held out"),
        (Counts(0, 0, 2, 0), "2 none of the ten."),
        (Counts(0, 0, 0, 3), "3 of the dataset's own held-out images."),
        (Counts(3, 1, 0, 0, 5, 2), "11 corrections: 8 to learn from, 3 held out"),
        (Counts(3, 1, 0, 0, 5, 2), "7 are on answers of a version for photographs"),
    ],
)
def test_the_counts_are_in_words(counts, expected):
    assert expected in corrections_state.count_words(counts)
    assert bool(expected) == bool(corrections_state.count_words(counts))


def test_each_correction_is_counted_once(corrections):
    entries = [save(corrections, number) for number in range(12)]
    entries.append(save(corrections, 20, label=NONE_OF_THE_TEN))
    entries.append(save(corrections, 21, label=NONE_OF_THE_TEN, in_dataset=True))
    assert Counts.of(entries) == Counts(7, 5, 1, 1)
    assert Counts.of(entries).usable == 12
    for number in range(30, 36):
        label = NONE_OF_THE_TEN if number % 2 else "Coat"
        entries.append(save(corrections, number, label=label, photograph=True))
    counts = Counts.of(entries)
    assert (counts.usable, counts.photographs, counts.none_of_ten) == (12, 6, 1)


def test_a_card_says_what_a_training_does_with_it(corrections):
    entries = [save(corrections, number) for number in range(12)]
    said = {corrections_list.use_words(entry) for entry in entries}
    assert said == {"held out to measure", "learned from"}
    for changes in ({"label": NONE_OF_THE_TEN}, {"in_dataset": True}):
        entry = save(corrections, 0, **changes)
        assert "never used" in corrections_list.use_words(entry)
    entry = save(corrections, 0, label=NONE_OF_THE_TEN, photograph=True)
    assert corrections_list.use_words(entry) in said


def test_only_what_a_version_saw_is_said_to_be_seen(corrections):
    entries = [save(corrections, 1), save(corrections, 2, photograph=True)]
    titles = [str(card) for card in corrections_list.cards(entries, 2)]
    assert "28x28 as the model saw it" in titles[0]
    assert "Its 28x28 form" in titles[1] and "as the model saw" not in titles[1]


def test_a_note_is_shown_as_it_was_written(corrections):
    entry = save(corrections, 1, note="<b>mine</b>")
    [card] = corrections_list.cards([entry], 1)
    assert "<b>mine</b>" in words(card)


def test_what_is_damaged_is_named(corrections):
    for number in range(7):
        entry = save(corrections, number)
        (corrections.root / entry.id / "entry.json").unlink()
    state = corrections_state.page_state(corrections, None, None)
    text = words(state["count"])
    assert "cannot be read" in text
    assert "and 2 more" in text


@pytest.mark.parametrize("label", [None, "", "any", "coat", ["Coat"], {}, 3])
@pytest.mark.parametrize("page", [None, "", 0, -1, "2", 1.5, True, 10**30, [1]])
def test_whatever_a_browser_sends_shows_all(corrections, label, page):
    save(corrections, 1)
    state = corrections_state.page_state(corrections, label, page)
    assert (len(state["grid"]), state["page"], state["pages"]) == (1, 1, 1)
