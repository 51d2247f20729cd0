"""A batch on disk: whole portions, in order, for a day, in any process."""

import json
import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from dashboard.batches import batch as batch_module
from dashboard.batches import waiting
from dashboard.batches.batch import MOST_ROWS
from dashboard.batches.folder import KEPT_SECONDS, Batches
from dashboard.data.archive import Member
from dashboard.errors import BatchError, UploadError

START = 1_000_000.0


@pytest.fixture
def clock():
    return [START]


@pytest.fixture
def batches(tmp_path, clock):
    return Batches(tmp_path / "batches", lambda: clock[0])


def rows(*names):
    return [({"file": name, "error": "x"}, None) for name in names]


def names(batch):
    return [row["file"] for row in batch.rows()]


def test_answers_come_back_in_order_and_as_they_were(batches):
    made = batches.create()
    first = {"file": "ä.png", "confidence": 0.1234567890123456789}
    made.append([(first, Image.new("RGB", (96, 40)))])
    made.append(rows("b", "c"))
    found = batches.get(made.id)
    assert found.rows()[0] == first
    assert names(found) == ["ä.png", "b", "c"]
    assert found.count() == 3


def test_only_pictures_have_a_thumbnail(batches):
    made = batches.create()
    small = [Image.new(mode, (96, 40)) for mode in ("L", "RGB", "RGBA")]
    made.append([*rows("a"), *(({"file": "b"}, image) for image in small)])
    assert [made.thumbnail(n).exists() for n in range(4)] == [False, True, True, True]
    for number in (1, 2, 3):
        with Image.open(made.thumbnail(number)) as small:
            assert small.size == (96, 40)


@pytest.mark.parametrize(
    "batch_id",
    [None, "", "x", 7, ["a"], "../" * 8, "0" * 24, "0" * 23, "A" * 24, "0" * 24 + "\n"],
)
def test_an_id_that_is_none_is_a_sentence(batches, batch_id):
    batches.create()
    with pytest.raises(BatchError, match="no longer kept"):
        batches.get(batch_id)


def test_a_link_is_no_batch(batches, tmp_path):
    made = batches.create()
    os.symlink(made.folder, batches.root / ("0" * 24))
    with pytest.raises(BatchError):
        batches.get("0" * 24)


def test_after_a_day_it_is_gone_and_then_removed(batches, clock):
    old = batches.create()
    clock[0] += KEPT_SECONDS - 1
    assert batches.get(old.id) == old
    clock[0] += 1
    with pytest.raises(BatchError):
        batches.get(old.id)
    batches.create()
    assert not old.folder.exists()


def test_the_oldest_go_first_when_there_is_no_room(tmp_path, clock):
    batches = Batches(tmp_path / "b", lambda: clock[0], max_total=5000)
    made = []
    for _ in range(4):
        made.append(batches.create())
        (made[-1].folder / "answers" / "fill").write_bytes(bytes(2000))
        clock[0] += 1
    batches.sweep()
    assert [batch.folder.exists() for batch in made] == [False, False, True, True]


def test_a_folder_left_half_made_is_swept(batches):
    batches.create()
    half = batches.root / ("1" * 24)
    half.mkdir()
    batches.sweep()
    assert not half.exists()


def test_sweeping_without_a_folder_makes_none(batches):
    batches.sweep()
    assert not batches.root.exists()


def test_nobody_else_of_the_machine_may_look(batches):
    batches.create()
    assert batches.root.stat().st_mode & 0o077 == 0


def test_it_grows_to_a_limit(batches):
    made = batches.create()
    made.append(rows(*map(str, range(MOST_ROWS - 1))))
    with pytest.raises(BatchError) as caught:
        made.append(rows("a", "b"))
    assert (caught.value.status, made.count()) == (413, MOST_ROWS - 1)


def test_a_removed_batch_is_not_made_anew(batches, clock):
    made = batches.create()
    clock[0] += KEPT_SECONDS
    batches.create()
    with pytest.raises(BatchError, match="removed meanwhile"):
        with made.alone():
            made.append(rows("a"))
    batches.sweep()
    assert not made.folder.exists()


def test_many_writers_lose_nothing(batches):
    made = batches.create()

    def write(number):
        with made.alone():
            made.append(rows(f"{number}a", f"{number}b"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(24)))
    found = names(made)
    assert len(found) == made.count() == 48
    assert all(found[n][:-1] == found[n + 1][:-1] for n in range(0, 48, 2))


def test_a_portion_that_cannot_be_written_leaves_nothing(batches, monkeypatch):
    made = batches.create()
    made.append(rows("a"))

    def full(path, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(batch_module.atomic, "write_bytes", full)
    with pytest.raises(OSError):
        made.append(rows("b"))
    monkeypatch.undo()
    made.append(rows("c"))
    assert names(made) == ["a", "c"]


def test_what_waits_comes_in_order_and_whole(batches):
    queue = batches.create().waiting
    queue.add([Member("a", b"one\ntwo"), Member("b", error="no")])
    queue.add([Member("c", b"")])
    assert (queue.count(), queue.size() > 0) == (3, True)
    first = queue.first(2)
    assert list(map(waiting.read, first)) == [
        Member("a", b"one\ntwo"),
        Member("b", error="no"),
    ]
    for path in first:
        path.unlink()
    queue.add([Member("d", b"")])
    assert [waiting.read(path).name for path in queue.first(9)] == ["c", "d"]


def test_of_an_archive_that_is_refused_nothing_waits(batches):
    queue = batches.create().waiting

    def some():
        yield Member("a", b"one")
        raise UploadError("refused")

    with pytest.raises(UploadError):
        queue.add(some())
    assert queue.count() == 0
    assert list(queue.folder.iterdir()) == []


def test_answers_are_lines_that_open_without_lookbook(batches):
    made = batches.create()
    made.append(rows("a", "b"))
    [file] = (made.folder / "answers").iterdir()
    lines = file.read_text(encoding="ascii").splitlines()
    assert [json.loads(line)["file"] for line in lines] == ["a", "b"]
