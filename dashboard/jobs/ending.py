"""How a training that ended is explained to the person who asked for it: what happened,
what is kept and what to do now."""

import errno
import signal

from dashboard.errors import LookbookError
from dashboard.jobs import events
from dashboard.jobs.run import Run

# EFBIG: a limit on the size of files, which is how a full quota may look too
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# libraries that do not use MemoryError; TensorFlow and torch are not imported here
MEMORY_WORDS = ("bad_alloc", "bad allocation", "DefaultCPUAllocator", "OOM when")


def failed(run: Run, error: BaseException | None) -> str:
    """What broke it off; `error` is None when the trainer just left."""
    if isinstance(error, LookbookError):
        return str(error)
    where = f"The whole story is in {run.log_file}."
    if out_of_memory(error):
        return (
            "Expected enough memory for this recipe. Received: out of memory. Train "
            "again with a smaller batch or image size, or end other programs and go "
            f"on. {where}"
        )
    if out_of_room(error):
        return (
            f"Expected free disk space. Received: {error}. Free some space and go on: "
            f"the last state that fitted is kept. {where}"
        )
    what = "it stopped without a word"
    if error:
        what = f"{type(error).__name__}: {error}".rstrip(" .")
    return f"Expected the training to finish. Received: {what}. {where}"


def out_of_memory(error: BaseException | None) -> bool:
    """Whether Python, TensorFlow, torch or ONNX Runtime ran out of memory."""
    named = any(k.__name__ == "ResourceExhaustedError" for k in type(error).__mro__)
    said = any(word in str(error) for word in MEMORY_WORDS)
    return isinstance(error, MemoryError) or named or said


def out_of_room(error: BaseException | None) -> bool:
    """Whether a file did not fit on the disk."""
    return isinstance(error, OSError) and error.errno in NO_ROOM


def lost(code: int | None) -> str:
    """What the exit code of a trainer says that could not write its own end.

    Args:
        code: negative for a signal, None if nobody knows it.
    """
    said = "The training process ended without a result"
    if code == -signal.SIGKILL:
        return (
            f"{said} (killed from outside, perhaps for lack of memory). Go on from the "
            "last state that was kept; if that ends alike, train again with a smaller "
            "batch or image size."
        )
    if code is None:
        return f"{said}."
    return f"{said} (signal {-code})." if code < 0 else f"{said} (exit code {code})."


def cancelled(run: Run) -> str:
    """What is left of a training that was asked to stop."""
    if run.keep_file.exists() and not run.cancel_file.exists():
        done = f"epoch {len(run.history())} of {_epochs(run)}"
        return (
            f"Ended early after {done}, as asked. None of them saw images of the size "
            "that is served, so there is nothing to publish. Going on trains the rest."
        )
    found = events.newest(run.folder / "events.jsonl", ("kept", "trained"))
    if not found:
        return "Cancelled before anything was kept; going on starts anew."
    if found[-1]["kind"] == "trained":
        return "Cancelled after its training; going on only publishes it."
    epochs, step = found[-1]["epochs"], found[-1]["step"]
    place = (
        f"in epoch {epochs + 1} after step {step}" if step else f"after epoch {epochs}"
    )
    return f"Cancelled; going on starts {place}."


def published(run: Run, version: str) -> str:
    """What a training has led to."""
    facts = run.trained() or {}
    if not facts.get("early"):
        return f"Published {version}."
    epoch = len(run.history())
    return f"Published {version}. Ended early after epoch {epoch} of {_epochs(run)}."


def _epochs(run: Run) -> int:
    recipe = run.request.recipe
    return recipe.get("head_epochs", 0) + recipe.get("epochs", 0)
