"""Parts of a document that a command writes."""

import pytest

from dashboard.commands.marked import marks, read, rewrite
from dashboard.errors import SetupError

BEGIN, END = marks("table")


def test_only_what_stands_between_the_marks_is_replaced(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(f"before\n\n{BEGIN}\nold\n{END}\n\nafter\n", encoding="utf-8")
    assert rewrite(path, {"table": "\nnew – \n", "other": "x"}) == ["table"]
    expected = f"before\n\n{BEGIN}\n\nnew –\n\n{END}\n\nafter\n"
    assert path.read_text(encoding="utf-8") == expected
    rewrite(path, {"table": "new –"})
    assert path.read_text(encoding="utf-8") == expected


@pytest.mark.parametrize(
    ("text", "said"), [("nothing", "no mark"), (f"{BEGIN}\nold", "no such line")]
)
def test_a_document_without_whole_marks_stays_as_it_is(tmp_path, text, said):
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SetupError, match=said):
        rewrite(path, {"table": "new"})
    assert path.read_text(encoding="utf-8") == text


def test_what_stands_between_the_marks_can_be_read(tmp_path):
    path = tmp_path / "a.md"
    assert read(path, "table") == ""
    path.write_text(f"before\n{BEGIN}\nold\n{END}\nafter", encoding="utf-8")
    assert (read(path, "table"), read(path, "other")) == ("old", "")
    path.write_text(f"{BEGIN}\nold", encoding="utf-8")
    assert read(path, "table") == ""


def test_a_document_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(SetupError, match="a.md"):
        rewrite(tmp_path / "a.md", {"table": "new"})
