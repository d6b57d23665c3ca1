"""Words found however they are written, and hosts of links."""

import pytest

from reader.text.held_words import all_words, has_word, is_of, link_hosts
from reader.text.skeleton import readings


def found(html, word):
    return has_word(readings(all_words(html)), word)


@pytest.mark.parametrize(
    ("html", "word"),
    [
        ("<p>BUY  NOW!</p>", "buy now"),
        ("<p>buy<br>now</p>", "buy now"),
        ("<p><strong>b</strong>uy-now</p>", "buy now"),
        ("<p>bu\u200by n\u00adow</p>", "buy now"),
        ("<p>bùy nòw</p>", "buy now"),
        ("<p>СASINO</p>", "casino"),
        ("<p>CASlNO</p>", "casino"),
        ("<p>fast m0ney</p>", "money"),
        ("<p>viagras</p>", "viagra*"),
        ("<p>これはスパムです</p>", "スパム"),
        ("<p>see www.evil.example/x</p>", "evil.example"),
        ('<p><span class="made-here-spoiler">casino</span></p>', "casino"),
    ],
)
def test_a_word_is_found_as_it_looks(html, word):
    assert found(html, word)


@pytest.mark.parametrize(
    ("html", "word"),
    [
        ("<p>buyer nowhere</p>", "buy now"),
        ("<p>viagras</p>", "viagra"),
        ("<p>the class passes</p>", "ass"),
        ("<p>notevil.example</p>", "evil.example"),
        ('<p><a href="/casino/">a link</a></p>', "casino"),
        ("<p></p>", "casino"),
    ],
)
def test_a_word_is_not_found_in_another(html, word):
    assert not found(html, word)


@pytest.mark.parametrize(
    ("link", "host"),
    [
        ("https://Evil.Example./x", "evil.example"),
        ("//good.example@evil.example:80/", "evil.example"),
        ("https://evil.example?a=1&amp;b=2", "evil.example"),
    ],
)
def test_the_host_of_a_link(link, host):
    assert link_hosts(f'<p><a rel="nofollow" href="{link}">here</a></p>') == [host]


def test_links_to_pages_here_name_no_host():
    assert link_hosts('<a href="/stories/a/">a</a> <a href="http://[">b</a>') == []


def test_a_name_under_another():
    assert is_of("a.b.example", "b.example") and not is_of("ab.example", "b.example")


def test_a_long_text_takes_no_time_to_speak_of():
    looks = readings("so much to say " * 2000)
    assert not any(has_word(looks, f"word {number}*") for number in range(300))
