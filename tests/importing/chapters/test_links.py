"""Links from one chapter to another lead there, in the stored story and in its files."""

# ruff: noqa: E501 (lines of markup are as long as they are)

import re

import pytest

from reader.actions.library.store_manuscript import store_manuscript
from reader.exporting import FORMATS, Edition
from reader.importing import read_manuscript
from reader.models import Reader
from tests.importing.file_layouts import epub, page

LINE = "<p>The ferry came in late that night, and nobody saw it but the goat and its keeper.</p>"


def book(*bodies, **more):
    pages = {f"c{n}.xhtml": page(body) for n, body in enumerate(bodies, 1)}
    return read_manuscript("a.epub", epub(pages, **more))


@pytest.fixture
def paths():
    return book(
        f'<h2 id="top">Chapter 1</h2>{LINE}<p>To <a href="c3.xhtml#goat">the <i>goat</i></a> or '
        '<a href="c2.xhtml">wait</a>, <a href="#top">again</a>, <a href="c9.xhtml">nowhere</a>.</p>',
        f"<h2>Chapter 2</h2>{LINE}",
        f'<h2>Chapter 3</h2>{LINE}<blockquote><p id="goat">It sneezed.</p></blockquote>'
        '<p>Back<a epub:type="noteref" href="#n">1</a>.</p>'
        '<aside id="n"><p>See <a href="c1.xhtml#top">one</a>.</p></aside>',
    )


def test_a_link_to_a_place_in_a_book_leads_to_its_chapter(paths):
    one, _, three = paths.chapters
    assert "[the ](../3/)*[goat](../3/)*" in one.source or "(../3/)" in one.source
    assert "[wait](../2/)" in one.source
    assert "again, nowhere." in one.source and one.source.count("](") - one.source.count("3/)") == 1
    assert three.source.endswith("[^1]: See [one](../1/).")
    assert not any(chapter.places for chapter in paths.chapters)


def test_a_link_on_a_page_leads_to_the_chapter_and_contents_are_left_out_of_it():
    made = read_manuscript(
        "a.html",
        '<h1>Tide</h1><ul><li><a href="#one">Low</a></li><li><a href="#two">High</a></li></ul>'
        f'<h2 id="one">Low</h2>{LINE}<p>Go to <a href="#two">the other one</a>.</p>'
        f'<h2><a name="two"></a>High</h2>{LINE}'.encode(),
    )
    low = next(chapter for chapter in made.chapters if chapter.title == "Low")
    high = next(i for i, chapter in enumerate(made.chapters, 1) if chapter.title == "High")
    assert f"[the other one](../{high}/)" in low.source
    assert "place:" not in "".join(made.texts())


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["epub", "html"])
def test_a_link_between_chapters_goes_into_a_file_and_comes_back(paths, form):
    una = Reader.objects.create(username="una")
    story = store_manuscript(paths, author=una)
    again = read_manuscript(f"a.{form}", FORMATS[form].export(Edition(story)))
    assert [one.source for one in again.chapters] == [one.source for one in paths.chapters]


def test_a_link_leads_on_also_where_its_words_have_brackets():
    made = book(
        f'<h2>One</h2>{LINE}<p><a href="c2.xhtml">go [on] *there*</a></p>', f"<h2>Two</h2>{LINE}"
    )
    assert re.search(r"\[go \\\[on\\\] \\\*there\\\*\]\(\.\./2/\)", made.chapters[0].source)
