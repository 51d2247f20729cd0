"""The loss for sets of right labels, against figures computed by hand."""

import numpy as np
import pytest

from dashboard.analysis.calibration import softmax

pytestmark = pytest.mark.slow
LOGITS = np.random.default_rng(0).normal(0, 2, (4, 10)).astype(np.float32)


def rows(*labels):
    found = np.zeros((len(labels), 10), np.float32)
    for row, right in enumerate(labels):
        found[row, list(right)] = 1
    return found


def test_one_right_label_is_the_usual_cross_entropy(photo_ml):
    found = np.asarray(photo_ml.loss.set_loss(rows((3,), (0,), (9,), (3,)), LOGITS))
    expected = -np.log(softmax(LOGITS, 1.0)[np.arange(4), [3, 0, 9, 3]])
    np.testing.assert_allclose(found, expected, rtol=1e-5)


def test_of_several_right_labels_the_probabilities_add_up(photo_ml):
    right = rows((5, 7, 9), (0, 6), tuple(range(10)), (1, 2))
    found = np.asarray(photo_ml.loss.set_loss(right, LOGITS))
    expected = -np.log((softmax(LOGITS, 1.0) * right).sum(axis=1))
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-6)


def test_without_a_right_label_an_even_answer_is_best(photo_ml):
    even = np.full((1, 10), 3.0, np.float32)
    sure = np.eye(10, dtype=np.float32)[:1] * 9
    loss = photo_ml.loss.set_loss
    at_even, at_sure = (float(loss(rows(()), x)[0]) for x in (even, sure))
    assert at_even == pytest.approx(photo_ml.loss.NONE_WEIGHT * np.log(10), rel=1e-5)
    assert at_sure > at_even


def test_the_gradient_is_finite_for_every_kind_of_picture(photo_ml):
    import tensorflow as tf

    right = rows((3,), (5, 7, 9), (), tuple(range(10)))
    for scale in (1, 50):
        logits = tf.Variable(LOGITS * scale)
        with tf.GradientTape() as tape:
            total = tf.reduce_sum(photo_ml.loss.set_loss(tf.constant(right), logits))
        gradient = tape.gradient(total, logits).numpy()
        assert np.isfinite(gradient).all()
        # every label is right: there is nothing to learn
        np.testing.assert_allclose(gradient[3], 0, atol=1e-5)


def test_the_share_right_counts_pictures_with_a_right_label(photo_ml):
    chosen = LOGITS.argmax(axis=1)
    wrong = [label for label in range(10) if label != chosen[1]]
    right = rows((chosen[0],), tuple(wrong[:3]), (chosen[2], wrong[0]), ())
    share = float(photo_ml.loss.share_right(right, LOGITS))
    assert share == pytest.approx(2 / 3)
    assert float(photo_ml.loss.share_right(rows((), ()), LOGITS[:2])) == 0
