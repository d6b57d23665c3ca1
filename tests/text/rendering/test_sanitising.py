"""What a text may bring: words and their form, nothing that runs, calls out or poses as us."""

import pytest

from reader.text.rendering.sanitising import sanitise


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/x" id="margin">a</a>',
        '<a href="/x" id="fn-1 margin">a</a>',
        '<ol><li id="b0">a</li></ol>',
        '<p class="panel thread">a</p>',
        '<p data-passages="1" data-start="0">a</p>',
        '<a href="/x" aria-label="Sign in">a</a>',
        '<a href="/x" aria-label="Footnote 1: sign in">a</a>',
        '<p style="position:fixed">a</p>',
        '<p onclick="x()">a</p>',
        '<p hx-get="/x" hidden tabindex="1">a</p>',
        '<a href="/x" target="_top" ping="https://spy.example/">a</a>',
    ],
)
def test_nothing_in_it_has_a_name_a_class_or_a_label_of_the_page(html):
    made = sanitise(html)
    assert made.replace(' href="/x" rel="noopener nofollow ugc"', "") in (
        "<a>a</a>", "<p>a</p>", "<ol><li>a</li></ol>",
    )  # fmt: skip


def test_what_rendering_itself_writes_stays():
    for element, attributes in (
        ("li", ['id="fn-1"']),
        ("p", ['class="verse indent-2"']),
        ("a", ['id="fnref-1"', 'class="footnote-ref"', 'aria-label="Footnote 1"']),
        ("a", ['class="footnote-back"', 'aria-label="Back to the text"']),
    ):
        made = sanitise(f"<{element} {' '.join(attributes)}>a</{element}>")
        assert all(attribute in made for attribute in attributes)


@pytest.mark.parametrize("at", ["https://a.example/", "http://a.example/", "mailto:a@b.example"])
def test_a_link_leads_where_it_says_and_vouches_for_nothing(at):
    assert sanitise(f'<a href="{at}">a</a>') == f'<a href="{at}" rel="noopener nofollow ugc">a</a>'


@pytest.mark.parametrize(
    "at",
    ["javascript:x()", " java\tscript:x()", "JaVaScRiPt:x()", "&#106;avascript:x()", "vbscript:x",
     "data:text/html,<script>x()</script>", "file:///etc/passwd", "blob:https://a.example/1"],
)  # fmt: skip
def test_a_link_runs_nothing(at):
    assert sanitise(f'<a href="{at}">a</a>') == '<a rel="noopener nofollow ugc">a</a>'
    instead = sanitise(f'<img src="{at}" alt="a">')
    assert "src" not in instead and "href" not in instead


@pytest.mark.parametrize(
    "at",
    ["https://spy.example/a.png", "//spy.example/a.png", "///spy.example/a.png",
     "/\\spy.example/a.png", "\\\\spy.example/a.png", "/\t/spy.example/a.png",
     "https:/\\spy.example/a.png"],
)  # fmt: skip
def test_a_picture_of_a_stranger_is_a_link_to_it(at):
    made = sanitise(f'<img src="{at}" alt="a gull">', image_hosts=("pictures.example",))
    assert "<img" not in made and ">a gull</a>" in made


def test_a_picture_of_ours_or_of_a_host_that_is_allowed_is_shown():
    for at in ("/pictures/a.png", "https://pictures.example/a.png"):
        made = sanitise(f'<img src="{at}" alt="a gull">', image_hosts=("pictures.example",))
        assert f'src="{at}"' in made and 'loading="lazy"' in made


@pytest.mark.parametrize("name", ["script", "style"])
def test_what_a_browser_would_run_goes_with_all_that_is_in_it(name):
    assert sanitise(f"a<{name}>x()</{name}>b") == "ab"


def test_a_word_in_angle_brackets_is_a_word():
    assert sanitise("a <sigh> b <title> c") == "a &lt;sigh&gt; b &lt;title&gt; c"


def test_a_header_that_says_nothing_is_a_plain_cell():
    headers = '<th>Up</th><th scope="col"> </th><th class="center" colspan="2"></th>'
    made = sanitise(f"<table><tr>{headers}</tr></table>")
    assert made.count("<th") == 1 and "<th>Up</th><td" in made
    assert '<td class="center" colspan="2"></td>' in made
