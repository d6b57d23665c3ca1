"""The chapters around the one that is read: the same few of a long story as of a short one."""

import pytest

from reader.models import Chapter
from reader.views.reading.neighbours import neighbours
from tests.factories import make_chapters

pytestmark = pytest.mark.django_db


def around(number, story, reader=None):
    found = neighbours(reader, story.chapters.get(number=number))
    found["around"] = [row.number for row in found["around"]]
    for name in ("previous", "next"):
        found[name] = found[name] and found[name].number
    return found


def test_of_a_thousand_chapters_fifty_one_are_read(django_assert_num_queries, monkeypatch):
    story = make_chapters(1000)
    chapter = story.chapters.get(number=500)
    read = []
    from_row = Chapter.from_db.__func__

    @classmethod
    def counted(cls, *row, **how):
        read.append(row)
        return from_row(cls, *row, **how)

    monkeypatch.setattr(Chapter, "from_db", counted)
    with django_assert_num_queries(3):
        found = neighbours(None, chapter)
    assert found["total"] == 1000 and len(found["around"]) == len(read) + 1 == 51


@pytest.mark.parametrize(
    ("number", "first", "last"), [(1, 1, 26), (20, 1, 45), (30, 5, 55), (50, 25, 60), (60, 35, 60)]
)
def test_the_nearest_are_shown(number, first, last):
    story = make_chapters(60)
    found = around(number, story)
    assert found["around"] == list(range(first, last + 1)) and found["total"] == 60
    assert found["previous"] == (number - 1 or None)
    assert found["next"] == (number + 1 if number < 60 else None)


def test_what_the_reader_may_not_read_is_passed_over(author):
    story = make_chapters(5, author=author)
    story.chapters.filter(number=3).update(published_at=None)
    found = around(2, story)
    assert (found["next"], found["total"]) == (4, 4)
    assert around(2, story, reader=author)["next"] == 3
