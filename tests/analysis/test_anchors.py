"""Published figures."""

from dashboard.analysis.anchors import ANCHORS


def test_every_figure_has_a_source_and_is_a_share():
    assert len({anchor.name for anchor in ANCHORS}) == len(ANCHORS)
    for anchor in ANCHORS:
        assert anchor.source.startswith("https://")
        assert 0.8 < anchor.accuracy < 0.97
