"""Pages with slots: what is the same for many is rendered once, and what is one reader's is put in
as the page is sent."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString, mark_safe

SECRET = salted_hmac(
    "reader.views.reading.slots", "what is put in as the page is sent", algorithm="sha256"
).hexdigest()
"""The same in every process, and a secret: what somebody wrote must never be taken for a slot."""
_SLOT = re.compile(rf"\[{SECRET}:([\w-]+)\]")


def slot(name: str) -> SafeString:
    """What stands in a page, as it is rendered, where the value of this name will be put."""
    return mark_safe(f"[{SECRET}:{name}]")


def parts_of(html: str) -> list[str]:
    """A page parted at its slots: text and the name of a slot in turns, text first and last."""
    return _SLOT.split(html)


def filled(parts: Sequence[str], values: Mapping[str, str]) -> str:
    """A page with these values, HTML, in its slots. Raises KeyError where one is missing."""
    page = list(parts)
    for at in range(1, len(page), 2):
        page[at] = values[page[at]]
    return "".join(page)
