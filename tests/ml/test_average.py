"""The average of the weights, normalisation statistics among them."""

import numpy as np
import pytest

from tests.ml.conftest import RECIPES

pytestmark = pytest.mark.slow
STATISTIC = "block1_norm/moving_mean"


@pytest.fixture
def cnn(ml):
    ml.keras.utils.set_random_seed(7)
    return ml.network.build(RECIPES["cnn"])


def add(model, ml, amount):
    for variable in ml.checkpoint.names(model).values():
        variable.assign(variable + amount)


def test_the_average_follows_every_variable_with_its_momentum(cnn, ml):
    average = ml.average.WeightAverage(cnn, 0.25)
    wanted = ml.checkpoint.arrays_of(cnn)
    assert STATISTIC in wanted
    momenta = (2 / 11, 0.25, 0.25)  # the first is the warm-up's, (1 + 1) / (10 + 1)
    for momentum in momenta:
        add(cnn, ml, 1.0)
        average.update(cnn)
        now = ml.checkpoint.arrays_of(cnn)
        wanted = {n: momentum * a + (1 - momentum) * now[n] for n, a in wanted.items()}
    for name, array in average.arrays.items():
        np.testing.assert_allclose(array, wanted[name], rtol=1e-5, atol=1e-6)


def test_the_trained_weights_come_back_bit_by_bit(cnn, ml):
    average = ml.average.WeightAverage(cnn, 0.9)
    add(cnn, ml, 0.3)
    before = ml.checkpoint.arrays_of(cnn)
    for _ in range(2):  # entering twice must not lose them
        average.enter(cnn)
    np.testing.assert_array_equal(
        ml.checkpoint.arrays_of(cnn)[STATISTIC], average.arrays[STATISTIC]
    )
    average.leave(cnn)
    average.leave(cnn)
    for name, array in ml.checkpoint.arrays_of(cnn).items():
        np.testing.assert_array_equal(array, before[name])
