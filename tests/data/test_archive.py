"""Zip files from outside: each ends as small enough files, or as a sentence."""

import io
import struct
import tracemalloc
import zipfile

import pytest

from dashboard.data import archive, uploads
from dashboard.data.archive import members
from dashboard.errors import UploadError


def packed(files, method=zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of (name, content) pairs."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        for name, content in files:
            made.writestr(name, content)
    return file.getvalue()


def read(content: bytes, **limits):
    return list(members(io.BytesIO(content), "summer.zip", **limits))


def refusal(content: bytes, **limits) -> UploadError:
    with pytest.raises(UploadError) as caught:
        read(content, **limits)
    assert "“summer.zip”" in str(caught.value)
    return caught.value


def altered(content: bytes, mark: bytes, offset: int, value: bytes) -> bytes:
    """The archive with other bytes at a place of each header beginning with `mark`."""
    changed, at = bytearray(content), content.find(mark)
    while at >= 0:
        changed[at + offset : at + offset + len(value)] = value
        at = content.find(mark, at + 1)
    return bytes(changed)


LOCAL, CENTRAL = b"PK\x03\x04", b"PK\x01\x02"


def test_files_come_in_order_with_their_content():
    found = read(packed([("b/2.png", b"two"), ("a.png", b"one")]))
    assert [(m.name, m.content) for m in found] == [
        ("b/2.png", b"two"),
        ("a.png", b"one"),
    ]


def test_folders_and_litter_are_left_out():
    files = [
        ("a/", b""),
        ("__MACOSX/._x.png", b"m"),
        ("a/.DS_Store", b"d"),
        ("a/x", b"x"),
    ]
    assert [m.name for m in read(packed(files))] == ["a/x"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/cron.d/x", "etc/cron.d/x"),
        ("/root/ssh/../x.png", "root/ssh/x.png"),
        ("..\\..\\x.png", "x.png"),
        ("<script>.png", "<script>.png"),
    ],
)
def test_a_name_never_leads_out_of_the_archive(name, shown):
    found = read(packed([(name, b"x"), ("ok.png", b"y")]))
    assert [m.name for m in found] == [shown, "ok.png"]


def test_an_archive_inside_stays_closed():
    inner = packed([("deep.png", b"deep")])
    good, nested = read(packed([("a.png", b"x"), ("inner.zip", inner)]))
    assert good.content == b"x"
    assert (nested.content, "stays closed" in nested.error) == (b"", True)


def test_a_bomb_is_stopped_while_it_is_read():
    zeros = bytes(uploads.MAX_BYTES)
    content = packed([(f"{n}.png", zeros) for n in range(20)])
    assert len(content) < 1 << 20
    tracemalloc.start()
    error = refusal(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (error.status, "more than 100 MiB" in str(error)) == (413, True)
    # what `read` keeps: never more than the limit and the one file at hand
    assert peak < archive.MAX_UNPACKED + 4 * uploads.MAX_BYTES


def test_a_size_that_lies_is_not_believed():
    content = packed([("a.png", bytes(3 << 20)), ("b.png", b"b")])
    little = struct.pack("<I", 10)
    lying = altered(altered(content, CENTRAL, 24, little), LOCAL, 22, little)
    [first, second] = read(lying)
    assert "damaged" in first.error
    assert not second.error
    assert sum(len(m.content) for m in read(lying)) < 100


def test_a_file_over_the_limit_of_one_picture_gets_its_sentence():
    big, small = read(packed([("a.png", bytes(uploads.MAX_BYTES + 1)), ("b", b"b")]))
    assert "up to 8 MiB" in big.error
    assert (big.content, small.content) == (b"", b"b")


def test_the_limit_of_all_together_counts_refused_files_too():
    files = [(f"{n}", bytes(400)) for n in range(3)]
    assert len(read(packed(files), limit=1200)) == 3
    assert refusal(packed(files), limit=1199).status == 413


def test_too_many_entries_are_refused_before_any_is_read():
    content = packed([(f"{n}.png", b"") for n in range(1001)], zipfile.ZIP_STORED)
    assert refusal(content).status == 413
    assert len(read(packed([(f"{n}", b"x") for n in range(1000)]))) == 1000


def test_a_directory_that_counts_wrong_is_counted_anew():
    content = packed([(f"{n}.png", b"") for n in range(1001)], zipfile.ZIP_STORED)
    one = struct.pack("<HH", 1, 1)
    assert refusal(altered(content, b"PK\x05\x06", 8, one)).status == 413


def test_a_mark_across_two_chunks_is_counted(monkeypatch):
    content = packed([(f"{n}", b"x") for n in range(5)])
    for size in range(4, 12):
        monkeypatch.setattr(archive, "CHUNK", size)
        assert archive._entries_at_most(io.BytesIO(content)) == 5


def test_a_password_is_told():
    content = packed([("a.png", b"x")])
    locked = altered(altered(content, CENTRAL, 8, b"\x01"), LOCAL, 6, b"\x01")
    assert "password" in str(refusal(locked))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_rare_packing_is_refused_for_that_file(method):
    [only] = read(packed([("a.png", b"x" * 100)], method))
    assert "packed in a way" in only.error


def test_a_damaged_file_harms_no_other():
    content = packed([("a.png", b"x" * 50), ("b.png", b"y" * 50)], zipfile.ZIP_STORED)
    broken, good = read(content.replace(b"x" * 50, b"z" * 50))
    assert "damaged" in broken.error
    assert good.content == b"y" * 50


@pytest.mark.parametrize("kept", [4, 30, 60, -1, -30])
def test_what_was_cut_off_is_told(kept):
    content = packed([("a.png", b"x" * 50), ("b.png", b"y" * 50)])
    assert "damaged archive" in str(refusal(content[:kept]))


def test_an_empty_archive_and_an_office_document_are_told():
    assert "holds no files" in str(refusal(packed([])))
    assert "holds no files" in str(refusal(packed([("a/", b"")])))
    document = packed([("[Content_Types].xml", b"<x/>"), ("word/a.xml", b"")])
    assert refusal(document).status == 415


@pytest.mark.parametrize("byte", range(0, 256, 31))
def test_any_changed_byte_ends_in_files_or_a_sentence(byte):
    content = packed([("a.png", b"x" * 40), ("b.png", b"y" * 40)])
    for at in range(len(content)):
        changed = content[:at] + bytes([byte]) + content[at + 1 :]
        try:
            found = read(changed)
        except UploadError:
            continue
        assert sum(len(m.content) for m in found) <= 200


@pytest.mark.parametrize(
    ("start", "expected"),
    [(b"PK\x03\x04", True), (b"PK\x05\x06", True), (b"PK", False), (b"", False)],
)
def test_an_archive_is_known_by_its_content(start, expected):
    assert archive.is_zip(start) is expected
