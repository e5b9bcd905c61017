"""Hypothesis for the readers: no limit of time an example (machines differ), the same examples every run."""

from hypothesis import settings

settings.register_profile("readers", deadline=None, derandomize=True)
settings.load_profile("readers")
