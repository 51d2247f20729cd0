"""Names of files from outside are words, and cannot lead anywhere."""

import pytest

from dashboard.data.names import LONGEST, is_litter, shown_path


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a.png", "a.png"),
        ("summer/a.png", "summer/a.png"),
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\pictures\\..\\a.png", "C:/pictures/a.png"),
        ("a\x00b\x1b[31m\u202e.png", "ab[31m.png"),
        ("", "a file without a name"),
        ("../..", "a file without a name"),
        ("\udcff.png", ".png"),
    ],
)
def test_a_name_is_shown_without_what_could_harm(name, shown):
    assert shown_path(name) == shown


def test_of_a_long_name_the_end_is_kept():
    shown = shown_path("x" * 500 + "/shirt.png")
    assert (len(shown), shown[0], shown[-9:]) == (LONGEST, "…", "shirt.png")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("__MACOSX/._a.png", True),
        ("summer/.DS_Store", True),
        ("summer\\Thumbs.db", True),
        (".hidden/a.png", True),
        ("summer/a.png", False),
        ("../a.png", False),
        ("./a.png", False),
        ("notes.txt", False),
    ],
)
def test_what_systems_leave_in_folders_is_known(name, expected):
    assert is_litter(name) is expected
