"""What an archive shows instead of a story is not imported in silence."""

import pytest

from reader.importing import ManuscriptError, read_manuscript
from tests.importing.file_layouts import docx, epub, p, page
from tests.importing.stories import SCENE

AROUND = (
    "<body><header><h1>Archive of Our Own</h1><form><input type='password' name='p'><label>User"
    "</label></form><nav><ul><li><a href='/'>Fandoms</a></li><li><a href='/b'>Browse</a></li></ul>"
    "</nav></header><div id='main'>{}</div><footer><p>About the Archive. Terms of service.</p>"
    "</footer></body>"
)
PAGES = {
    "log in": [
        "<div id='signin'><h3>Sorry!</h3><p>This work is only available to registered users of the "
        "Archive.</p></div>",
        "<p>Sorry, you don’t have permission to access the page you were trying to reach.</p>",
        "<p>You must be logged in to view this story.</p>",
    ],
    "adult content": [
        "<p class='caution'>This work could have adult content. If you continue, you have agreed "
        "that you are willing to see such content.</p><ul><li><a href='?view_adult=true'>Yes, "
        "Continue</a></li></ul>",
        "<div>Age Consent Required</div><p>I am over 18.</p>",
    ],
    "not found": [
        "<h2>Error 404</h2><p>The page you were looking for doesn’t exist.</p>",
        "<span>FanFiction.Net Message Type 1<hr>Story does not have any chapters.</span>",
        "<p>Sorry, we couldn’t find the work you were looking for.</p>",
    ],
    "busy": ["<h1>archiveofourown.org</h1><p>Verifying you are human. This may take a moment.</p>"],
    "a list": [
        "<ol class='work index group'><li class='work blurb group'><h4><a>Low Water</a> by una</h4>"
        "<blockquote><p>A ferry.</p></blockquote></li></ol>",
        "<div class='z-list zhover'><a>Low Water</a> by una <div>A ferry comes.</div></div>",
    ],
}
CASES = [(why, shown) for why, pages in PAGES.items() for shown in pages]


@pytest.mark.parametrize(("why", "shown"), CASES)
def test_a_page_instead_of_a_story_is_refused_in_a_sentence(why, shown):
    with pytest.raises(ManuscriptError, match=rf"x\.html is .*{why}"):
        read_manuscript("x.html", AROUND.format(shown).encode())


@pytest.mark.parametrize(("why", "shown"), CASES)
def test_a_story_that_says_the_same_is_a_story(why, shown):
    told = "".join(f"<p>{text}</p>" for text in SCENE * 3)
    body = f"<h1>Low Water</h1>{told}<p>{shown.replace('class=', 'title=')}</p>"
    assert read_manuscript("x.html", body.encode()).chapters


@pytest.mark.parametrize("title", ["Just a moment...", "404 Not Found", "New Session | Archive"])
def test_a_title_says_what_a_page_is(title):
    data = f"<title>{title}</title>{AROUND.format('<p>One moment.</p>')}"
    with pytest.raises(ManuscriptError, match="not a story"):
        read_manuscript("x.html", data.encode())


def test_a_door_to_log_in_at_beside_a_story_is_no_reason():
    told = "".join(f"<p>{text}</p>" for text in SCENE)
    assert read_manuscript("x.html", AROUND.format(told).encode()).chapters


SAID = "This work is only available to registered users of the Archive."


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.txt", f"Sorry!\n\n{SAID}\n".encode()),
        ("x.md", f"# Sorry\n\n{SAID}\n".encode()),
        ("x.docx", docx(p("Sorry!") + p(SAID) + p("Go back."))),
        ("x.epub", epub({"a.xhtml": page(SCENE[0]), "b.xhtml": page(f"<p>{SAID}</p>")})),
    ],
)  # fmt: skip
def test_in_any_format_it_is_told_before_all_else_or_refused(name, data):
    try:
        [told] = read_manuscript(name, data).losses
    except ManuscriptError as error:
        told = str(error)
    assert "not be a story" in told or "not a story" in told


def test_a_page_of_links_is_told_of():
    links = "".join(
        f"<p><a href='https://a.example/{n}'>A story of ours</a></p>" for n in range(30)
    )
    [told] = read_manuscript("x.html", f"<body>{links}<p>And more.</p></body>".encode()).losses
    assert "30 links" in told
