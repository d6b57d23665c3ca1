"""What a browser sends of a selection."""

from tests.factories import find_words


def selection(chapter, words, **more):
    """The form fields by which `words`, which stand once in the chapter, are named."""
    start, end = find_words(chapter, words)
    fields = {"revision": chapter.revision.number, "start": start, "end": end, "quote": words}
    return fields | more


def url(chapter, rest=""):
    return chapter.get_absolute_url() + rest
