"""What a trainer printed, read in portions by somebody who watches it grow."""

from dashboard.jobs.files import LOG_TAIL_BYTES, RunFiles


def portion(run: RunFiles, start: int | None, over: bool) -> tuple[str, int]:
    """What was printed after byte `start`, in whole lines, and where to go on.

    Args:
        start: None, or what the file no longer has, is near its end.
        over: nothing more comes, so an unfinished line is given too.
    """
    try:
        with open(run.log_file, "rb") as file:
            size = file.seek(0, 2)
            near_end = max(0, size - LOG_TAIL_BYTES)
            far = start is None or not near_end <= start <= size
            begin = near_end if far else start
            file.seek(begin)
            content = file.read(size - begin)
    except FileNotFoundError:
        return "", 0
    # a middle that is left out ends with a line
    cut = content.find(b"\n") + 1 if far and begin else 0
    end = len(content) if over else content.rfind(b"\n") + 1
    return _shown(content[cut:end].decode(errors="replace")), begin + end


def _shown(text: str) -> str:
    """Lines as a terminal leaves them: what a carriage return overwrote is gone."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip("\r").split("\r")[-1] for line in lines)
