import time

import numpy as np
import pytest

from dashboard.ml.computing import told


class Watcher:
    def __init__(self):
        self.events = []

    def report(self, kind, **values):
        self.events.append({"kind": kind, **values})


@pytest.mark.parametrize(("seconds", "heard"), [(1.0, [20, 30, 40]), (0.1, [])])
def test_the_parts_pass_and_who_watches_hears_of_them_now_and_then(
    monkeypatch, seconds, heard
):
    moments = iter(seconds * n for n in range(100))
    monkeypatch.setattr(time, "monotonic", lambda: next(moments))
    watcher, parts = Watcher(), np.arange(30).reshape(3, 10)
    found = list(told(parts, 10, 40, watcher, view=1))
    np.testing.assert_array_equal(found, parts)
    assert [event["done"] for event in watcher.events] == heard
    for event in watcher.events:
        assert (event["kind"], event["rows"], event["view"]) == ("computing", 40, 1)
