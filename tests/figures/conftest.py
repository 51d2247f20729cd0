"""Property tests without a time limit per example: the machine may be training."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
