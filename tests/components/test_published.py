"""The table of published figures."""

from dash import html

from dashboard.analysis.anchors import ANCHORS
from dashboard.components.published import published
from tests.components.conftest import parts, words


def test_every_figure_is_listed_with_a_link_to_its_source():
    shown = published()
    assert "Published elsewhere" in words(shown)
    assert "other conditions" in words(shown)
    links = parts(shown, html.A)
    assert {link.href for link in links} == {anchor.source for anchor in ANCHORS}
    assert {link.rel for link in links} == {"noopener noreferrer"}


def test_the_highest_figure_comes_first():
    shares = [words(row.children[1]) for row in parts(published(), html.Tr)[1:]]
    assert shares == sorted(shares, reverse=True)
