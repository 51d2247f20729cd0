"""The event log of a run: one JSON object a line, only ever appended to. What the
kinds of events mean is not known here."""

import errno
import json
import math
import mmap
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.jobs.clock import now

LONGEST_LINE = 64 << 10


@dataclass(frozen=True)
class Position:
    """How far a reader has come: the byte after the last whole line, and its `seq`."""

    offset: int = 0
    seq: int = 0


def append(path: Path, kind: str, **values: Any) -> None:
    """Add an event with the present time, in one write.

    `seq` is not stored: it is the line's number, so a writer need not know it.
    """
    event = {"kind": kind, "time": now()}
    event.update((name, _plain(value)) for name, value in values.items())
    line = json.dumps(event, ensure_ascii=False, default=float).encode() + b"\n"
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        size = os.fstat(handle).st_size
        # a writer that died in the middle of a line must not spoil this one
        if size and os.pread(handle, 1, size - 1) != b"\n":
            line = b"\n" + line
        if os.write(handle, line) < len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
    finally:
        os.close(handle)


def read(path: Path, start: Position | None = None) -> tuple[list[dict], Position]:
    """The events after `start` and where to go on; a line still being written waits.

    A line that never became whole counts in `seq` and is left out.
    """
    start = start or Position()
    content = _content(path, start.offset)
    whole = content[: content.rfind(b"\n") + 1]
    lines = whole.split(b"\n")[:-1]
    numbered = enumerate(lines, start.seq + 1)
    events = [event for seq, line in numbered if (event := _parsed(line, seq))]
    return events, Position(start.offset + len(whole), start.seq + len(lines))


def after(path: Path, seq: int) -> list[dict]:
    """Events with a greater `seq`; those before are counted, not parsed."""
    lines = _content(path, 0).split(b"\n")[:-1]
    numbered = enumerate(lines[seq:], seq + 1)
    return [event for number, line in numbered if (event := _parsed(line, number))]


def of_kind(path: Path, kind: str) -> list[dict]:
    """All events of one kind, in order; other lines are not parsed."""
    head = _head(kind)
    numbered = enumerate(_content(path, 0).split(b"\n")[:-1], 1)
    chosen = ((number, line) for number, line in numbered if line.startswith(head))
    return [event for number, line in chosen if (event := _parsed(line, number))]


def thinned(
    path: Path, kinds: Iterable[str], dense: str, most: int
) -> tuple[list[dict], Position]:
    """All events of `kinds`, and of the kind `dense` about `most` and the last one.

    Of a hundred thousand lines only those that are kept are parsed.

    Returns:
        The events in order, and where to go on.
    """
    content = _content(path, 0)
    whole = content[: content.rfind(b"\n") + 1]
    lines = whole.split(b"\n")[:-1]
    head = _head(dense)
    many = [number for number, line in enumerate(lines) if line.startswith(head)]
    every = max(1, -(-len(many) // most))
    # counted from the end, so that the last one is always among them
    chosen = set(many[::-1][::every])
    heads = tuple(map(_head, kinds))
    chosen.update(n for n, line in enumerate(lines) if line.startswith(heads))
    events = [_parsed(lines[number], number + 1) for number in sorted(chosen)]
    return list(filter(None, events)), Position(len(whole), len(lines))


def last(path: Path) -> dict | None:
    """The newest event (without `seq`); None when there is none, or it was cut."""
    try:
        with open(path, "rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - LONGEST_LINE))
            content = file.read()
    except FileNotFoundError:
        return None
    whole = content[: content.rfind(b"\n") + 1]
    return _parsed(whole.rstrip(b"\n").rpartition(b"\n")[2])


def newest(path: Path, kinds: Iterable[str]) -> list[dict]:
    """The last event of each kind (without `seq`), oldest first, searched from the
    end so that a long log costs no more than a short one."""
    if not path.exists() or not path.stat().st_size:
        return []
    with open(path, "rb") as file:
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as log:
            end = log.rfind(b"\n") + 1
            found = [_last(log, _head(kind), end) for kind in kinds]
    return [event for _, event in sorted(filter(None, found), key=lambda hit: hit[0])]


def _last(log: mmap.mmap, head: bytes, end: int) -> tuple[int, dict] | None:
    while end:
        at = log.rfind(b"\n" + head, 0, end) + 1
        if not at and log[: len(head)] != head:
            return None
        if event := _parsed(log[at : log.find(b"\n", at)]):
            return at, event
        end = at  # that one was cut; take the one before
    return None


def _head(kind: str) -> bytes:
    return b'{"kind": ' + json.dumps(kind).encode() + b","


def _content(path: Path, offset: int) -> bytes:
    try:
        with open(path, "rb") as file:
            file.seek(offset)
            return file.read()
    except FileNotFoundError:
        return b""


def _parsed(line: bytes, seq: int = 0) -> dict | None:
    try:
        event = json.loads(line)
    except ValueError:
        return None
    if not isinstance(event, dict):
        return None
    return {**event, "seq": seq} if seq else event


def _plain(value: Any) -> Any:
    # NaN and infinity are no JSON; a browser would refuse the whole event
    return None if isinstance(value, float) and not math.isfinite(value) else value
