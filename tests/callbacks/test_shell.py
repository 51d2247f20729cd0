"""Wires of the shell: what becomes of a run that ended, and of a defect."""

import pytest

from dashboard.components import answers
from dashboard.web.notices import DEFECT

FINISHED = "shell-finished-run.data"
TOASTS = "shell-toasts.children"


def tell(fire, finished):
    [operation] = fire(TOASTS, FINISHED, {FINISHED: finished}).props[TOASTS][
        "operations"
    ]
    return operation["params"]["value"]["props"]


@pytest.mark.parametrize(
    ("state", "version", "message", "text", "icon"),
    [
        ("succeeded", "small/1", "", "Published as small/1.", "success"),
        ("failed", None, "No space left.", "No space left.", "danger"),
        ("cancelled", None, "", "20260101-000000-cnn-0000", "danger"),
    ],
)
def test_the_end_of_a_run_is_told(fire, state, version, message, text, icon):
    finished = {
        "run_id": "20260101-000000-cnn-0000",
        "state": state,
        "version": version,
        "message": message,
    }
    toast = tell(fire, finished)
    assert (toast["header"], toast["children"]) == (f"Run {state}", text)
    assert toast["icon"] == icon


def test_no_run_no_notice(fire):
    assert fire(TOASTS, FINISHED).props == {}


def test_a_defect_becomes_a_toast_and_a_traceback_in_the_log(fire, monkeypatch, caplog):
    monkeypatch.setattr(answers, "Picture", None)
    fired = fire("predict-answers.children", None, {"predict-pictures.data": [{}]})
    assert (fired.status, fired.toasts) == (200, [DEFECT])
    assert "AttributeError" in caplog.text
