"""What becomes of the files of one request: pictures are answered at once, archives are
unpacked to wait. One request of a batch at a time, in any process."""

import json
import sys
from collections.abc import Iterable
from itertools import chain
from typing import Any

from flask import request
from werkzeug.datastructures import FileStorage

from dashboard.analysis import address
from dashboard.batches import waiting
from dashboard.batches.batch import MOST_ROWS, Batch, too_many
from dashboard.data import archive, refusals, uploads
from dashboard.data.archive import Member
from dashboard.data.names import is_litter, shown_path
from dashboard.errors import UploadError
from dashboard.serving import many
from dashboard.web.context import Context

MOST_FILES = 32  # of one request; a page sends fewer, so that answers come early


def begun(context: Context, files: str | None) -> dict[str, Any]:
    """Make a batch, if the files that somebody means to send fit into one.

    Raises:
        BatchError: they do not.
    """
    if address.whole(files, 1, sys.maxsize) > MOST_ROWS:
        raise too_many()
    return {"id": context.batches.create().id}


def sent(context: Context, batch_id: str, ref: str | None) -> dict[str, Any]:
    """Answer the files of a form (fields `file`, and `refused` of those not sent).

    Raises:
        BatchError: the batch is unknown or may not grow so far.
        UploadError: the request is not as the page sends it.
        StoreError: the version is missing or damaged.
    """
    batch = context.batches.get(batch_id)
    files, refused = request.files.getlist("file"), _refused()
    if len(files) + len(refused) > MOST_FILES:
        raise UploadError(f"At most {MOST_FILES} files in one request.", 413)
    with batch.alone():
        if len(files) + len(refused) > _room(batch):
            raise too_many()
        read = (_taken(batch, file) for file in files if not _is_litter(file))
        return _answer(context, batch, chain(refused, filter(None, read)), ref)


def next_portion(context: Context, batch_id: str, ref: str | None) -> dict[str, Any]:
    """Answer the files of archives whose turn it is; raises as `sent`."""
    batch = context.batches.get(batch_id)
    with batch.alone():
        paths = batch.waiting.first(many.PORTION)
        told = _answer(context, batch, map(waiting.read, paths), ref)
        for path in paths:
            path.unlink()
        return {**told, "waiting": batch.waiting.count()}


def _answer(
    context: Context, batch: Batch, files: Iterable[Member], ref: str | None
) -> dict[str, Any]:
    rows = list(many.answered(context.predictors, files, ref))
    batch.append(rows)
    return {
        "predictions": [row for row, _ in rows],
        "count": batch.count(),
        "waiting": batch.waiting.count(),
    }


def _taken(batch: Batch, file: FileStorage) -> Member | None:
    """A picture, with never more than the limit of its bytes; None for an archive,
    whose files wait now."""
    name = shown_path(file.filename)
    start = file.stream.read(4)
    file.stream.seek(0)
    if not archive.is_zip(start):
        return Member(name, file.stream.read(uploads.MAX_BYTES + 1))
    queue = batch.waiting
    space = archive.MAX_UNPACKED - queue.size()
    try:
        queue.add(archive.members(file.stream, name, space, _room(batch)))
    except UploadError as error:
        return Member(name, error=str(error))
    return None


def _room(batch: Batch) -> int:
    """How many more files the batch may have."""
    return MOST_ROWS - batch.count() - batch.waiting.count()


def _is_litter(file: FileStorage) -> bool:
    """Of a folder only: what is chosen by itself is wanted."""
    name = file.filename or ""
    return "/" in name and is_litter(name)


def _refused() -> list[Member]:
    """Files that the browser did not send because they are too large."""
    try:
        told = [json.loads(text) for text in request.form.getlist("refused")]
        pairs = [(shown_path(one["name"]), int(one["bytes"])) for one in told]
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise UploadError("Expected `refused` to be {name, bytes} each.") from error
    return [
        Member(name, error=str(refusals.too_heavy(name, size, _limit(name))))
        for name, size in pairs
    ]


def _limit(name: str) -> int:
    """Bytes that a file of this name may have."""
    is_archive = name.lower().endswith(".zip")
    return archive.MAX_UNPACKED if is_archive else uploads.MAX_BYTES
