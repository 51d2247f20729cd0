from dashboard.figures.history_overlay import NOTHING, overlay_figure
from dashboard.records.series import MEASURES
from tests.figures.made import one, trace


def test_all_graphs_are_on_one_x_axis():
    figure = overlay_figure([one()])
    assert {t.xaxis for t in figure.data} == {None}  # the first
    axes = {measure: trace(figure, "a", measure).yaxis for measure in MEASURES}
    assert sorted(set(axes.values())) == ["y", "y2", "y3"]
    assert figure.layout.hoversubplots == "axis"
    assert figure.layout.hovermode == "x unified"


def test_many_curves_are_told_one_at_a_time():
    many = [one(name) for name in "abcde"]
    assert overlay_figure(many).layout.hovermode == "closest"


def test_zoom_and_hidden_curves_survive_growth_but_not_another_axis():
    first, grown = overlay_figure([one()]), overlay_figure([one(), one("b")])
    steps = overlay_figure([one()], "step")
    log = overlay_figure([one()], scale="log")
    assert first.layout.uirevision == grown.layout.uirevision
    assert first.layout.xaxis.uirevision == grown.layout.xaxis.uirevision
    assert first.layout.xaxis.uirevision == log.layout.xaxis.uirevision
    assert first.layout.xaxis.uirevision != steps.layout.xaxis.uirevision
    assert first.layout.yaxis2.uirevision != log.layout.yaxis2.uirevision
    assert trace(first, "a", "loss").uid == trace(grown, "a", "loss").uid


def test_one_learning_rate_throughout_is_seen_above_zero():
    assert overlay_figure([one()]).layout.yaxis3.rangemode == "tozero"


def test_the_loss_alone_may_be_logarithmic():
    layout = overlay_figure([one()], scale="log").layout
    assert (layout.yaxis2.type, layout.yaxis.type) == ("log", None)


def test_over_steps_training_is_the_line_of_the_steps():
    fine = {"loss": ([50, 100], [0.9, 0.8])}
    figure = overlay_figure([one(x=[100, 200, 300], steps=fine)], "step")
    assert trace(figure, "a", "loss").x == (50, 100)
    assert trace(figure, "a", "accuracy").x == (100, 200, 300)
    assert figure.layout.xaxis.title.text.startswith("Step")


def test_a_new_phase_is_marked_once_however_many_curves():
    figure = overlay_figure([one(n, phases=[(1.5, "fine")]) for n in "ab"])
    assert [line.x0 for line in figure.layout.shapes] == [1.5]
    assert [note.text for note in figure.layout.annotations] == ["fine-tuning →"]


def test_nothing_to_draw_says_so():
    figure = overlay_figure([])
    assert (len(figure.data), figure.layout.annotations[0].text) == (0, NOTHING)
