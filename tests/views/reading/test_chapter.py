"""The reading page: whole when it arrives, the same cost for any margin, never anybody else's."""

import re
from runpy import run_path

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reader.actions.margin.comment import delete_comment
from reader.actions.revising.revise import revise
from reader.models import AuthorNote, Chapter, Passage, Progress
from reader.views.reading import slots
from tests.factories import highlight, make_chapter, make_reader, make_story, say
from tests.views.selections import url

pytestmark = pytest.mark.django_db
MOST_QUERIES = 16
"""On the newest chapter, which asks at its end whether its reader follows the story."""


def page_of(client, chapter, rest=""):
    answer = client.get(url(chapter, rest))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_text_is_the_one_article_and_each_block_says_where_it_is(browser, chapter):
    html = page_of(browser(), chapter)
    assert html.count("<article") == 1
    for index, (_, start, _, _) in enumerate(chapter.revision.blocks):
        assert re.search(rf'<\w+ id="b{index}" data-start="{start}"', html)


def test_notes_stand_outside_the_article_with_a_name_and_a_kind(browser, chapter):
    chapter.notes.create(kind="warning", source="Deep *water*.")
    chapter.notes.create(kind="note", place="after", source="More soon.")
    html = page_of(browser(), chapter)
    article = html[html.index("<article") : html.index("</article>")]
    assert "Deep" not in article and "More soon" not in article
    for label, kind in (("Warning", "warning"), ("Afterword", "note")):
        assert f'<aside class="note" aria-label="{label}" data-kind="{kind}"' in html
    assert html.index("Deep") < html.index("<article") < html.index("More soon")


def test_marks_are_in_the_first_response(browser, chapter, una, tam):
    mark = highlight(chapter, "two goats", una, colour="green")
    spoken = say(chapter, "Who?", tam, on="a widow").passage
    html = page_of(browser(una), chapter)
    assert re.search(
        rf'<mark data-passages="{mark.passage_id}" class="[^"]*green[^"]*"[^>]*>two goats<', html
    )
    assert f'<mark data-passages="{spoken.pk}"' in html
    assert "1 comment on this paragraph" in html


def test_a_private_mark_and_its_note_are_on_nobody_elses_page(browser, chapter, una, tam, author):
    highlight(chapter, "two goats", una, note="my very own thought")
    mine = page_of(browser(una), chapter)
    assert "data-passages" in mine
    for other in (None, tam, author):
        html = page_of(browser(other), chapter)
        assert "data-passages" not in html
        assert "very own thought" not in html


def test_a_kept_page_is_nobody_elses(browser, chapter, una, tam):
    highlight(chapter, "two goats", una, note="mine")
    clients = [browser(una), browser(tam), browser()]
    first = [page_of(client, chapter) for client in clients]
    again = [page_of(client, chapter) for client in clients]
    for before, after in zip(first, again, strict=True):
        assert without_tokens(before) == without_tokens(after)
    assert "data-passages" in again[0]
    assert "data-passages" not in again[1] + again[2]
    assert "tam" in again[1] and "una" not in again[1]


def without_tokens(html):
    return re.sub(r'(csrfmiddlewaretoken" value=)"[^"]+"', r"\1", html)


def test_each_visit_has_its_own_token(browser, chapter, una, tam):
    tokens = [
        set(re.findall(r'csrfmiddlewaretoken" value="([^"]+)"', page_of(browser(reader), chapter)))
        for reader in (una, una, tam)
    ]
    assert all(tokens)
    assert tokens[0].isdisjoint(tokens[1]) and tokens[1].isdisjoint(tokens[2])


def test_nobody_can_know_what_to_write_where_the_token_goes(browser, chapter, una, settings):
    def stand_in(key):
        settings.SECRET_KEY = key
        return run_path(slots.__file__)["SECRET"]

    assert stand_in("one secret") == stand_in("one secret") != stand_in("another secret")
    html = page_of(browser(una), chapter)
    assert "csrfmiddlewaretoken" in html and slots.SECRET not in html


def test_no_visitor_pushes_out_the_pages_that_are_kept_for_others(browser, chapter, una):
    say(chapter, "Hm.", una)
    chapter.notes.create(source="Sorry.")
    few = None
    for odd in ("", "x1", "x2", "note.x3"):
        client = browser()
        client.cookies["folded"] = odd
        page_of(client, chapter)
        for question in ("comment", "comments"):
            page_of(client, chapter, f"?{question}={odd or 1}9")
        few = few or len(caches["pages"]._cache)
    assert len(caches["pages"]._cache) == few
    html = page_of(client, chapter)
    assert '<details data-fold="note">' in html


def test_what_is_kept_does_not_grow_with_what_is_said(browser, chapter, una, tam):
    kept = []
    for _ in range(4):
        say(chapter, "Hm.", tam, on="two goats")
        say(chapter, "Yes.", tam)
        for client in (browser(), browser(una)):
            page_of(client, chapter)
            client.get(url(chapter, "margin/"), HTTP_HX_REQUEST="true")
        kept.append(len(caches["pages"]._cache))
    assert len(set(kept)) == 1


