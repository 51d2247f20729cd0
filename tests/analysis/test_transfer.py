"""Transfer learning against a standard CNN, whichever way it comes out."""

from dataclasses import replace

import pytest

from dashboard.analysis import transfer
from tests.analysis.versions import comparison, row

CNN = row("cnn-baseline/1", 0.90)


def lite(accuracy, **changes):
    facts = {"backbone": "efficientnet-lite0", "pretrained": True}
    return row("lite/1", accuracy, **facts | changes)


def sides(*rows):
    found = transfer.duels(comparison(*rows))
    return [(d.transferred.ref, d.plain.ref, d.opponent) for d in found]


@pytest.mark.parametrize(
    ("accuracy", "said"),
    [
        (0.95, "is better than the standard CNN"),
        (0.85, "is worse than the standard CNN"),
        (0.901, "is not shown to be better or worse than the standard CNN"),
    ],
)
def test_the_answer_follows_the_figures(accuracy, said):
    short, figures, *_ = transfer.answer(comparison(lite(accuracy), CNN))
    assert said in short
    assert f"lite/1 (ImageNet) is right on {accuracy:.2%}" in figures
    assert "cnn-baseline/1 (from nothing) on 90.00%" in figures


def test_that_the_other_was_taught_is_said():
    taught = replace(CNN, teacher="lite/1")
    _, figures, *_ = transfer.answer(comparison(lite(0.95), taught))
    assert "cnn-baseline/1 (from nothing, taught by lite/1) on 90.00%" in figures


def test_the_best_from_nothing_is_another_opponent():
    residual = row("residual/1", 0.97, backbone="residual")
    assert sides(lite(0.95), residual, CNN) == [
        ("lite/1", "cnn-baseline/1", "the standard CNN"),
        ("lite/1", "residual/1", "the best network from nothing"),
    ]
    short, *_ = transfer.answer(comparison(lite(0.95), residual, CNN))
    assert "better than the standard CNN; worse than the best network" in short


def test_the_same_pair_is_told_once():
    [(_, _, opponent)] = sides(lite(0.95), CNN)
    assert (
        opponent == "the standard CNN, which is also the best network from nothing here"
    )


def test_a_backbone_trained_both_ways_stands_against_itself():
    plain = row("plain/1", 0.93, backbone="efficientnet-lite0")
    best = row("residual/1", 0.96, backbone="residual")
    assert ("lite/1", "plain/1", "the same network from nothing") in sides(
        lite(0.95), plain, best, CNN
    )


def test_validation_images_choose_and_test_images_judge():
    lucky = row("lucky/1", 0.99, backbone="vit", validation_accuracy=0.5)
    assert ("lite/1", "cnn-baseline/1") in [
        pair[:2] for pair in sides(lucky, lite(0.95), CNN)
    ]
    assert "lucky/1" not in str(sides(lucky, lite(0.95), CNN))


def test_the_newest_baseline_stands_for_the_standard_cnn():
    newer = row("cnn-baseline/2", 0.80)
    assert sides(lite(0.95), newer, CNN)[0][:2] == ("lite/1", "cnn-baseline/2")


def test_an_average_of_several_networks_takes_no_part():
    ensemble = lite(0.99, single=False)
    assert sides(ensemble, CNN) == []


@pytest.mark.parametrize("rows", [(), (CNN,), (lite(0.9),)])
def test_without_two_sides_there_is_no_answer(rows):
    [said] = transfer.answer(comparison(*rows))
    assert said.startswith("Not answered")


def test_a_version_without_readable_answers_takes_no_part():
    found = comparison(lite(0.95), CNN)
    del found.right["lite/1"]
    assert transfer.duels(found) == []
