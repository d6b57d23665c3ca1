"""Ruby in what is taken out: above the words where the format has it, and never among them."""

import io
import zipfile

import pytest

from reader.actions.annotations.annotation_list import AnnotationList
from reader.exporting import FORMATS, Edition
from reader.importing import read_manuscript
from tests.factories import highlight, make_chapter, make_reader

pytestmark = pytest.mark.django_db
RUBY = "彼は<ruby>季<rt>き</rt>節<rt>せつ</rt></ruby>の<ruby>空<rt>そら</rt></ruby>を見た。"


@pytest.fixture
def chapter():
    return make_chapter(RUBY)


def written(chapter, form):
    data = FORMATS[form].export(Edition(chapter.story))
    if form == "epub":
        archive = zipfile.ZipFile(io.BytesIO(data))
        return archive.read("EPUB/chapter-0001.xhtml").decode()
    return data.decode()


@pytest.mark.parametrize("form", ["epub", "html"])
def test_a_file_shows_what_stands_above_the_words(chapter, form):
    assert RUBY in written(chapter, form)


@pytest.mark.parametrize("form", ["epub", "html", "markdown"])
def test_ruby_comes_back_as_it_was(chapter, form):
    data = FORMATS[form].export(Edition(chapter.story))
    made = read_manuscript(f"a{FORMATS[form].extension}", data)
    assert made.chapters[0].source == RUBY


def test_plain_text_and_quotes_have_the_words_alone(chapter):
    assert "彼は季節の空を見た。" in written(chapter, "text")
    reader = make_reader("rose")
    mark = highlight(chapter, "季節の空", reader)
    assert mark.passage.quote == "季節の空"
    [annotation] = AnnotationList.of(reader).in_reading_order()
    assert "季節の空" in str(annotation) and "き節" not in str(annotation)
