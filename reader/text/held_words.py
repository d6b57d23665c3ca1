"""Words, and hosts of links, looked for in what people write, as they look: capitals, accents and
letters of other alphabets make no difference, nor does what cannot be seen."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from urllib.parse import urlsplit

from reader.text.skeleton import readings

_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r"""<a\b[^>]*\shref="([^"]*)\"""")
_WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
"""Letters of scripts in which one word is not set apart from the next."""


def all_words(html: str) -> str:
    """The words of what is rendered, those that are covered too."""
    return unescape(_TAG.sub("", html.replace("<br", " <br").replace("</p>", " </p>")))


def link_hosts(html: str) -> list[str]:
    """The hosts that the links of what is rendered lead to, in small letters; none for links to
    pages here that name no host."""
    hosts = []
    for address in _LINK.findall(html):
        try:
            host = urlsplit(unescape(address)).hostname
        except ValueError:
            continue
        if host:
            hosts.append(host.rstrip("."))
    return hosts


def has_word(looks: set[str], word: str) -> bool:
    """Whether a word or phrase stands in a text, given by its `readings`. A `*` in it stands for
    any letters."""
    return any(_pattern(word).search(text) for text in looks)


@lru_cache(maxsize=2000)
def _pattern(word: str) -> re.Pattern[str]:
    forms = set()
    for form in readings(word) | readings(word.upper()):
        pattern = re.escape(form).replace(r"\*", r"\w*").replace(r"\ ", r"\W+")
        before = "" if _WITHOUT_SPACES.match(form) else r"(?<!\w)"
        after = "" if _WITHOUT_SPACES.match(form[-1:]) else r"(?!\w)"
        forms.add(f"{before}{pattern}{after}")
    return re.compile("|".join(sorted(forms)))


def is_of(host: str, domain: str) -> bool:
    """Whether a host is this one, or lies under it."""
    return host == domain or host.endswith(f".{domain}")
