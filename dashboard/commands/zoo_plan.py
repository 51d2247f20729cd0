"""What is left of the zoo: for each name what is published, what was begun, and how
long the rest takes. How a training is started is `dashboard.commands.zoo`."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dashboard.commands import zoo_found
from dashboard.estimate import START_SECONDS, estimate
from dashboard.jobs.folder import list_runs
from dashboard.jobs.run import Run
from dashboard.jobs.status import RESUMABLE
from dashboard.preset_recipes import ENSEMBLE, ZOO
from dashboard.presets import preset
from dashboard.recipe import Recipe
from dashboard.settings import Settings
from dashboard.store.version import Version
from dashboard.store.versions import ModelStore


@dataclass(frozen=True)
class Item:
    """One version that ships and is trained.

    Attributes:
        name: what the zoo calls it.
        start: the version that it continues, such as "vit/1"; where it is yet to be
            trained, the name alone.
        version: it, where the store has it.
        run: an earlier training of it that did not come to a version.
        missing: its teacher, where neither the store has it nor the zoo makes it.
    """

    name: str
    recipe: Recipe
    start: str | None = None
    version: Version | None = None
    run: Run | None = None
    missing: str = ""

    @property
    def trained(self) -> bool:
        """Whether only publishing is left."""
        run = self.run
        return bool(run and run.trained() and run.best_file.exists())

    @property
    def seconds(self) -> float:
        """About how long the rest takes on two idle cores."""
        if self.version or self.missing:
            return 0.0
        if self.trained:
            return START_SECONDS
        done = len(self.run.history()) if self.run else 0
        epochs = self.recipe.head_epochs + self.recipe.epochs
        return max(START_SECONDS, estimate(self.recipe) * (1 - done / epochs))

    def words(self) -> str:
        """Where it stands."""
        if self.version:
            return f"published as {self.version.ref}"
        if self.missing:
            return f"cannot be trained: its teacher {self.missing} is not in the store"
        if self.run is None:
            return "to be trained further" if self.start else "to be trained"
        if self.run.status().active:
            return f"in training by another process, run {self.run.id}"
        if self.trained:
            return f"trained, to be published, run {self.run.id}"
        epochs = self.recipe.head_epochs + self.recipe.epochs
        done = len(self.run.history())
        return f"goes on after {done} of {epochs} epochs, run {self.run.id}"


def plan(settings: Settings, names: Iterable[str]) -> list[Item]:
    """The named ones in the order of the zoo; where one continues another, both, but
    none before the last that is published.

    Published is a version of that name and recipe; another recipe is trained anew.
    """
    versions, runs = ModelStore(settings.store).list(), list_runs(settings)
    items = []
    for name in (name for name in ZOO if name in set(names)):
        steps, start = [], None
        for recipe in (_taught(versions, preset(step)) for step in ZOO[name]):
            version = zoo_found.published(versions, name, recipe, continued=bool(start))
            item = Item(name, recipe, start, version)
            if not item.version:
                run = next((r for r in runs if _continues(r, item)), None)
                missing = _missing_teacher(versions, recipe)
                item = replace(item, run=run, missing=missing)
            steps.append(item)
            start = version.ref if version else zoo_found.published_as(name)
        there = [place for place, item in enumerate(steps) if item.version]
        items += steps[there[-1] :] if there else steps
    return items


def _taught(versions: list[Version], recipe: Recipe) -> Recipe:
    """The same by this store's own ensemble, whose number may be another one."""
    if recipe.teacher.partition("/")[0] != ENSEMBLE:
        return recipe
    found = zoo_found.average(versions)
    return recipe.with_(teacher=found.ref) if found else recipe


def _missing_teacher(versions: list[Version], recipe: Recipe) -> str:
    made = recipe.teacher.partition("/")[0] in ZOO
    there = recipe.teacher in (version.ref for version in versions)
    return "" if made or there else recipe.teacher


def _continues(run: Run, item: Item) -> bool:
    asked, status = run.request, run.status()
    open_ = status.active or status.state in ("queued", *RESUMABLE)
    named = asked.name == zoo_found.published_as(item.name)
    wanted = named and asked.start == item.start
    return open_ and wanted and zoo_found.same(asked.recipe, item.recipe)
