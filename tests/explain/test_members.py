"""Grad-CAM of several networks whose logits are added."""

import numpy as np
import pytest

from dashboard.explain import cam
from dashboard.explain.members import Member, grad_cam
from tests.explain.written_out import numerical_gradient, random_head


def evidence(features, head, label):
    """Eq. 1 and the sum of eq. 2 of the paper."""
    alpha = numerical_gradient(features, head, label).mean(axis=(0, 1))
    return (features * alpha).sum(axis=2)


def test_one_member_is_plain_grad_cam():
    random = np.random.default_rng(0)
    features, head = random.normal(size=(4, 4, 6)), random_head(11, 6, 8, 10)
    np.testing.assert_array_equal(
        grad_cam(features, [Member(head)], 3), cam.grad_cam(features, head, 3)
    )


@pytest.mark.parametrize("label", [0, 4])
def test_the_evidence_of_members_adds_up_place_by_place(label):
    random = np.random.default_rng(1)
    small, large = random.normal(size=(2, 2, 5)), random.normal(size=(4, 4, 3))
    pooled, flat = random_head(12, 5, 8, 10), random_head(13, 48, 8, 10)
    features = np.concatenate([small.repeat(2, 0).repeat(2, 1), large], axis=2)
    members = [Member(pooled, 5, 2), Member(flat, 3, 4)]
    wanted = evidence(small, pooled, label).repeat(2, 0).repeat(2, 1)
    wanted = np.maximum(wanted + evidence(large, flat, label), 0)

    found = grad_cam(features.astype(np.float32), members, label)
    assert wanted.max() > 0
    assert found == pytest.approx(wanted / wanted.max(), abs=1e-4)


def test_members_that_do_not_fit_the_map_are_refused():
    member = Member(random_head(14, 6, 10), 6, 4)
    with pytest.raises(ValueError, match="Expected features"):
        grad_cam(np.zeros((4, 4, 5)), [member], 0)
