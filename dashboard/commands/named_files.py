"""The files behind the words of a command: files themselves, folders, zip files."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from dashboard.data import archive, uploads
from dashboard.data.archive import Member
from dashboard.data.names import is_litter
from dashboard.errors import UploadError


def files(names: Iterable[str]) -> Iterator[Member]:
    """Every file in order, read when its turn comes; a folder's sorted by name.

    A folder or archive without a file, or an archive that is refused, is one entry with
    its error.
    """
    for name in names:
        yield from _folder(name) if os.path.isdir(name) else _file(name, name)


def _folder(folder: str) -> Iterator[Member]:
    found = False
    for where, inner, names in os.walk(folder):
        inner.sort()
        for name in sorted(names):
            path = os.path.join(where, name)
            # a link, a pipe or a device is none of the folder's pictures
            if is_litter(os.path.relpath(path, folder)) or not _is_plain(path):
                continue
            found = True
            yield from _file(path, path)
    if not found:
        yield Member(folder, error="The folder holds no files. Choose another one.")


def _file(path: str, name: str) -> Iterator[Member]:
    try:
        content = read(Path(path))
        if not archive.is_zip(content[:4]):
            yield Member(name, content)
            return
        with open(path, "rb") as file:
            for member in archive.members(file, os.path.basename(path)):
                yield Member(f"{name}/{member.name}", member.content, member.error)
    except UploadError as error:
        yield Member(name, error=str(error))


def read(path: Path) -> bytes:
    """A file's content, never more than the limit for uploads and one byte.

    Raises:
        UploadError: there is no such file or it may not be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(uploads.MAX_BYTES + 1)
    except OSError as error:
        raise UploadError(f"The file cannot be opened: {error.strerror}.") from error


def _is_plain(path: str) -> bool:
    return os.path.isfile(path) and not os.path.islink(path)
