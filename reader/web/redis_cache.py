"""Redis as Django asks it, by one client for what is read and one for what is written. Django makes
one for each command, which costs more than the command does, and a page after a public act has ten.
"""

from __future__ import annotations

from typing import Any

from django.core.cache.backends.redis import RedisCache as EachByItself
from django.core.cache.backends.redis import RedisCacheClient


class OneClient(RedisCacheClient):
    """Each thread has one of its own, as it has each of its caches."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._clients: dict[bool, Any] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        """What a command is sent with."""
        if write not in self._clients:
            self._clients[write] = super().get_client(key, write=write)
        return self._clients[write]


class RedisCache(EachByItself):
    """Django's, with such clients."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._class = OneClient
