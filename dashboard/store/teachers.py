"""Which versions can teach another one: see `Recipe.teacher`."""

from dashboard.errors import RunError
from dashboard.store.version import Version
from dashboard.store.versions import ModelStore


def teacher(store: ModelStore, ref: str) -> Version:
    """The version that a recipe names as its teacher, "NAME/NUMBER".

    Raises:
        NotFoundError: there is none of that name and number.
        RunError: it sees photographs, not images of 28x28.
    """
    version = store.resolve(ref)
    if version.sees_photographs:
        raise RunError(
            "Expected a teacher that sees 28x28 images. Received: "
            f"{version.ref}, which sees photographs. Name another version."
        )
    return version
