"""All runs and versions as records. Reading folders is what costs, so what a file said
is kept by its time and size, and read again only when they change."""

import os
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboard.errors import LookbookError
from dashboard.jobs.folder import RUN_ID
from dashboard.jobs.request import Request
from dashboard.jobs.run import Run
from dashboard.jobs.status import Status
from dashboard.marks.folder import Marks
from dashboard.marks.mark import Mark
from dashboard.records import log
from dashboard.records.record import PUBLISHED, Record
from dashboard.settings import Settings
from dashboard.store import history
from dashboard.store.version import Version
from dashboard.store.versions import ModelStore

MOST_KEPT = 5000  # runs whose facts stay in memory
Stamp = tuple[int, int]


def records(settings: Settings, store: ModelStore) -> list[Record]:
    """Every training, the newest first; of a run that published, one with both."""
    marks = Marks(settings.runs).all()
    versions = {version.ref: version for version in _versions(store)}
    found = [_of_run(run, status, versions) for run, status in _runs(settings)]
    told = {record.version for record in found}
    found += [_of_version(v) for ref, v in versions.items() if ref not in told]
    marked = [_marked(record, marks) for record in found]
    # a waiting run is newer than all that were started
    return sorted(marked, key=lambda r: (r.started or "~", r.key), reverse=True)


def named(found: Iterable[Record], names: Iterable[str]) -> list[Record]:
    """The records of run ids or versions, in that order and each once; what is not
    known is left out."""
    known = {}
    for record in found:
        known.update(dict.fromkeys((record.key, *record.names), record))
    wanted = (known.get(name) for name in names if isinstance(name, str))
    return list({record.key: record for record in wanted if record}.values())


def _runs(settings: Settings) -> Iterable[tuple[Run, Status]]:
    try:
        entries = list(os.scandir(settings.runs))
    except FileNotFoundError:
        return
    for entry in entries:
        if not RUN_ID.fullmatch(entry.name) or not entry.is_dir(follow_symlinks=False):
            continue
        folder = Path(entry.path)
        try:
            request = _request(folder, _stamp(folder / "request.json"))
            status = _status(folder, _stamp(folder / "status.json"))
            run = Run(entry.name, folder, request)
            # whether an active one lives is the kernel's to say
            yield run, run.status() if status.active else status
        except LookbookError:
            continue  # deleted meanwhile, or damaged: the list of runs warns of it


def _of_run(run: Run, status: Status, versions: dict[str, Version]) -> Record:
    path = run.folder / "events.jsonl"
    facts = _log(path, _stamp(path))
    recipe = run.request.recipe
    version = versions.get(status.version or "")
    # another store may have another version of that name and number
    if version and version.manifest.get("run_id") != run.id:
        version = None
    return Record(
        key=run.id,
        name=run.request.name,
        run=run.id,
        version=version.ref if version else None,
        state=status.state,
        started=facts.started,
        seconds=facts.seconds,
        rows=facts.rows,
        planned=_planned(recipe),
        test=_test(version),
        recipe=recipe,
        start=run.request.start,
        kept=facts.rows[-1].get("best_epoch") if facts.rows else None,
    )


def _of_version(version: Version) -> Record:
    facts = version.manifest
    recipe = facts["recipe"] if isinstance(facts["recipe"], dict) else {}
    path = version.file("history.csv")
    return Record(
        key=version.ref,
        name=version.name,
        run=None,
        version=version.ref,
        state=PUBLISHED,
        started=facts["created_at"],
        seconds=facts.get("training_seconds"),
        rows=_with_steps(_history(version.folder, _stamp(path)), facts),
        planned=_planned(recipe),
        test=_test(version),
        recipe=recipe,
        start=facts.get("parent"),
        kept=facts.get("best_epoch"),
    )


def _marked(record: Record, marks: dict[str, Mark]) -> Record:
    known = [marks[name] for name in record.names if name in marks]
    if not known:
        return record
    mark = known[0] if len(known) == 1 else known[0].with_(known[1])
    return replace(record, mark=mark)


def _with_steps(rows: tuple[dict, ...], facts: dict[str, Any]) -> tuple[dict, ...]:
    """Batches of each epoch, where the manifest lets them be counted."""
    recipe, images = facts["recipe"], (facts.get("splits") or {}).get("train")
    batch = recipe.get("batch_size") if isinstance(recipe, dict) else None
    if not images or not batch or recipe.get("corrections"):
        return rows
    steps = -(-round(images * recipe.get("share", 1.0)) // batch)
    return tuple({**row, "steps": steps} for row in rows)


def _planned(recipe: dict[str, Any]) -> int | None:
    parts = [recipe.get(name, 0) for name in ("head_epochs", "epochs")]
    known = all(isinstance(part, int) for part in parts)
    return sum(parts) or None if known else None


def _test(version: Version | None) -> float | None:
    return version.manifest["metrics"].get("test_accuracy") if version else None


def _stamp(path: Path) -> Stamp:
    try:
        facts = path.stat()
    except FileNotFoundError:
        return 0, 0
    return facts.st_mtime_ns, facts.st_size


def _versions(store: ModelStore) -> tuple[Version, ...]:
    """The store's versions; a new one changes the time of its name's folder."""
    try:
        names = [entry for entry in os.scandir(store.root) if entry.is_dir()]
    except FileNotFoundError:
        return ()
    stamps = tuple(sorted((e.name, e.stat().st_mtime_ns) for e in names))
    return _listed(store.root, stamps)


@lru_cache(maxsize=8)
def _listed(root: Path, _) -> tuple[Version, ...]:
    return tuple(ModelStore(root).list())


@lru_cache(maxsize=MOST_KEPT)
def _request(folder: Path, _: Stamp) -> Request:
    return Request.read(folder / "request.json")


@lru_cache(maxsize=MOST_KEPT)
def _status(folder: Path, _: Stamp) -> Status:
    return Status.read(folder / "status.json")


@lru_cache(maxsize=MOST_KEPT)
def _log(path: Path, _: Stamp) -> log.Log:
    return log.read(path)


@lru_cache(maxsize=MOST_KEPT)
def _history(folder: Path, _: Stamp) -> tuple[dict, ...]:
    try:
        return tuple(history.rows(Version(folder, {})))
    except LookbookError:
        return ()
