"""A study of head configurations on frozen EfficientNet-Lite0, by the very processes of
a study, and what the same trials cost without the cache of frozen features.

The whole study is measured; without the cache it takes longer, so two trials on small
shares of the images are, and a straight line through both says what one on all images
would cost.
"""

import dataclasses
import tempfile
import uuid
from pathlib import Path

from dashboard.bench.line import Line, median
from dashboard.bench.setup import Setup
from dashboard.errors import StudyError
from dashboard.presets import preset
from dashboard.settings import Settings
from dashboard.studies import process, reading
from dashboard.studies.folder import create
from dashboard.studies.request import StudyRequest
from dashboard.studies.summary import Summary, summary

PRESET = "fast"
TRIALS, QUICK_TRIALS = 20, 3
# of the training images: of a quick look, and of the two trials without the cache
QUICK_SHARE, UNCACHED_SHARES = 0.05, (0.02, 0.06)
LIMIT_MINUTES = 10.0
DATA = ("arrays", "fashion-mnist")


def measure(setup: Setup) -> list[Line]:
    """Lines for the study with the cache, and without it."""
    quick = setup.counts.repeats < 3
    trials, share = (QUICK_TRIALS, QUICK_SHARE) if quick else (TRIALS, 1.0)
    with tempfile.TemporaryDirectory() as home:
        cached = studied(aside(setup.settings, Path(home) / "with"), trials, share, {})
        plain = {
            part: uncached(setup.settings, Path(home) / f"without-{part}", part)
            for part in UNCACHED_SHARES
        }
    return to_lines(cached, plain, trials, share)


def uncached(settings: Settings, home: Path, share: float) -> float:
    """Seconds of one trial that computes the frozen layers anew in each epoch."""
    found = studied(aside(settings, home), 1, share, {"cached_views": 0})
    return found.trials[0].seconds


def at_share(seconds: dict[float, float], share: float) -> float:
    """Seconds at another share, by the straight line through two measured ones."""
    (small, low), (large, high) = sorted(seconds.items())
    return low + (high - low) / (large - small) * (share - small)


def aside(settings: Settings, home: Path) -> Settings:
    """Settings with runs, studies and caches of their own, and the same data."""
    (home / "cache").mkdir(parents=True)
    for name in DATA:
        if (settings.cache / name).exists():
            (home / "cache" / name).symlink_to(settings.cache / name)
    return dataclasses.replace(
        settings,
        runs=home / "runs",
        cache=home / "cache",
        store=home / "store",
        redis_url=None,  # other machines do not see these folders
    )


def studied(settings: Settings, trials: int, share: float, changes: dict) -> Summary:
    """A study from its first moment to its end; nothing is there before."""
    base = preset(PRESET).with_(share=share, **changes)
    request = StudyRequest(
        name="bench",
        base=base.to_dict(),
        space=reading.first_space(base),
        trials=trials,
        minutes=None,
        sampler="tpe",
        pruner="none",  # every trial to its end, so that the figure flatters nobody
        seed=1,
        publish_as="bench",
        token=uuid.uuid4().hex,
        created_by="bench",
    )
    study = create(settings, request)
    process.main(settings, study)
    found = summary(study)
    if found.count("complete") < trials:
        raise StudyError(
            f"Expected {trials} trials to come to their end. Received: "
            f"{found.count('complete')}. {found.message}"
        )
    return found


def to_lines(
    cached: Summary, plain: dict[float, float], trials: int, share: float
) -> list[Line]:
    """The study in minutes, and what it would be without the cache.

    Args:
        plain: seconds of a trial without the cache, by share of the images.
    """
    what = f"study of {trials} heads, EfficientNet-Lite0 frozen, 64 px"
    if share < 1:
        what += f", {share:.0%} of the images"
    minutes = cached.seconds / 60
    each = median([trial.seconds for trial in cached.trials])
    alone = at_share(plain, share)
    scaled = trials * alone / 60
    seen = " and ".join(f"{sec:.0f} s at {part:.0%}" for part, sec in plain.items())
    bound = trials == TRIALS and share == 1
    return [
        Line(
            section="study",
            what=what,
            measured=f"{minutes:.1f} min; median {each:.0f} s a trial, the first "
            f"{cached.trials[0].seconds:.0f} s; one study",
            expected=f"under {LIMIT_MINUTES:g} min" if bound else "",
            met=minutes < LIMIT_MINUTES if bound else None,
            values={"minutes": minutes, "trials": trials, "trial_seconds": each},
        ),
        Line(
            section="study",
            what="the same without the cache of frozen features",
            measured=f"{scaled:.0f} min: {trials} × {alone:.0f} s, reckoned from "
            f"{seen} of the images",
            values={"minutes": scaled, "measured_trials": len(plain)},
        ),
        Line(
            section="study",
            what="times faster through the cache",
            measured=f"{scaled / minutes:.1f} times",
            values={"ratio": scaled / minutes},
        ),
    ]
