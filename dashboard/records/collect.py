"""All runs and versions as records. Reading folders is what costs, so what a file said
is kept by its time and size, and read again only when they change."""

import os
from collections.abc import Iterable
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
    found = [_of_run(run, status, versions, marks) for run, status in _runs(settings)]
    told = {record.version for record in found}
    left = (version for ref, version in versions.items() if ref not in told)
    found += [_of_version(version, marks) for version in left]
    # a waiting run is newer than all that were started
    return sorted(found, key=lambda r: (r.started or "~", r.key), reverse=True)


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


def _of_run(
    run: Run, status: Status, versions: dict[str, Version], marks: dict[str, Mark]
) -> Record:
    version = versions.get(status.version or "")
    # another store may have another version of that name and number
    if version and version.manifest.get("run_id") != run.id:
        version = None
    ref = version.ref if version else None
    request, path = run.folder / "request.json", run.folder / "events.jsonl"
    stamps = _stamp(request), _stamp(path)
    mark = _mark(marks, run.id, ref)
    return _made_of_run(run.folder, stamps, status.state, ref, _test(version), mark)


@lru_cache(maxsize=MOST_KEPT)
def _made_of_run(
    folder: Path,
    stamps: tuple[Stamp, Stamp],
    state: str,
    version: str | None,
    test: float | None,
    mark: Mark,
) -> Record:
    request, facts = _request(folder, stamps[0]), log.read(folder / "events.jsonl")
    return Record(
        key=folder.name,
        name=request.name,
        run=folder.name,
        version=version,
        state=state,
        started=facts.started,
        seconds=facts.seconds,
        rows=facts.rows,
        planned=_planned(request.recipe),
        test=test,
        recipe=request.recipe,
        start=request.start,
        study=request.study,
        kept=facts.rows[-1].get("best_epoch") if facts.rows else None,
        mark=mark,
    )


def _of_version(version: Version, marks: dict[str, Mark]) -> Record:
    facts = version.manifest
    recipe = facts["recipe"] if isinstance(facts["recipe"], dict) else {}
    return Record(
        key=version.ref,
        name=version.name,
        run=None,
        version=version.ref,
        state=PUBLISHED,
        started=facts["created_at"],
        seconds=facts.get("training_seconds"),
        rows=_with_steps(
            _history(version.folder, _stamp(version.file("history.csv"))), facts
        ),
        planned=_planned(recipe),
        test=_test(version),
        recipe=recipe,
        start=facts.get("parent"),
        kept=facts.get("best_epoch"),
        mark=_mark(marks, version.ref),
    )


def _mark(marks: dict[str, Mark], *names: str | None) -> Mark:
    """What a run and its version are marked with, together."""
    found = Mark()
    for name in names:
        found = found.with_(marks.get(name, Mark()))
    return found


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
def _history(folder: Path, _: Stamp) -> tuple[dict, ...]:
    try:
        return tuple(history.rows(Version(folder, {})))
    except LookbookError:
        return ()
