"""What every test starts from: nothing kept in memory by the one before."""

import os
from collections.abc import Iterator

import hypothesis
import pytest
from django.core.cache import caches

# The same examples at every run, so that a change is blamed for what it did: `make fuzz` looks
# for others.
hypothesis.settings.register_profile("steady", derandomize=True)
if "GLOSS_FUZZ_EXAMPLES" not in os.environ:
    hypothesis.settings.load_profile("steady")


@pytest.fixture(autouse=True)
def _fresh_caches() -> Iterator[None]:
    for cache in caches.all():
        cache.clear()
    yield
    for cache in caches.all():
        cache.clear()
