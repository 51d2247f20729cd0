import pytest

from dashboard.errors import MarkError
from dashboard.marks.mark import LONGEST_NOTE, MOST_TAGS, Change, Mark, tags_in


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("Good, for  shoes,good", ("for shoes", "good")),
        (" , ,", ()),
        ("", ()),
        (None, ()),
        (3, ()),
    ],
)
def test_tags_are_small_each_once_and_in_order(text, tags):
    assert tags_in(text) == tags


def test_a_long_tag_is_refused_with_the_way_out():
    with pytest.raises(MarkError, match="Shorten it"):
        tags_in("a" * 41)


def test_a_change_leaves_the_rest_as_it_is():
    mark = Mark(("a", "b"), "slow", star=True)
    changed = Change(add=("c",), remove=("a", "x"), archived=True).applied(mark)
    assert changed == Mark(("b", "c"), "slow", star=True, archived=True)
    assert Change().applied(mark) == mark


def test_an_empty_note_takes_the_note_away():
    assert Change(note="  ").applied(Mark(note="slow")).note == ""


@pytest.mark.parametrize(
    "change",
    [
        Change(add=tuple(map(str, range(MOST_TAGS + 1)))),
        Change(note="x" * (LONGEST_NOTE + 1)),
    ],
)
def test_too_much_is_refused(change):
    with pytest.raises(MarkError, match="Received"):
        change.applied(Mark())


def test_two_marks_of_one_training_say_all_that_either_says():
    both = Mark(("a",), "", star=True).with_(Mark(("b",), "slow", archived=True))
    assert both == Mark(("a", "b"), "slow", True, True)
