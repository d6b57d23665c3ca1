"""HTML: archives' downloads and page saves, word processors' pages, and any page with a story.

Each archive is known by the elements that its own templates give it; a page of none is read by
its headings, as a Markdown file is.
"""

from __future__ import annotations

from lxml.html import HtmlElement

from reader.importing import archives
from reader.importing.chapters.from_headings import from_headings
from reader.importing.chapters.links import name_places, resolve_links, unlink_contents
from reader.importing.files.album import Album
from reader.importing.html.decoding import decode_html
from reader.importing.html.drawings import drawings_warning, take_words_of_drawings
from reader.importing.html.element_readers import new_prose
from reader.importing.html.entities import entities_warning, unescape_tree
from reader.importing.html.footnote_text import label_of, labels_in
from reader.importing.html.footnotes import notes_led_to
from reader.importing.html.hidden_elements import leave_out_hidden
from reader.importing.html.link_targets import notes_of, place_in, target_in
from reader.importing.html.main_content import main_content, text_as_typed, words_around
from reader.importing.html.page_title import mark_title, meta_content, own_title, page_title
from reader.importing.html.parsing import parse
from reader.importing.html.stylesheets import Stylesheets, sheets_in
from reader.importing.plain_text import plain_text
from reader.importing.refusals import NO_STORY
from reader.text.manuscripts.label_values import read_language
from reader.text.manuscripts.manuscript import Manuscript, ManuscriptError
from reader.text.manuscripts.paragraphs import Paragraph
from reader.text.manuscripts.title_lines import title_from
from reader.text.manuscripts.title_page import TitlePage

_STORIES = (
    "//*[@id='chapters' or @id='storytext' or @id='story' or contains(@class, 'chapter-content')]"
)
"""Where archives keep what is a story and not the page around it."""
_AROUND = "The rest of the page around the story was left out"


def read_html(data: bytes, *, name: str) -> Manuscript:
    """The manuscript in an HTML page, called `name` where it gives itself no title.

    Raises `ManuscriptError` if there is no story in it.
    """
    tree = parse(decode_html(data))
    entities = unescape_tree(tree)
    manuscript = read_html_tree(tree, name=name)
    if entities:
        manuscript.doubts.append(entities_warning(entities))
        manuscript.leave_out(" ".join(entities))
    return manuscript


def read_html_tree(tree: HtmlElement, *, name: str, album: Album | None = None) -> Manuscript:
    """The manuscript in a page that is parsed already, its pictures those in `album`."""
    Stylesheets(sheets_in(tree)).dress(tree)
    drawings = take_words_of_drawings(tree)
    stories = tree.xpath(_STORIES) or [main_content(tree)]
    hidden = leave_out_hidden(stories, notes_led_to([("", tree)], target_in(tree)))
    album = album or Album()
    album.take_in(*stories)
    manuscript = _of_an_archive(tree, name) or _of_any_page(tree, name)
    manuscript.left_out += hidden
    album.give(manuscript)
    if drawings:
        manuscript.doubts.append(drawings_warning(drawings))
    return manuscript


def _of_an_archive(tree: HtmlElement, name: str) -> Manuscript | None:
    for recognise in archives.ALL:
        manuscript = recognise(tree)
        if manuscript is not None:
            manuscript.title = manuscript.title or page_title(tree) or title_from(name)
            return manuscript
    return None


def _of_any_page(tree: HtmlElement, name: str) -> Manuscript:
    page = TitlePage(title=own_title(tree), author=meta_content(tree, "author"))
    page.language = read_language(tree.get("lang") or "")
    text = text_as_typed(main_content(tree))
    if text:
        return plain_text.read_plain_text(text, name=name, page=page)
    mark_title(tree)
    notes = notes_of(tree)
    main = main_content(tree)
    around = words_around(main, tree)
    if around:
        page.leave_out(around, _AROUND)
    prose = new_prose(notes, place_in(tree)).read([main])
    if not prose.found:
        raise ManuscriptError(NO_STORY)
    name_places(prose.found, prose.anchors)
    unlink_contents(prose.found)
    manuscript = from_headings(page, prose.found, prose.headings, name=name, untold=True)
    _attach(manuscript, prose.definitions())
    resolve_links(manuscript)
    return manuscript


def _attach(manuscript: Manuscript, definitions: list[Paragraph]) -> None:
    """Put each footnote at the end of the chapter in which its mark stands."""
    texts = {label_of(definition): definition.text for definition in definitions}
    for chapter in manuscript.chapters:
        for label in dict.fromkeys(labels_in(chapter.source)):
            if label in texts:
                chapter.source += f"\n\n{texts[label]}"
