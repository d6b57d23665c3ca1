"""The search of stories: by the words of their titles, names on covers, series, summaries, tags."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db.models import Case, Q, When

from reader.models.library.co_author import CoAuthor
from reader.models.library.tag import Tag
from reader.models.normalised import normalise

MOST_WORDS = 6
"""Words that one search looks for: each goes once through all stories."""
LONGEST_WORD = 60
NAME_SHOWN = Case(When(name="", then="username"), default="name")
"""The name of a reader that others see."""


def first_words(query: str) -> str:
    """What of a search is looked for: its first words, and the beginnings of long ones."""
    words = query.split()[:MOST_WORDS]
    return " ".join([word[:LONGEST_WORD] for word in words])


def conditions(query: str) -> list[Q]:
    """What a story has to meet to be found, a condition for each word that is looked for."""
    words = first_words(query.replace("\0", " ")).split()
    return [_stands_in_story(normalise(word)) for word in words]


def _stands_in_story(word: str) -> Q:
    """That a normalised word stands in a story's own text, its tags or the names of its authors."""
    tags = Tag.objects.filter(name__normalised__contains=word)
    authors = get_user_model().objects.alias(shown=NAME_SHOWN)
    authors = authors.filter(shown__normalised__contains=word)
    with_others = CoAuthor.objects.accepted().filter(reader__in=authors.values("pk"))
    credited = Q(byline="", author__in=authors.values("pk"))
    credited |= Q(pk__in=with_others.order_by().values("story"))
    tagged = Q(pk__in=tags.order_by().values("stories"))
    return Q(search_text__contains=word) | credited | tagged
