"""What a model is given before it is fitted."""

import numpy as np
import pytest

from dashboard.ml.stages import Stage
from dashboard.recipe import Recipe

pytestmark = pytest.mark.slow


def test_a_stage_is_traced_once(ml):
    traces = []

    class Traced(ml.keras.Model):
        def train_step(self, data):
            traces.append(self.name)
            return super().train_step(data)

    image = ml.keras.Input((4,))
    model = Traced(image, ml.keras.layers.Dense(10)(image))
    ml.optimizer.compile_for(model, Recipe(), Stage("fine", 28, 0, 2, 2), steps=2)
    # and what was counted for that is forgotten
    assert {name: float(v) for name, v in model.get_metrics_result().items()} == {
        "loss": 0.0,
        "accuracy": 0.0,
    }
    labels = np.eye(10, dtype=np.float32)[:8]
    model.fit(np.ones((8, 4)), labels, batch_size=4, epochs=2, verbose=0)
    assert len(traces) == 1
