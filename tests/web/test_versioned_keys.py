"""What one deployment has kept of pages is never found by another."""

from django.core.cache import caches

from reader.web import versioned_keys


def test_what_is_kept_is_found_until_the_code_is_another(monkeypatch):
    pages = caches["pages"]
    pages.set("text:1", "as it was made")
    assert pages.get("text:1") == "as it was made"
    monkeypatch.setattr(versioned_keys, "_code", lambda: "after-the-upgrade")
    assert pages.get("text:1") is None
