"""The model store: immutable versions, numbered per name, that appear in one step.

Who is champion is `dashboard.store.aliases`.
"""

from __future__ import annotations  # the method `list` hides the builtin below it

import logging
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dashboard import atomic
from dashboard.crash_points import reach
from dashboard.errors import NotFoundError, StoreError
from dashboard.store import aliases, manifest
from dashboard.store.staging import staged
from dashboard.store.version import Version

log = logging.getLogger(__name__)
# nine digits: int() refuses a text of thousands
NUMBER = re.compile(r"[0-9]{1,9}")


def _age(version: Version) -> tuple[str, str, int]:
    return version.manifest["created_at"], version.name, version.number


class ModelStore:
    """A folder of versions, `<root>/<name>/<number>/`."""

    def __init__(self, root: Path):
        self.root = root

    def list(self, *, strict: bool = False) -> list[Version]:
        """Every readable version, the newest first.

        Raises:
            StoreError: a version is malformed and `strict`; else that is only logged.
        """
        versions = []
        for folder in self._folders():
            try:
                versions.append(self._read(folder))
            except StoreError as error:
                if strict:
                    raise
                log.warning("%s", error)
        return sorted(versions, key=_age, reverse=True)

    def get(self, name: str, number: int | None = None) -> Version:
        """One version; without a number the newest of that name.

        Raises:
            NotFoundError: there is no such version.
        """
        manifest.check_name(name)
        number = max(self._numbers(name), default=0) if number is None else number
        folder = self.root / name / str(number)
        if not folder.is_dir():
            known = ", ".join(version.ref for version in self.list()) or "none"
            raise NotFoundError(
                f"Expected a published version. Received: {name}/{number or '?'}. "
                f"The store has: {known}."
            )
        return self._read(folder)

    def resolve(self, ref: str | None = None) -> Version:
        """The version meant by "name", "name/3" or nothing (the champion).

        Without a champion the version with the best validation accuracy stands in:
        the test set is not used to choose.

        Raises:
            NotFoundError: there is no such version, or the store is empty.
        """
        if ref:
            name, _, number = ref.partition("/")
            if number and not NUMBER.fullmatch(number):
                raise NotFoundError(
                    "Expected a model as NAME or NAME/NUMBER. "
                    f"Received: {ref!r}. See `python -m dashboard models`."
                )
            return self.get(name, int(number) if number else None)
        champion = aliases.champion(self.root)
        if champion:
            return self.get(champion.name, champion.number)
        versions = self.list()
        # one for photographs stands in only where there is no other
        versions = [v for v in versions if not v.sees_photographs] or versions
        if not versions:
            raise NotFoundError(
                f"Expected a published version in {self.root}. Received: an empty "
                "store. Train one: `python -m dashboard train --preset cnn-baseline`."
            )
        return max(versions, key=lambda v: v.manifest["metrics"]["validation_accuracy"])

    def for_photographs(self) -> Version | None:
        """The version that answers for photographs: the promoted one, or the newest
        of its kind; None when the store has none."""
        promoted = aliases.holder(self.root, manifest.PHOTOGRAPHS)
        if promoted:
            return self.get(promoted.name, promoted.number)
        return next((v for v in self.list() if v.sees_photographs), None)

    def publish(self, name: str, fill: Callable[[Path], dict[str, Any]]) -> Version:
        """Let `fill` write a version's files, then make it appear under a new number.

        Args:
            fill: writes REQUIRED_FILES into the folder it is given and returns the
                manifest without "format", "name", "version", "created_at", "files".

        Raises:
            StoreError: a bad name, or a file is missing; nothing is published then.
        """
        manifest.check_name(name)
        with staged(self.root) as staging:
            reach("publish-staged")
            content = fill(staging)
            reach("publish-filled")
            if missing := set(manifest.REQUIRED_FILES) - set(os.listdir(staging)):
                raise StoreError(
                    f"Expected the files {manifest.REQUIRED_FILES}. Received: none of "
                    f"{sorted(missing)}. Nothing was published."
                )
            return self._claim(name, staging, content)

    def _claim(self, name: str, staging: Path, content: dict[str, Any]) -> Version:
        files = manifest.describe_files(staging)
        (self.root / name).mkdir(exist_ok=True)
        atomic.sync_folder(self.root)
        while True:
            number = max(self._numbers(name), default=0) + 1
            own = {
                "format": manifest.FORMAT,
                "name": name,
                "version": number,
                "created_at": datetime.now(UTC).isoformat(timespec="seconds"),
            }
            # first in the file, and not for `fill` to change
            value = {**own, **content, **own, "files": files}
            value = manifest.write(staging, value)
            reach("publish-described")
            atomic.sync_tree(staging)
            reach("publish-synced")
            target = self.root / name / str(number)
            try:
                # fails on a folder that is not empty, so a number has one owner
                os.rename(staging, target)
            except OSError:
                if not target.exists():
                    raise
                continue
            reach("publish-renamed")
            atomic.sync_folder(target.parent)
            return Version(target, value)

    def _folders(self) -> list[Path]:
        return [
            self.root / path.name / str(number)
            for path in (self.root.iterdir() if self.root.is_dir() else ())
            if manifest.NAME.fullmatch(path.name) and path.is_dir()
            for number in self._numbers(path.name)
        ]

    def _numbers(self, name: str) -> list[int]:
        folder = self.root / name
        names = os.listdir(folder) if folder.is_dir() else []
        return [int(n) for n in names if n.isascii() and n.isdigit() and n[0] != "0"]

    def _read(self, folder: Path) -> Version:
        content = manifest.read(folder)
        where = (folder.parent.name, folder.name)
        if (content["name"], str(content["version"])) != where:
            raise StoreError(
                f"Expected {folder} to hold {'/'.join(where)}. Received: a manifest of "
                f"{content['name']}/{content['version']}. Restore the folder."
            )
        return Version(folder, content)
