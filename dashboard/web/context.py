"""What the parts of a running server share: settings, store, loaded versions, data."""

from dataclasses import dataclass

from dashboard.batches.folder import Batches
from dashboard.corrections.folder import Corrections
from dashboard.data import fashion_mnist
from dashboard.data.working_copies import WorkingCopies
from dashboard.serving.neighbours import Neighbours
from dashboard.serving.predictor import Predictors
from dashboard.settings import Settings
from dashboard.store.versions import ModelStore


@dataclass(frozen=True)
class Context:
    """One per app; holds no state that another process would need."""

    settings: Settings
    store: ModelStore
    predictors: Predictors

    @classmethod
    def of(cls, settings: Settings) -> "Context":
        """The context of a server with these settings."""
        store = ModelStore(settings.store)
        return cls(settings, store, Predictors(store))

    @property
    def data(self) -> fashion_mnist.Dataset:
        """The dataset, mapped at first use.

        Raises:
            DataError: it is missing or altered.
        """
        return fashion_mnist.cached(self.settings)

    @property
    def copies(self) -> WorkingCopies:
        """Working copies of uploads."""
        return WorkingCopies(self.settings.uploads)

    @property
    def neighbours(self) -> Neighbours:
        """Nearest training images, of the versions that have them."""
        return Neighbours(self.settings)

    @property
    def batches(self) -> Batches:
        """Answers of the Many pictures page."""
        return Batches(self.settings.batches)

    @property
    def corrections(self) -> Corrections:
        """What people said was wrong."""
        return Corrections(self.settings.corrections)
