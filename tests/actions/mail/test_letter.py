"""What is in a mail: what is new and may be seen, the same in both its forms, with its links."""

import re
from html import unescape

import pytest

from reader.actions.inbox.notify import notify_readers
from reader.actions.mail.unsubscribe import subscription_of
from reader.actions.margin.comment import delete_comment
from reader.actions.margin.thank import thank
from reader.actions.revising.revise import revise
from reader.models import Notification, Shelf
from reader.text.rendering.comments import words_of
from tests.actions.mail.steps import (
    Kind,
    as_received,
    as_sent,
    later,
    make_reader_with_mail,
    parts,
    work,
)
from tests.factories import TEXT, highlight, make_chapter, make_reader, make_story, say, say_many

pytestmark = pytest.mark.django_db
HOSTILE = 'Bea\r\nBcc: all@example.org\x0b\u2028<b>"x" & co</b>'


@pytest.fixture
def una():
    return make_reader_with_mail("una", answer="at-once", comment="at-once", thread="at-once")


def words(html):
    return " ".join(words_of(re.sub(r"<head>.*?</head>", "", html, flags=re.DOTALL)).split())


def test_both_forms_say_the_same_and_lead_to_the_same_places(chapter, una, tam):
    question = say(chapter, "Why *goats*?", una, on="two goats")
    say(chapter, "Because & so.", tam, to=question)
    say(chapter, "Hm.", una)
    say(chapter, "Goats <3", make_reader("bea", name="Bea"), on="two goats")
    (letter,) = work()
    plain, html = parts(letter)
    said = words(html)
    for sentence in (
        "tam answered you on", "two goats", "Because & so.", "Bea also commented", "Goats <3",
        chapter.heading, chapter.story.title,
    ):  # fmt: skip
        assert sentence in " ".join(plain.split()) and sentence in said, sentence
    links = set(re.findall(r'href="([^"]+)"', html))
    assert {unescape(link) for link in links} == set(re.findall(r"https://\S+", plain))
    for row in una.notifications.all():
        assert f"https://gloss.example/inbox/{row.pk}/" in links
    assert all(link.startswith("https://gloss.example/") for link in links)


def test_what_the_inbox_tells_together_a_mail_does_too(chapter, tam):
    una = make_reader_with_mail("uma", thread="at-once", chapter="at-once")
    Shelf.objects.find(una, Shelf.Kind.READING).put(chapter.story)
    say(chapter, "Goats!", una, on="two goats")
    work()
    later(minutes=20)
    for who in ("ben", "cleo", "dan"):
        say(chapter, f"Says {who}.", make_reader(who), on="two goats")
    for _ in range(3):
        make_chapter(story=chapter.story)
    (letter,) = work()
    plain, html = parts(letter)
    for form in (" ".join(plain.split()), words(html)):
        assert "dan and two others also commented" in form and "Chapters 2 to 4 are here" in form
        assert "ben also commented" not in form and "Chapter 3 is here" not in form
        assert form.count("/inbox/") == 0 or len(re.findall(r"/inbox/\d+/", form)) == 2
    assert "6 new in" in letter.subject


def test_marks_within_quoted_words_are_single_ones(una, tam):
    chapter = make_chapter("“My walk,” he said. He didn’t mean “ours”.")
    say(chapter, "Why?", una, on="“My walk,” he said. He didn’t mean “ours”.")
    say(chapter, "“So.”", tam, on="“My walk,” he said. He didn’t mean “ours”.")
    plain, html = parts(work()[0])
    for form in (plain, words(html)):
        assert "on “‘My walk,’ he said. He didn’t mean ‘ours’.”, in" in " ".join(form.split())
        assert "“So.”" in form and "““" not in form


def test_each_link_leads_to_the_words_and_they_are_read_then(chapter, una, tam, browser):
    comment = say(chapter, "Because.", tam, to=say(chapter, "Why?", una))
    plain, _ = parts(work()[0])
    path = re.search(r"https://gloss.example(/inbox/\d+/)", plain)[1]
    answer = browser().get(path)
    assert answer.url == f"/accounts/login/?next={path}"
    assert browser(una).get(path).url == comment.url_in_chapter
    assert Notification.objects.get(reader=una).read_at


def test_any_program_can_show_it_and_nothing_in_it_is_fetched(chapter, una, tam):
    say(chapter, "![x](https://t.example/x.png)", tam, to=say(chapter, "Why?", una))
    _, html = parts(work()[0])
    assert not re.search(r"<(img|link|style|script|iframe)|url\(|@import|src=", html)
    assert "t.example" not in html


