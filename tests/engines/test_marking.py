"""Marking words and talking about them, in Firefox and in WebKit."""

import pytest

from reader.models import Comment, Highlight
from tests.engines.window import wait_until
from tests.factories import make_reader, say

pytestmark = pytest.mark.django_db(transaction=True)


def test_words_are_marked_with_the_mouse_commented_on_and_answered(reading):
    words = "arrived folded"
    reading.select("b2", words)
    reading.click("#selection .dot.green")
    reading.wait_for_text("#b2 mark.green", words)
    wait_until(Highlight.objects.exists)
    assert Highlight.objects.get().passage.quote == words

    reading.select("b2", "She had written")
    reading.click("#comment-on-selection")
    reading.wait_until_focused("#margin textarea")
    reading.type("To whom?")  # at once, without another press
    reading.click("#margin .comment-form .button")
    reading.wait_for_text("#margin .comment-text", "To whom?")
    reading.wait_for_text("#b2 mark.talk", "She had written")
    wait_until(Comment.objects.exists)
    said = Comment.objects.get()
    assert (said.source, said.passage.quote) == ("To whom?", "She had written")

    reading.click("#margin .comment .answer")
    reading.wait_until_focused("#margin textarea")
    reading.type("To them.")
    reading.click("#margin .comment-form .button")
    reading.wait_for_text("#margin .replies .comment-text", "To them.")
    wait_until(Comment.objects.filter(parent=said).exists)
    assert Comment.objects.get(parent=said).source == "To them."
    reading.press("Escape")
    reading.wait_until_gone("#margin .comment")


def test_a_spoiler_is_covered_and_pressed_open_and_a_reader_named(reading, chapter):
    say(chapter, "To whom?", make_reader("tam"), on="She had written")
    reading.click("#w2")
    reading.click("#margin .panel > .comment-form textarea")
    reading.type("To her. @ta")
    reading.wait_for_text("#names [aria-selected=true] bdi", "tam")
    reading.press("Enter")
    reading.wait_for("() => document.activeElement.value === 'To her. @tam '")
    reading.evaluate("() => document.activeElement.setSelectionRange(0, 7)")
    reading.click("#margin .hide-spoiler")
    reading.wait_for("() => document.activeElement.value === '||To her.|| @tam '")
    reading.press("Control+Enter")
    reading.wait_for_text("#margin .comment .mention", "@tam")
    looks = "() => getComputedStyle(document.querySelector('.spoiler > span')).visibility"
    assert reading.evaluate(looks) == "hidden"
    reading.click("#margin .spoiler")
    assert reading.evaluate(looks) == "visible"
    reading.press("Space")
    assert reading.evaluate(looks) == "hidden"


def test_words_are_chosen_and_marked_with_the_keys_alone(reading):
    reading.press("j")
    reading.wait_until_focused("#b0")
    reading.press("j", "v", "ArrowRight", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight")
    reading.wait_for("() => getSelection().toString() === 'write to them'")
    reading.press("h")
    reading.wait_for_text("#b1 mark.yellow", "write to them")
    wait_until(Highlight.objects.exists)
    assert Highlight.objects.get().passage.quote == "write to them"
    reading.press("j")
    reading.wait_until_focused("#b2")
