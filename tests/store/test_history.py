"""Reading the history that a version keeps."""

import pytest

from dashboard.errors import StoreError
from dashboard.store import history
from tests.tiny import fill


def test_rows_are_the_epochs_in_order(store):
    (row,) = history.rows(store.publish("a", fill))
    assert (row["epoch"], row["phase"], row["validation_accuracy"]) == (1, "fine", 0.1)


def test_a_caller_cannot_change_what_the_next_one_gets(store):
    version = store.publish("a", fill)
    history.rows(version)[0]["loss"] = -1
    assert history.rows(version)[0]["loss"] == 2.3


@pytest.mark.parametrize("text", [b"", b'"', b"\xff\xfe\xff", b"a,b\n1,2,3\n1,2,3,4\n"])
def test_a_damaged_table_is_a_store_error(store, text):
    def damaged(folder):
        content = fill(folder)
        (folder / "history.csv").write_bytes(text)
        return content

    with pytest.raises(StoreError, match=r"history\.csv"):
        history.rows(store.publish("a", damaged))
