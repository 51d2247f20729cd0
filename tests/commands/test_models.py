"""`python -m dashboard models`."""

import getpass
import json

import pytest

from dashboard.serving.answers import model_entries
from dashboard.store import aliases
from tests.tiny import CARD


def test_json_is_one_object_with_every_version_the_newest_first(
    command, publish, store
):
    for name in ("a", "b", "a"):
        publish(name)
    status, out, err = command("models", "--json")
    assert (status, err, out.count("\n")) == (0, "", 1)
    assert json.loads(out) == {"models": model_entries(store)}
    assert set(json.loads(out)["models"][0]) == {
        *("name", "version", "champion", "input", "architecture", "weights"),
        *("onnx", "metrics"),
    }


def test_json_of_an_empty_store_is_an_empty_list(command):
    assert command("models", "--json") == (0, '{"models": []}\n', "")


def test_an_empty_store_has_no_table(command):
    status, out, err = command("models")
    assert (status, out) == (1, "")
    assert "python -m dashboard train" in err


def test_the_table_names_versions_and_the_champion(command, publish):
    publish("a")
    publish("b", metrics={**publish("a").manifest["metrics"], "test_accuracy": 0.9})
    command("models", "--promote", "b")
    status, out, _ = command("models")
    assert status == 0
    assert "a/1" in out and "a/2" in out
    assert "b/1 (champion)" in " ".join(out.split())


def test_promoting_says_so_and_is_kept(command, publish, store):
    publish()
    publish()
    status, out, err = command(
        "models", "--promote", "tiny/1", "--reason", "sharper on shirts"
    )
    assert (status, out, err) == (0, "tiny/1 is champion (promotion 1)\n", "")
    alias = aliases.champion(store.root)
    assert (alias.ref, alias.reason) == ("tiny/1", "sharper on shirts")
    assert alias.by == getpass.getuser()


def test_promoting_with_json_leaves_the_output_to_the_object(command, publish):
    publish()
    publish()
    status, out, err = command("models", "--promote", "tiny/1", "--json")
    champions = [m["version"] for m in json.loads(out)["models"] if m["champion"]]
    assert (status, champions) == (0, [1])
    assert "tiny/1 is champion" in err


@pytest.mark.parametrize("option", ["--promote", "--card"])
@pytest.mark.parametrize("model", ["other", "tiny/9", "../tiny", "tiny/x"])
def test_an_unknown_model_is_an_error(command, publish, store, option, model):
    publish()
    status, out, err = command("models", option, model)
    assert (status, out) == (1, "")
    assert err.startswith("error: Expected ")
    assert aliases.champion(store.root) is None


def test_a_damaged_version_is_not_promoted(command, publish, store):
    publish().file("head.npz").write_bytes(b"damaged")
    status, _, err = command("models", "--promote", "tiny")
    assert status == 1
    assert "head.npz" in err
    assert aliases.champion(store.root) is None


def test_the_card_is_printed(command, publish):
    publish()
    assert command("models", "--card", "tiny/1") == (0, f"{CARD}\n", "")


def test_history_lists_every_promotion_in_order(command, publish):
    publish()
    publish()
    assert command("models", "--history") == (0, "", "")
    for ref in ("tiny/1", "tiny/2", "tiny/1"):
        command("models", "--promote", ref, "--reason", f"why {ref}")
    _, out, _ = command("models", "--history")
    assert [line.split()[1] for line in out.splitlines()] == [
        *("tiny/1", "tiny/2", "tiny/1")
    ]
    assert "why tiny/2" in out


def test_verify_names_every_whole_version(command, publish):
    publish("a")
    publish("b")
    status, out, _ = command("models", "--verify")
    assert status == 0
    assert {line.partition(":")[0] for line in out.splitlines()} == {"a/1", "b/1"}


@pytest.mark.parametrize("name", ["model.onnx", "predictions.npz", "manifest.json"])
def test_verify_fails_on_a_damaged_version(command, publish, name):
    publish("a")
    path = publish("b").file(name)
    path.write_bytes(path.read_bytes().replace(b"a", b"b") + b" ")
    status, _, err = command("models", "--verify")
    assert status == 1
    assert name in err
