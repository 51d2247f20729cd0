"""Every error Lookbook raises on purpose; each text says what was expected, what came
and what to do. Anything else that escapes is a defect."""


class LookbookError(Exception):
    """Base of all errors a person can act on; doors show its text as it is."""


class DataError(LookbookError):
    """The dataset is missing, truncated or altered."""


class UploadError(LookbookError):
    """A file is not a picture Lookbook can read safely.

    Args:
        message: a sentence for the person who sent the file.
        status: the HTTP status the API answers, 400, 413 or 415.
    """

    def __init__(self, message: str, status: int = 400):
        super().__init__(message)
        self.status = status


class StoreError(LookbookError):
    """A version, alias or file of the model store is missing, damaged or refused."""


class NotFoundError(StoreError):
    """The name or version asked for is not in the store."""


class ConflictError(StoreError):
    """Somebody else changed the same thing first."""


class RecipeError(LookbookError):
    """A training setting is outside what can be trained."""


class WeightsError(LookbookError):
    """Pre-trained weights cannot be had; the text says which file to put where."""


class RunError(LookbookError):
    """A run is unknown, refused by the queue or in the wrong state for a request."""


class DuplicateRunError(RunError):
    """Somebody who asks for a run has asked for the very same one a moment ago.

    Args:
        message: a sentence for the person who asked.
        run_id: the run that was there first.
    """

    def __init__(self, message: str, run_id: str):
        super().__init__(message)
        self.run_id = run_id


class StudyError(LookbookError):
    """A study is unknown, asks for what cannot be tried, or is in the wrong state."""


class MarkError(LookbookError):
    """A mark cannot be read, or cannot be stored as it was sent."""


class CorrectionError(LookbookError):
    """A correction is unknown, damaged or cannot be stored as it was sent."""


class BatchError(LookbookError):
    """A batch of pictures is unknown, no longer kept, or may not grow.

    Args:
        message: a sentence for the person who sent the pictures.
        status: the HTTP status of the answer, 404, 413 or 507.
    """

    def __init__(self, message: str, status: int = 404):
        super().__init__(message)
        self.status = status


class SetupError(LookbookError):
    """Something outside the code is missing: a port, a package, a browser."""
