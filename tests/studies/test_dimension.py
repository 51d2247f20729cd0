import pytest

from dashboard.errors import LookbookError
from dashboard.studies.dimension import Listed, Span, parsed


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("dropout", "0.1", 0.1),
        ("dropout", "0..0.5", Span(0.0, 0.5)),
        ("learning_rate", "1e-4 .. 1e-2 log", Span(1e-4, 1e-2, True)),
        ("learning_rate", "0.001 to 0.01", Span(0.001, 0.01)),
        ("batch_size", "64, 128", Listed((64, 128))),
        ("epochs", "3..6", Span(3, 6)),
        ("schedule", "cosine", "cosine"),
        ("mirror", "yes, no", Listed((True, False))),
    ],
)
def test_a_setting_is_written_in_one_line(name, text, found):
    assert parsed(name, text) == found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("dropout", ""),
        ("dropout", "0.5..0.1"),
        ("dropout", "0..0.5 log"),
        ("dropout", "nan..nan"),
        ("dropout", "lots"),
        ("epochs", "1.5..3"),
        ("schedule", "cosine..constant"),
        ("batch_size", "64, 64"),
        ("batch_size", ", ".join(map(str, range(1, 30)))),
        ("colour", "1"),
    ],
)
def test_what_is_none_of_the_three_is_refused(name, text):
    with pytest.raises(LookbookError, match="Received"):
        parsed(name, text)
