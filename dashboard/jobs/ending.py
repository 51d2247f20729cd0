"""How a training that broke off is explained to the person who asked for it."""

import errno

from dashboard.errors import LookbookError
from dashboard.jobs.run import Run


def sentence(run: Run, error: BaseException | None) -> str:
    """What happened and what to do; `error` is None when the trainer just left."""
    if isinstance(error, LookbookError):
        return str(error)
    where = f"The whole story is in {run.log_file}."
    # TensorFlow's word for "out of memory"; it is not imported here
    if isinstance(error, MemoryError) or _named(error, "ResourceExhaustedError"):
        return (
            "Expected enough memory for this recipe. Received: out of memory. Train "
            f"again with a smaller batch or image size. {where}"
        )
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"Expected free disk space. Received: {error}. Free some space and train "
            f"again. {where}"
        )
    what = "it stopped without a word"
    if error:
        what = f"{type(error).__name__}: {error}".rstrip(" .")
    return f"Expected the training to finish. Received: {what}. {where}"


def _named(error: BaseException | None, name: str) -> bool:
    return any(kind.__name__ == name for kind in type(error).__mro__)
