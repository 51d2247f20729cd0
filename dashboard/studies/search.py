"""Optuna for one study: its database, sampler and pruner. Optuna takes 0.8 s to import,
so it is loaded inside functions: pages of other things do not wait for it."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboard.studies.dimension import KINDS, Dimension, Listed
from dashboard.studies.request import StudyRequest

SQLITE_SECONDS = 60.0  # how long a writer waits for another one
FIRST_RANDOM = 10  # trials before TPE begins to learn, fewer in a small study
MEDIAN_AFTER = 4  # trials to their end before the median says anything
SPARED_EPOCHS = 1  # nobody is given up after so few


def make(database: Path, request: StudyRequest) -> None:
    """Make the database of a new study, before anybody else can see it: two processes
    that make tables at once get in each other's way."""
    import optuna

    made = _connected(str(database))
    optuna.create_study(storage=made, study_name=request.name, direction="maximize")
    made.remove_session()
    made.engine.dispose()


def storage(database: Path):
    """The `optuna.storages.RDBStorage` of a study; one per file in each process."""
    # a study that was deleted and made again is another file of the same name
    return _storage(str(database), database.stat().st_ino)


@lru_cache(maxsize=64)
def _storage(path: str, inode: int):
    return _connected(path)


def _connected(path: str):
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    return optuna.storages.RDBStorage(
        f"sqlite:///{path}",
        engine_kwargs={"connect_args": {"timeout": SQLITE_SECONDS}},
    )


def opened(database: Path, request: StudyRequest):
    """The `optuna.Study`."""
    import optuna

    return optuna.load_study(
        study_name=request.name, storage=storage(database), pruner=pruner(request)
    )


def watched(database: Path, name: str):
    """The `optuna.Study` to read from; one per file in each process, because it reads
    trials that have ended once, and pages look every two seconds."""
    return _watched(str(database), database.stat().st_ino, name)


@lru_cache(maxsize=64)
def _watched(path: str, inode: int, name: str):
    import optuna

    return optuna.load_study(study_name=name, storage=_storage(path, inode))


def sampler(request: StudyRequest, number: int):
    """Who draws the trial with this number.

    The seed depends on the number: a controller that was killed and started again draws
    what it would have drawn, instead of its first trials once more.
    """
    import numpy as np
    from optuna import samplers

    if request.sampler == "grid":
        return _grid(request)
    seed = int(np.random.SeedSequence([request.seed, number]).generate_state(1)[0])
    if request.sampler == "random":
        return samplers.RandomSampler(seed=seed)
    few = min(FIRST_RANDOM, max(3, (request.trials or 40) // 4))
    return samplers.TPESampler(seed=seed, n_startup_trials=few)


def _grid(request: StudyRequest):
    from optuna import samplers

    class Grid(samplers.GridSampler):
        """Without its call of `study.stop()`, which only `optimize` understands."""

        def after_trial(self, study, trial, state, values):
            pass

    lists = {name: list(found.values) for name, found in request.dimensions.items()}
    return Grid(lists, seed=request.seed)


def pruner(request: StudyRequest):
    """Who gives up trials."""
    from optuna import pruners

    if request.pruner == "median":
        # Optuna spares the steps below a number, and epochs count from one
        warm = SPARED_EPOCHS + 1
        return pruners.MedianPruner(MEDIAN_AFTER, n_warmup_steps=warm)
    if request.pruner == "hyperband":
        return pruners.HyperbandPruner(
            min_resource=1, max_resource=most_epochs(request), reduction_factor=3
        )
    return pruners.NopPruner()


def most_epochs(request: StudyRequest) -> int:
    """The length of the longest trial."""
    total = 0
    for name in ("head_epochs", "epochs"):
        found = request.dimensions.get(name)
        if found is None:
            total += getattr(request.recipe, name)
        else:
            total += max(found.values) if isinstance(found, Listed) else int(found.high)
    return total


def distributions(space: Mapping[str, Dimension]) -> dict[str, Any]:
    """The space in Optuna's words."""
    from optuna import distributions as kinds

    found = {}
    for name, dimension in space.items():
        if isinstance(dimension, Listed):
            found[name] = kinds.CategoricalDistribution(dimension.values)
        else:
            whole = KINDS[name] is int
            kind = kinds.IntDistribution if whole else kinds.FloatDistribution
            found[name] = kind(dimension.low, dimension.high, log=dimension.log)
    return found