def test_programs_are_told_what_it_is_and_how_to_unsubscribe(chapter, una, tam):
    say(chapter, "Because.", tam, to=say(chapter, "Why?", una))
    (letter,) = work()
    received = as_received(letter)
    assert received["To"] == "una@example.org"
    assert received["Message-ID"] == una.digests.get().message_id
    assert received["Auto-Submitted"] == "auto-generated"
    assert received["List-Id"] == "Gloss <inbox.gloss.example>"
    assert received["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert received["Reply-To"] is None
    raw = as_sent(letter).decode()
    assert re.search(r"^List-Unsubscribe: ?(\r\n )?<https://gloss.example/inbox/mail/stop/[^>\s]+>\r$",
                     raw, re.MULTILINE)  # fmt: skip


def test_what_a_single_one_is_about_stands_in_the_subject(chapter, una, tam):
    say(chapter, "Because.", tam, to=say(chapter, "Why?", una))
    (letter,) = work()
    assert letter.subject == f"Gloss: tam answered you in {chapter.heading}"


def test_of_many_the_subject_says_how_many_and_where(una, tam):
    one = make_chapter(story=make_story(author=una, title="The Ferry"))
    two = make_chapter(story=make_story(author=una, title="Mud"))
    for chapter in (one, two, two):
        say(chapter, "Oh.", tam)
    (letter,) = work()
    assert letter.subject == "Gloss: 3 new in Mud, The Ferry"


def test_nothing_that_people_write_becomes_a_header(una):
    evil = make_reader("evil", name=HOSTILE[:60])
    story = make_story(author=una, title=HOSTILE)
    chapter = make_chapter(story=story, title=HOSTILE)
    for _ in range(2):
        say(chapter, HOSTILE, evil)
    say(make_chapter(story=make_story(author=una, title=HOSTILE * 3)), "Oh.", evil)
    (letter,) = work()
    received = as_received(letter)
    assert received["Bcc"] is None and received["To"] == "una@example.org"
    assert len(received["Subject"]) < 200 and "\n" not in received["Subject"]
    assert letter.recipients() == ["una@example.org"]
    plain, html = parts(letter)
    assert "\nBcc:" not in plain
    assert "<b>&quot;x&quot;" not in html and "&lt;b&gt;&quot;x&quot;" in html


def test_a_single_hostile_one_stands_in_the_subject_on_one_line(una):
    chapter = make_chapter(story=make_story(author=una))
    say(chapter, "Oh.", make_reader("evil", name=HOSTILE[:60]))
    (letter,) = work()
    assert as_received(letter)["Bcc"] is None
    assert as_received(letter)["Subject"].strip().startswith("Gloss: Bea Bcc: all@example.org")


@pytest.mark.parametrize("act", ["delete", "hide", "read", "unpublish", "erase", "remove reader"])
def test_what_is_gone_or_read_before_it_is_sent_is_not_sent(una, tam, chapter, act, monkeypatch):
    comment = say(chapter, "Because.", tam, to=say(chapter, "Why?", una))
    monkeypatch.setattr("tests.actions.mail.steps.send_digests", lambda: None)
    work()
    monkeypatch.undo()
    if act == "delete":
        delete_comment(comment)
    elif act == "hide":
        comment.hide()
    elif act == "read":
        una.notifications.all().read(una)
    elif act == "unpublish":
        chapter.story.unpublish()
    elif act == "erase":
        chapter.story.delete_for_now()
    else:
        una.is_active = False
        una.save()
    assert work() == []
    assert not una.digests.exists()


def test_the_rest_is_sent(una, tam, chapter, monkeypatch):
    question = say(chapter, "Why?", una)
    gone, stays = say(chapter, "No.", tam, to=question), say(chapter, "Yes.", tam, to=question)
    monkeypatch.setattr("tests.actions.mail.steps.send_digests", lambda: None)
    work()
    monkeypatch.undo()
    delete_comment(gone)
    plain, html = parts(work()[0])
    for text in (plain, html):
        assert "No." not in text and stays.source in text


def test_of_very_many_it_shows_some_and_says_how_many_more(una, tam):
    chapter = make_chapter(story=make_story(author=una))
    say_many(chapter, 60, tam)
    (letter,) = work()
    plain, html = parts(letter)
    assert plain.count("* tam commented") == html.count("commented") == 50
    assert "And 10 more in your inbox" in plain and "And 10 more in your inbox" in html
    assert letter.subject.startswith("Gloss: 60 new in")


@pytest.mark.parametrize(
    ("names", "said"),
    [(["Yusuf"], "Yusuf thanked"), (["Yusuf", "Pim", "Bea"], "Bea, Pim and 1 other thanked")],
)
def test_whoever_thanked_is_named_once(chapter, names, said):
    una = make_reader_with_mail("una", thanks="at-once")
    comment = say(chapter, "Goats!", una)
    for name in names:
        thank(make_reader(name.lower(), name=name), comment)
    plain, html = parts(work()[0])
    for text in (plain, words(html)):
        assert f"{said} you for" in " ".join(text.split())


def test_one_unsubscribes_from_all_where_the_rest_is_of_another_kind(tam):
    una = make_reader_with_mail("una", comment="at-once", thanks="at-once")
    chapter = make_chapter(story=make_story(author=una))
    thank(tam, chapter)
    notify_readers()
    say_many(chapter, 55, tam)
    (letter,) = work()
    plain, _ = parts(letter)
    assert "And 6 more in your inbox" in plain
    token = re.search(r"mail/stop/([^/>\s]+)/", as_received(letter)["List-Unsubscribe"])[1]
    assert subscription_of(token).kind is None


def test_every_kind_of_news_is_said_whole(tam, author):
    una = make_reader_with_mail("una", **dict.fromkeys(Kind.values, "at-once"))
    chapter = make_chapter(story=make_story(author=author))
    work()
    mine = say(chapter, "Why?", una, on="a widow")
    highlight(chapter, "two goats", una)
    Shelf(reader=una, kind=Shelf.Kind.READING).put(chapter.story)
    thank(tam, say(chapter, "A widow!", una))
    revise(chapter, TEXT.replace("two goats", "two sheep"), by=author)
    make_chapter(story=chapter.story, title="High Water")
    mine.hide()
    (letter,) = work()
    for text in parts(letter):
        for sentence in (
            "thanked you for", "tam", "Words that you marked", "High Water", "A moderator hid",
        ):  # fmt: skip
            assert sentence in text, sentence
