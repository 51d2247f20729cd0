"""The machine that figures belong to."""

import os
import platform
from importlib import metadata
from pathlib import Path
from typing import Any

PACKAGES = ("dash", "onnxruntime", "tensorflow", "keras", "numpy")


def machine() -> dict[str, Any]:
    """Cores, processor, load before the measuring, and versions."""
    return {
        "cores": os.cpu_count(),
        "processor": processor(),
        "load": round(os.getloadavg()[0], 2),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "packages": {name: metadata.version(name) for name in PACKAGES},
    }


def machine_words(facts: dict[str, Any]) -> str:
    """The facts in a line, and a warning when other work was going on."""
    packages = ", ".join(f"{name} {v}" for name, v in facts["packages"].items())
    busy = facts["load"] > facts["cores"]
    note = " The machine was busy with other work: times are too long." if busy else ""
    return (
        f"Measured on {facts['cores']} cores ({facts['processor']}), load "
        f"{facts['load']} before, {facts['system']}, Python {facts['python']}, "
        f"{packages}.{note}"
    )


def processor() -> str:
    """The processor's name where the kernel tells it, else its kind."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.machine()
    for line in text.splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
