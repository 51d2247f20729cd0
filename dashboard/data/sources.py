"""Where the four files of Fashion-MNIST come from, and their proof.

Order: LOOKBOOK_DATA, the project's cache, Debian's package as installed, the address
Keras uses, and the Debian package unpacked without root. Hashes hold for all.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from dashboard import atomic
from dashboard.errors import DataError
from dashboard.settings import Settings

SHA256 = {
    "train-images-idx3-ubyte.gz": (
        "b0564c3eedabfbf835052cff8503ea422014ce006caf5b757f851416ee8300c7"
    ),
    "train-labels-idx1-ubyte.gz": (
        "0ae29f65d86684f32d1b9c85147786c547b9c6aebcaf235f0400a0cce308b056"
    ),
    "t10k-images-idx3-ubyte.gz": (
        "cc1d090a38ace84dfa1aa66e3ada7c336ef481a96936906477e6dd344da56eaa"
    ),
    "t10k-labels-idx1-ubyte.gz": (
        "8d3605d196f4be44669e46906da9733c8131fef761fdbfec72c424d5222f1a05"
    ),
}
DEBIAN_FOLDER = Path("/usr/share/datasets/fashion-mnist")
DEBIAN_PACKAGE = "dataset-fashion-mnist"
KERAS_URL = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
Say = Callable[[str], None]


def _quiet(_: str) -> None:
    return None


def verify(folder: Path) -> None:
    """Check that `folder` holds the four files, byte for byte.

    Raises:
        DataError: naming the first file that is missing or differs, with both hashes.
    """
    for name, expected in SHA256.items():
        path = folder / name
        if not path.is_file():
            raise DataError(
                f"Expected the file {name} in {folder}. Received: no such file. "
                "Put the four files of Fashion-MNIST there, or unset LOOKBOOK_DATA "
                "and run `make setup`, which fetches them."
            )
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != expected:
            raise DataError(
                f"Expected {path} to have SHA-256 {expected}. Received: {found} "
                f"({path.stat().st_size} bytes). The file is truncated or altered: "
                "delete it and run `make setup`."
            )


def find(settings: Settings) -> Path:
    """Return the first folder that holds the verified files, without any download.

    Raises:
        DataError: LOOKBOOK_DATA is set and wrong, or no place has the files. A damaged
            copy is named, never skipped in silence.
    """
    if settings.data is not None:
        verify(settings.data)
        return settings.data
    for folder in (cache_folder(settings), DEBIAN_FOLDER):
        if folder.is_dir():
            verify(folder)
            return folder
    raise DataError(
        f"Expected the four files of Fashion-MNIST in {cache_folder(settings)} or "
        f"{DEBIAN_FOLDER}. Received: neither folder exists. Run `make setup`, or set "
        "LOOKBOOK_DATA to a folder that has them."
    )


def cache_folder(settings: Settings) -> Path:
    """The project's own copy of the four files."""
    return settings.cache / "fashion-mnist"


def fetch(settings: Settings, say: Say = _quiet) -> Path:
    """Return a verified folder, downloading into the cache when no place has one.

    Args:
        say: called with one line per step and per tenth of a download.

    Raises:
        DataError: every source failed; the text lists each with its reason.
    """
    target = cache_folder(settings)
    if settings.data is not None or target.is_dir() or DEBIAN_FOLDER.is_dir():
        return find(settings)
    failures = []
    for source in (_from_keras, _from_debian):
        with tempfile.TemporaryDirectory() as name:
            try:
                source(Path(name), say)
                verify(Path(name))
            except (OSError, DataError, subprocess.SubprocessError) as error:
                failures.append(f"{source.__doc__}: {error}")
                say(f"  not from there ({error})")
                continue
            _install(Path(name), target)
            return target
    raise DataError(
        "Expected to fetch Fashion-MNIST from one of two places. Received: "
        + "; ".join(failures)
        + ". Put the four files into a folder and set LOOKBOOK_DATA to it."
    )


def _install(source: Path, target: Path) -> None:
    staging = target.with_name(f".{target.name}-{source.name}")
    try:
        shutil.copytree(
            source, staging, ignore=lambda _, names: set(names) - set(SHA256)
        )
        atomic.sync_tree(staging)
        staging.rename(target)
    except OSError:
        # another process may have installed the same files first
        if not target.is_dir():
            raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _from_keras(folder: Path, say: Say) -> None:
    """the address Keras uses"""
    for name in SHA256:
        say(f"Fetching {name} from the address Keras uses")
        with urllib.request.urlopen(KERAS_URL + name, timeout=10) as answer:
            total = int(answer.headers.get("Content-Length") or 0)
            _copy(answer, folder / name, total, say)


def _copy(answer, path: Path, total: int, say: Say) -> None:
    done = tenth = 0
    with path.open("wb") as file:
        while block := answer.read(1 << 16):
            file.write(block)
            done += len(block)
            if total and done * 10 // total > tenth:
                tenth = done * 10 // total
                say(f"  {done / 1e6:.1f} of {total / 1e6:.1f} MB")


def _from_debian(folder: Path, say: Say) -> None:
    """Debian's package by apt-get download"""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        raise DataError("there is no apt-get on this machine")
    say(f"Fetching Debian's package {DEBIAN_PACKAGE} (31 MB)")
    run = {"cwd": folder, "check": True, "capture_output": True, "timeout": 600}
    download = ["apt-get", "download", DEBIAN_PACKAGE]
    try:
        subprocess.run(download, **run)
    except subprocess.CalledProcessError as error:
        # package lists that were never fetched, or are older than the mirror
        if os.geteuid() != 0:
            raise DataError(
                f"{error.stderr.decode(errors='replace').strip()} "
                "(`sudo apt-get update` may mend it)"
            ) from error
        say("Fetching the package lists with apt-get update first")
        subprocess.run(["apt-get", "update"], **run)
        subprocess.run(download, **run)
    package = next(folder.glob("*.deb"))
    subprocess.run(["dpkg-deb", "-x", package.name, "unpacked"], **run)
    for path in (folder / "unpacked" / DEBIAN_FOLDER.relative_to("/")).iterdir():
        path.rename(folder / path.name)
