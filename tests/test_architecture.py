"""Who imports whom, read from the source; CONTRIBUTING.md says why."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from dashboard.settings import ROOT

# an import at the top of a module goes to a lower layer or stays in its own room
LAYERS = (
    # plain modules on top of dashboard/; they may use each other, never in a circle
    {
        *(
            "settings",
            "environment",
            "errors",
            "labels",
            "atomic",
            "arrays",
            "ids",
            "limits",
            "crash_points",
            "recipe",
            "presets",
            "preset_recipes",
        ),
        *("weights", "backbones", "estimate", "cards", "photo_cards"),
        *("photo_lesson", "recipes"),
    },
    {"data", "store", "corrections", "marks"},
    {"analysis", "explain", "batches"},
    {"serving", "jobs", "studies"},
    {"records"},
    {"figures", "components", "web"},
    {"bench", "chaos"},
    {"commands", "__main__"},
)
# rooms of one layer that may use each other nevertheless: pages show figures inside
# components, a route or a notice answers with one, a study's trials are runs, and chaos
# kills the server that bench starts
SIBLINGS = {
    *(("components", "figures"), ("web", "components")),
    *(("studies", "jobs"), ("chaos", "bench")),
}
# `ml` is beside the layers: it may use the first two, and no module top may use it
ML_MAY_USE = LAYERS[0] | LAYERS[1] | {"ml"}
PAGES_MAY_NOT_USE = {
    *("web", "serving", "jobs", "studies", "commands", "ml", "__main__"),
}
HEAVY = ("tensorflow", "keras", "torch", "tf2onnx")
OUR_OWN = ("dashboard", "callbacks", "pages", "app", "tests")
UNPICKLER = "dashboard/ml/backbones/torch_file.py"


def sources(*folders):
    found = [
        path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))
    ]
    assert found
    return found


def module_of(path):
    """ "dashboard.store.versions" for its file; a package for its __init__.py."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def parsed(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def is_module(name):
    place = ROOT.joinpath(*name.split("."))
    return place.is_dir() or place.with_suffix(".py").is_file()


def imports(path, *, top_only):
    """Dotted names of modules that a file imports; `from a import b` is a.b where
    that is a module."""
    tree = parsed(path)
    nodes = _top(tree.body) if top_only else ast.walk(tree)
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"a relative import in {path}"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                own = node.module.split(".")[0] in OUR_OWN
                yield inner if own and is_module(inner) else node.module


def _top(body):
    """Statements that run when a module is imported: not those inside functions."""
    for node in body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
            for part in ("body", "orelse", "finalbody", "handlers"):
                yield from _top(getattr(node, part, []))


def room_of(module):
    """ "store" for dashboard.store.versions, "recipe" for dashboard.recipe."""
    return module.split(".")[1]


def layer_of(room):
    for number, rooms in enumerate(LAYERS):
        if room in rooms:
            return number
    pytest.fail(f"Expected dashboard.{room} in a layer of this test. Put it in one.")


def may_import(importer, imported):
    if importer == imported:
        return True
    if importer == "ml":
        return imported in ML_MAY_USE
    if imported == "ml":
        return False
    low, high = layer_of(imported), layer_of(importer)
    in_the_first = low == high == 0
    return low < high or in_the_first or (importer, imported) in SIBLINGS


def named(path):
    return path.relative_to(ROOT).as_posix()


def wrong_imports(path, *, top_only):
    room = room_of(module_of(path))
    return [
        name
        for name in imports(path, top_only=top_only)
        if name.startswith("dashboard.") and not may_import(room, room_of(name))
    ]


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("store", "errors", True),
        ("errors", "store", False),
        ("store", "data", False),
        ("corrections", "data", False),
        ("components", "corrections", True),
        ("serving", "analysis", True),
        ("analysis", "serving", False),
        ("components", "figures", True),
        ("figures", "components", False),
        ("chaos", "bench", True),
        ("bench", "chaos", False),
        ("commands", "ml", False),
        ("ml", "serving", False),
        ("ml", "store", True),
    ],
)
def test_the_rule_itself(importer, imported, allowed):
    assert may_import(importer, imported) is allowed


@pytest.mark.parametrize("path", sources("dashboard"), ids=named)
def test_imports_go_downwards(path):
    if module_of(path) != "dashboard":
        assert wrong_imports(path, top_only=True) == []


@pytest.mark.parametrize("path", sources("dashboard"), ids=named)
def test_inside_functions_only_commands_and_bench_start_training(path):
    if module_of(path) == "dashboard":
        return
    wrong = wrong_imports(path, top_only=False)
    if room_of(module_of(path)) in ("commands", "__main__", "bench", "chaos"):
        wrong = [name for name in wrong if room_of(name) != "ml"]
    assert wrong == []


