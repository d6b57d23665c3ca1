"""Pictures leave with their story: in the book beside its pages, on the page in itself."""

import re

import pytest

from reader.actions.library.store_manuscript import store_manuscript
from reader.exporting import FORMATS, Edition
from reader.exporting.stories.epub.book import as_epub
from reader.exporting.stories.html import as_html
from reader.importing import read_manuscript
from reader.importing.files.pictures import inspect_picture
from reader.text.manuscripts.manuscript import Chapter, Manuscript, Note
from tests.exporting.stories.epubcheck import complaints, needs_java
from tests.factories import make_reader
from tests.importing.samples import picture

pytestmark = pytest.mark.django_db
FORMS = ("PNG", "JPEG", "GIF", "WEBP")


@pytest.fixture
def story():
    files = dict(inspect_picture(picture(form)) for form in FORMS)
    pictures = "\n\n".join(f"![A <gull> & {n}](/pictures/{name})" for n, name in enumerate(files))
    return store_manuscript(
        Manuscript(
            title="Gulls",
            pictures=files,
            chapters=[
                Chapter("One", f"It came.\n\n{pictures}", [Note("note", "after", pictures)]),
                Chapter("Two", f"![Not ours](/pictures/{'0' * 32}-1x1.png) It left."),
            ],
        ),
        author=make_reader("una"),
    )


@needs_java
def test_epubcheck_has_nothing_to_say(story, tmp_path):
    path = tmp_path / "book.epub"
    path.write_bytes(as_epub(Edition(story)))
    assert complaints(path) == []


@pytest.mark.parametrize("form", ["epub", "html"])
def test_they_come_back_with_their_descriptions(story, form):
    file = FORMATS[form].export(Edition(story))
    made = read_manuscript(f"x{FORMATS[form].extension}", file)
    assert set(made.pictures) == {picture.name for picture in story.pictures.all()}
    assert [bytes(made.pictures[p.name]) == bytes(p.data) for p in story.pictures.all()]
    assert len(made.pictures) == len(FORMS)
    assert len(re.findall(r"!\\?\[", made.chapters[0].source)) == len(FORMS)
    assert made.chapters[0].notes[0].source.count("/pictures/") == len(FORMS)


def test_the_page_holds_them_and_loads_none(story):
    page = as_html(Edition(story)).decode()
    assert page.count('<img src="data:image/') == 2 * len(FORMS)
    assert "/pictures/" not in page and "[Not ours]" in page


def test_there_is_one_query_for_all_of_them(story, django_assert_num_queries):
    edition = Edition(story)
    assert edition.revisions
    with django_assert_num_queries(1):
        as_epub(edition)
