"""Pictures out of a zip file from outside, one at a time, never more than is allowed.

Nothing the file says of itself is believed: sizes are counted while reading, names are
words for people, and an archive inside it stays closed.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from dashboard.data import refusals, uploads
from dashboard.data.names import is_litter, shown_path
from dashboard.errors import UploadError

STARTS = (b"PK\x03\x04", b"PK\x05\x06")  # the second one is of an empty archive
MAX_ENTRIES = 1000
MAX_UNPACKED = 100 << 20  # bytes of all entries together
CHUNK = 1 << 20
ENCRYPTED = 0x1
# others may ask for memory without end, or are hardly ever met
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DIRECTORY_ENTRY = b"PK\x01\x02"
_OFFICE = "[Content_Types].xml"
# what zipfile raises on damaged archives
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    struct.error,
    LookupError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)


@dataclass(frozen=True)
class Member:
    """A file of an archive: its content, or why it is refused.

    Attributes:
        name: as it may be shown.
        content: empty with an error.
    """

    name: str
    content: bytes = b""
    error: str = ""


def is_zip(start: bytes) -> bool:
    """Whether a file with these first bytes is to be opened as an archive."""
    return start.startswith(STARTS)


def members(
    file: BinaryIO, name: str, limit: int = MAX_UNPACKED, most: int = MAX_ENTRIES
) -> Iterator[Member]:
    """The files of an archive in its order, litter of file systems left out.

    Args:
        file: can be sought in.
        name: the archive's, only for messages.
        limit: bytes that all files together may have.
        most: entries it may have.

    Raises:
        UploadError: 400 damaged or with a password, 413 more than is allowed, 415 no
            archive of pictures; while reading too, so what was read before is void.
    """
    try:
        file.seek(0)
        if _entries_at_most(file) > most:
            raise _too_many(name, most)
        with zipfile.ZipFile(file) as opened:
            yield from _read_all(opened, _wanted(opened, name), name, limit)
    except _BROKEN as error:
        raise _damaged(name) from error


def _entries_at_most(file: BinaryIO) -> int:
    """How often the mark of a directory's entry occurs, before any is taken in."""
    count, end = 0, b""
    while chunk := file.read(CHUNK):
        count += (end + chunk).count(_DIRECTORY_ENTRY)
        end = chunk[1 - len(_DIRECTORY_ENTRY) :]
    return count


def _wanted(opened: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    infos = [info for info in opened.infolist() if not info.is_dir()]
    if any(info.flag_bits & ENCRYPTED for info in infos):
        raise UploadError(
            f"{refusals.shown_name(name)} is protected by a password. Unpack it and "
            "send the folder."
        )
    if any(info.filename == _OFFICE for info in infos):
        raise UploadError(
            f"{refusals.shown_name(name)} is an Office document, not an archive of "
            "pictures. Save its pictures as PNG or JPEG and send those.",
            415,
        )
    wanted = [info for info in infos if not is_litter(info.filename)]
    if not wanted:
        raise UploadError(f"{refusals.shown_name(name)} holds no files.")
    return wanted


def _read_all(opened, infos, name: str, limit: int) -> Iterator[Member]:
    left = limit
    for info in infos:
        member, spent = _read(opened, info, min(uploads.MAX_BYTES, left))
        left -= spent
        if left < 0:
            raise UploadError(
                f"{refusals.shown_name(name)} holds more than {limit >> 20} MiB of "
                "files. Send it in parts, or unpack it and choose the folder.",
                413,
            )
        yield member


def _read(opened, info: zipfile.ZipInfo, most: int) -> tuple[Member, int]:
    """One file and how many bytes were read for it: `most` and one at most."""
    shown = shown_path(info.filename)
    if info.compress_type not in METHODS:
        words = "is packed in a way Lookbook does not read. Send the file itself."
        return _refused(shown, words), 0
    content = bytearray()
    try:
        with opened.open(info) as stream:
            while chunk := stream.read(min(CHUNK, most + 1 - len(content))):
                content += chunk
    except _BROKEN:
        return Member(shown, error=str(refusals.damaged(shown))), len(content)
    if len(content) > most:
        # the size it says is good enough for words
        size = max(info.file_size, len(content))
        error = refusals.too_heavy(shown, size, uploads.MAX_BYTES)
        return Member(shown, error=str(error)), len(content)
    if is_zip(content):
        words = "is an archive inside an archive, which stays closed. Send it by itself"
        return _refused(shown, f"{words}."), len(content)
    return Member(shown, bytes(content)), len(content)


def _refused(shown: str, words: str) -> Member:
    return Member(shown, error=f"{refusals.shown_name(shown)} {words}")


def _too_many(name: str, most: int) -> UploadError:
    return UploadError(
        f"{refusals.shown_name(name)} holds more than {most:,} files. Send it in "
        "parts, or unpack it and choose the folder.",
        413,
    )


def _damaged(name: str) -> UploadError:
    return UploadError(
        f"{refusals.shown_name(name)} is a damaged archive or was cut off on the way. "
        "Pack or download it again and send the new file."
    )
