"""What is kept in Redis is found again, without a client for each command."""

import redis

from reader.web.redis_cache import RedisCache


def test_commands_share_their_clients(cache_url, monkeypatch):
    made, client = [], redis.Redis

    class Counted(client):
        def __init__(self, *args, **kwargs):
            made.append(self)
            super().__init__(*args, **kwargs)

    monkeypatch.setattr(redis, "Redis", Counted)
    cache = RedisCache(cache_url, {})
    for number in range(5):
        cache.set("pages", number)
        assert cache.get("pages") == number
        assert not cache.add("pages", 7)
        cache.delete("pages")
        assert cache.add("pages", 7) and cache.get("pages") == 7
        cache.delete("pages")
    assert len(made) == 2
