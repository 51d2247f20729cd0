"""A training's progress bar in the terminal, beside whoever else watches it."""

from typing import TextIO

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

PHASES = {"head": "head on the frozen backbone", "fine": "layers unfrozen"}


class TerminalWatcher:
    """Passes everything on to `inner` and shows it.

    Args:
        inner: a watcher that is asked whether to stop.
        stream: where the bar and the lines go; a log file gets the lines only.
    """

    def __init__(self, inner, stream: TextIO):
        self._inner = inner
        self._console = Console(file=stream, highlight=False)
        self._progress: Progress | None = None

    def stop_asked(self) -> bool:
        """What the inner watcher says."""
        return self._inner.stop_asked()

    def keep_asked(self) -> bool:
        """What the inner watcher says."""
        return self._inner.keep_asked()

    def say(self, words: str) -> None:
        """Print a line above the bar."""
        self._console.print(words, markup=False)

    def close(self) -> None:
        """Take the bar away."""
        if self._progress is not None:
            self._progress.stop()
            self._progress = None

    def report(self, kind: str, **values) -> None:
        """Show an event after passing it on."""
        self._inner.report(kind, **values)
        show = getattr(self, f"_{kind}", None)
        if show:
            show(**values)

    def _features(self, *, view, images, bytes, seconds, **_) -> None:
        self._console.print(
            f"frozen features of {images:,} images, view {view}: {bytes / 1e6:.0f} MB "
            f"in {seconds:.1f} s"
        )

    def _phase(self, *, phase, first, last, image_size, images, steps, **_) -> None:
        self._console.print(
            f"{PHASES[phase]}: epochs {first} to {last} at {image_size} px, {images:,} "
            f"images in {steps} steps"
        )

    def _step(self, *, epoch, step, steps, loss, accuracy, seconds_left, **_) -> None:
        if not self._console.is_terminal:
            return
        if self._progress is None:
            self._progress = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=self._console,
                transient=True,
            )
            self._progress.start()
            self._task = self._progress.add_task("", total=steps)
        words = (
            f"epoch {epoch}  loss {loss:.3f}  accuracy {accuracy:.2%}  "
            f"trained in {seconds_left / 60:.1f} min"
        )
        self._progress.update(
            self._task, completed=step, total=steps, description=words
        )

    def _epoch(self, **row) -> None:
        self.close()
        best = "  best so far" if row["best_epoch"] == row["epoch"] else ""
        self._console.print(
            f"epoch {row['epoch']}: loss {row['loss']:.4f}, accuracy "
            f"{row['accuracy']:.2%}, validation {row['validation_accuracy']:.2%} "
            f"in {row['seconds']:.0f} s{best}"
        )

    def _publish(self, *, name) -> None:
        self._console.print(f"exporting, measuring and publishing {name}")