def test_a_kept_page_is_new_as_soon_as_anything_on_it_changes(browser, chapter, una, tam):
    client = browser(una)
    comment = say(chapter, "The first.", tam)
    say(chapter, "An answer.", tam, to=comment)

    def rename():
        tam.name = "Thomas"
        tam.save()

    changes = [
        (lambda: say(chapter, "The second.", tam), "The second."),
        (lambda: comment.edit("Thought better."), "Thought better."),
        (lambda: comment.hide(), "This comment isn’t shown."),
        (lambda: highlight(chapter, "two goats", una), "data-passages"),
        (lambda: AuthorNote.objects.create(chapter=chapter, source="By the way."), "By the way."),
        (lambda: make_chapter(story=chapter.story, title="High Water"), "High Water"),
        (rename, "Thomas"),
        (lambda: revise(chapter, "All is new.", by=None), "All is new."),
    ]
    for change, words in changes:
        assert words not in page_of(client, chapter), words
        change()
        assert words in page_of(client, Chapter.objects.get(pk=chapter.pk)), words


def test_hidden_and_deleted_words_are_nowhere(browser, chapter, una, tam):
    comments = [
        say(chapter, "unkind words", tam, on="two goats"),
        say(chapter, "unkind words", tam),
    ]
    pages = [url(chapter), comments[0].passage.thread_url, url(chapter, "blocks/4/"),
             "/readers/tam/", url(chapter, f"?thread={comments[0].passage_id}")]  # fmt: skip
    for path in pages:
        assert "unkind words" in browser(una).get(path).content.decode(), path
    for comment in comments:
        comment.hide()
    for path in pages:
        assert "unkind words" not in browser(una).get(path).content.decode(), path
    for comment in comments:
        comment.unhide()
        say(chapter, "Hush.", una, to=comment)
        delete_comment(comment)
    for path in pages:
        assert "unkind words" not in browser(una).get(path).content.decode(), path


def queries_of(client, path, *, warm):
    if not warm:
        caches["pages"].clear()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("warm", [False, True])
def test_the_number_of_queries_does_not_grow(browser, una, tam, author, warm):
    text = "\n\n".join(f"Paragraph number{i} has words{i} enough to be marked." for i in range(40))
    chapter = make_chapter(text)
    clients = [browser(), browser(una)]

    def write(numbers):
        for i in numbers:
            highlight(chapter, f"number{i} has", una, note="x")
            first = say(chapter, "Hm.", tam, on=f"words{i} enough")
            say(chapter, "Yes.", una, to=first)
            whole = say(chapter, "On the whole.", make_reader())
            say(chapter, "Yes.", tam, to=say(chapter, "No.", una, to=whole))

    write(range(2))
    paths = [url(chapter), url(chapter, f"?thread={Passage.objects.last().pk}"),
             chapter.story.get_absolute_url(), "/", "/readers/tam/"]  # fmt: skip
    few = [[queries_of(c, path, warm=warm) for path in paths] for c in clients for _ in range(2)]
    write(range(2, 40))
    many = [[queries_of(c, path, warm=warm) for path in paths] for c in clients for _ in range(2)]
    assert many[1] == few[1] and many[3] == few[3]
    assert max(paths[0] for paths in many) <= MOST_QUERIES


def test_queries_of_my_highlights_do_not_grow(browser, chapter, una):
    client = browser(una)
    for words in ("two goats", "a widow", "lamp oil"):
        highlight(chapter, words, una)
    few = queries_of(client, "/highlights/", warm=True)
    for words in ("eleven years", "folded around", "boot in the boat"):
        highlight(chapter, words, una)
    assert queries_of(client, "/highlights/", warm=True) == few


def test_one_goes_on_where_one_stopped(browser, chapter, una):
    at = chapter.revision.starts[3]
    Progress.objects.keep(una, chapter, at)
    assert f'data-resume="{at}"' in page_of(browser(una), chapter)
    assert "data-resume" not in page_of(browser(), chapter)
    assert f"{url(chapter)}#b3" in browser(una).get("/").content.decode()


def test_previous_and_next(browser, chapter):
    second = make_chapter(story=chapter.story, title="High Water")
    assert re.search(rf'rel="next" href="{url(second)}"', page_of(browser(), chapter))
    assert re.search(rf'rel="prev" href="{url(chapter)}"', page_of(browser(), second))


def test_a_copied_link_shows_its_words_even_after_a_revision(browser, chapter):
    start = chapter.text.index("two goats")
    revise(chapter, "A new beginning.\n\n" + chapter.revision.source, by=None)
    html = page_of(browser(), chapter, f"?at=1.{start}.{start + 9}")
    assert re.search(r"<mark [^>]*linked[^>]*>two goats<", html)


def test_an_earlier_revision_can_be_read_as_it_was(browser, chapter):
    revise(chapter, "All is new.", by=None)
    assert "two goats" in page_of(browser(), chapter, "revisions/1/")


def test_a_story_from_right_to_left_is_set_so(browser, author):
    chapter = make_chapter("كان القارب متأخرا.", story=make_story(author=author, language="ar"))
    html = page_of(browser(), chapter)
    assert re.search(r'<article [^>]*lang="ar" dir="rtl"', html)
    assert re.search(r'<html lang="en"', html)


def test_comments_come_in_pages_and_a_link_to_one_finds_its_page(browser, chapter, una, settings):
    comments = [say(chapter, f"Thought {i}.", una) for i in range(60)]
    assert "Thought 59." not in page_of(browser(), chapter)
    link = browser().get(comments[59].get_absolute_url()).url
    assert "Thought 59." in browser().get(link).content.decode()
