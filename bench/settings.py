"""Gloss's settings, with one more view: the same bytes, ready-made."""

from reader.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
ALLOWED_HOSTS = ["*"]
LOGGING["loggers"]["django"] = {"level": "CRITICAL"}  # noqa: F405  # what is refused is counted