def test_the_plain_modules_do_not_import_in_a_circle():
    uses = {
        room: {
            room_of(name)
            for name in imports(ROOT / "dashboard" / f"{room}.py", top_only=False)
            if name.startswith("dashboard.")
        }
        for room in LAYERS[0]
    }
    while uses:
        free = {room for room, used in uses.items() if not used & set(uses)}
        assert free, f"a circle among {sorted(uses)}"
        uses = {room: used for room, used in uses.items() if room not in free}


@pytest.mark.parametrize("path", sources("pages"), ids=named)
def test_pages_use_only_dashboard_and_nothing_that_acts(path):
    ours = [n for n in imports(path, top_only=False) if n.split(".")[0] in OUR_OWN]
    assert [n for n in ours if n.split(".")[0] != "dashboard"] == []
    rooms = {room_of(name) for name in ours if "." in name}
    assert rooms & PAGES_MAY_NOT_USE == set()


@pytest.mark.parametrize("path", sources("callbacks"), ids=named)
def test_callbacks_use_only_dashboard_and_each_other(path):
    ours = [n for n in imports(path, top_only=False) if n.split(".")[0] in OUR_OWN]
    tops = {name.split(".")[0] for name in ours}
    assert tops <= {"dashboard", "callbacks"}
    assert {room_of(n) for n in ours if n.startswith("dashboard.")} & {"ml"} == set()


@pytest.mark.parametrize("path", sources("dashboard", "callbacks", "pages"), ids=named)
def test_nobody_imports_pages_or_the_app(path):
    # `doctor`, `bench` and the like start the app as a process
    tops = {name.split(".")[0] for name in imports(path, top_only=False)}
    assert tops & {"pages", "app", "tests"} == set()


@pytest.mark.parametrize("path", sources("dashboard", "callbacks", "pages"), ids=named)
def test_keras_is_in_one_room(path):
    tops = {name.split(".")[0] for name in imports(path, top_only=False)}
    if not path.is_relative_to(ROOT / "dashboard" / "ml"):
        assert tops & set(HEAVY) == set()


def test_the_app_is_built_without_tensorflow(built):
    assert {"dash", "onnxruntime"} <= set(built["loaded"])
    assert set(HEAVY) & set(built["loaded"]) == set()


def calls(tree):
    """(dotted name, keywords) of every call in a file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            words = {word.arg: word.value for word in node.keywords}
            yield ast.unparse(node.func), words


@pytest.mark.parametrize(
    "path", [*sources("dashboard", "callbacks", "pages"), ROOT / "app.py"], ids=named
)
def test_nothing_that_runs_code_from_a_file_is_used(path):
    tree = parsed(path)
    tops = {name.split(".")[0] for name in imports(path, top_only=False)}
    unsafe = {"pickle", "joblib", "dill", "cloudpickle", "shelve", "marshal"}
    assert tops & unsafe <= ({"pickle"} if named(path) == UNPICKLER else set())
    for name, words in calls(tree):
        assert name not in ("eval", "exec", "pickle.load", "pickle.loads", "os.system")
        assert ast.unparse(words.get("allow_pickle", ast.Constant(False))) == "False"
        assert ast.unparse(words.get("safe_mode", ast.Constant(True))) == "True"
        assert ast.unparse(words.get("shell", ast.Constant(False))) == "False"
        if name.endswith(("np.load", "numpy.load")):
            assert "allow_pickle" in words, f"np.load without allow_pickle in {path}"


def test_the_unpickler_is_only_used_through_its_restricted_class():
    text = (ROOT / UNPICKLER).read_text(encoding="utf-8")
    used = set(re.findall(r"\bpickle\.\w+", text))
    assert used == {"pickle.Unpickler", "pickle.UnpicklingError"}
    assert "def find_class" in text


@pytest.mark.parametrize(
    "path",
    [*sources("dashboard", "callbacks", "pages", "tests"), ROOT / "app.py"],
    ids=named,
)
def test_no_rule_is_switched_off_without_a_reason(path):
    if path == Path(__file__):
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := re.search(r"#\s*(noqa|type:\s*ignore)(.*)", line):
            assert re.search(r"\S+\s+[-#(]?\s*\w+\s+\w+", match[2]), line


def test_the_app_is_built_without_celery_where_there_is_no_redis(built):
    assert {"celery", "kombu", "redis"} & set(built["loaded"]) == set()
