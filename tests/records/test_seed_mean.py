import pytest

from tests.records import made


def test_only_what_differs_by_nothing_but_the_seed_has_a_mean(settings, drawn):
    made.run(settings.runs, 0, seed=1, accuracies=(0.5, 0.9))
    made.run(settings.runs, 1, seed=2, accuracies=(0.7, 0.8))
    made.run(settings.runs, 2, seed=3, learning_rate=0.1)
    made.run(settings.runs, 3, seed=4, name="coats")
    made_of = drawn(band="range")
    assert sorted(one.label for one in made_of) == [
        "coats · 0003",
        "shoes · 0002",
        "shoes: mean of 2 (seeds 2, 1)",
    ]
    assert len(drawn()) == 4


def test_means_of_one_name_say_by_what_they_differ(settings, drawn):
    for number in range(4):
        rate = (0.1, 0.01)[number // 2]
        made.run(settings.runs, number, seed=number, learning_rate=rate)
    assert sorted(one.label for one in drawn(band="range")) == [
        "shoes, learning_rate=0.01: mean of 2 (seeds 3, 2)",
        "shoes, learning_rate=0.1: mean of 2 (seeds 1, 0)",
    ]


@pytest.mark.parametrize(
    ("band", "low", "high"),
    [
        ("range", [0.5, 0.8, 0.9], [0.7, 0.9, 0.9]),
        # one sample deviation: half the distance times the root of two
        ("deviation", [0.4586, 0.7793, 0.9], [0.7414, 0.9207, 0.9]),
    ],
)
def test_mean_and_band_by_hand(settings, drawn, band, low, high):
    made.run(settings.runs, 0, seed=1, accuracies=(0.5, 0.9, 0.9))
    made.run(settings.runs, 1, seed=2, accuracies=(0.7, 0.8))
    [one] = drawn(band=band)
    accuracy = "validation_accuracy"
    assert one.values[accuracy] == pytest.approx([0.6, 0.85, 0.9])
    assert one.low[accuracy] == pytest.approx(low, abs=1e-4)
    assert one.high[accuracy] == pytest.approx(high, abs=1e-4)
    assert (one.counts, one.best) == ([2, 2, 1], 2)


def test_a_mean_keeps_its_name_whichever_seeds_are_in_it(settings, drawn):
    for number in range(2):
        made.run(settings.runs, number, seed=number)
    [two] = drawn(band="range")
    made.run(settings.runs, 2, seed=2)
    [three] = drawn(band="deviation")
    assert two.name == three.name
