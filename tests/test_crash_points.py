"""Every place to die is known, is in the code, and kills nobody who did not ask."""

import ast

from dashboard import crash_points
from dashboard.settings import ROOT

ASK_BY_NAME = ("write_with", "write_bytes", "write_json")


def words(path):
    """The texts that a file gives to reach() and to the writers of atomic.py."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func).rpartition(".")[2]
        last = node.args[-1] if node.args else None
        if not isinstance(last, ast.Constant) or not isinstance(last.value, str):
            continue
        if name == "reach":
            yield last.value
        elif name in ASK_BY_NAME:
            yield from (f"{last.value}-{step}" for step in crash_points.STEPS)


def test_the_code_reaches_every_point_and_no_other():
    files = (ROOT / "dashboard").rglob("*.py")
    found = [word for path in files for word in words(path)]
    assert sorted(found) == sorted(crash_points.POINTS)


def test_without_the_variable_nobody_dies(monkeypatch):
    monkeypatch.delenv(crash_points.VARIABLE, raising=False)
    for name in crash_points.POINTS:
        crash_points.reach(name)


def test_only_the_named_place_at_the_named_time_is_deadly(monkeypatch):
    deaths = []
    monkeypatch.setattr(crash_points.os, "_exit", deaths.append)
    monkeypatch.setattr(crash_points, "_reached", {})
    monkeypatch.setenv(crash_points.VARIABLE, "publish-staged:2")
    crash_points.reach("publish-filled")
    crash_points.reach("publish-staged")
    assert deaths == []
    crash_points.reach("publish-staged")
    assert deaths == [crash_points.STATUS]
