"""Downloads and page saves of archives: metadata, notes and chapters, each where it belongs."""

import pytest

from reader.importing import read_manuscript

TEXT = "<p>The ferry came in late, with its lamps already lit.</p>"

AO3 = """<!DOCTYPE html><html><head><title>Low Water - una [Archive of Our Own]</title></head>
<body><div id="preface"><h2 class="toc-heading">Preface</h2><p class="message">Posted originally on
the <a href="http://archiveofourown.org/">Archive of Our Own</a> at
<a href="http://archiveofourown.org/works/12">http://archiveofourown.org/works/12</a>.</p>
<div class="meta"><dl class="tags">
<dt>Rating:</dt><dd><a href="x">Teen And Up Audiences</a></dd>
<dt>Archive Warnings:</dt><dd><a>No Archive Warnings Apply</a>, <a>Major Character Death</a></dd>
<dt>Fandoms:</dt><dd><a>Boats</a>, <a>Rivers, Old</a></dd>
<dt>Relationship:</dt><dd><a>Una/Tam</a></dd><dt>Characters:</dt><dd><a>Una</a>, <a>Tam</a></dd>
<dt>Additional Tags:</dt><dd><a>Goats</a></dd><dt>Language:</dt><dd>Deutsch</dd>
<dt>Series:</dt><dd>Part 1 of <a>Tides</a></dd><dt>Stats:</dt><dd>Published: 2020-02-29
Updated: 2020-03-01 Words: 7,526 Chapters: {count}</dd></dl>
<h1>Low Water</h1><div class="byline">by <a rel="author">una</a></div>
<p>Summary</p><blockquote class="userstuff"><p>A ferry.</p></blockquote>
<p>Notes</p><blockquote class="userstuff"><p>Hello <em>you</em>.</p></blockquote></div></div>
<div id="chapters" class="userstuff">{chapters}</div>
<div id="afterword"><h2 class="toc-heading">Afterword</h2><div class="meta"><div id="endnotes">
<p>End Notes</p><blockquote class="userstuff"><p>The end.</p></blockquote></div>
<p class="message">Please drop by the Archive and comment.</p></div></div></body></html>"""
CHAPTERS = f"""<div class="meta group"><h2 class="heading">Chapter 1: Mud</h2>
<p>Chapter Summary</p><blockquote class="userstuff"><p>Mud comes.</p></blockquote>
<p>Chapter Notes</p><blockquote class="userstuff"><p>Thanks!</p></blockquote></div>
<!--chapter content--><div class="userstuff"><p><strong>A/N:</strong> In the body.</p>{TEXT}
<blockquote><p>A letter.</p></blockquote></div><!--/chapter content-->
<div class="meta" id="endnotes1"><p>Chapter End Notes</p>
<blockquote class="userstuff"><p>More on Friday.</p></blockquote></div>
<div class="meta group"><h2 class="heading">Chapter 2</h2></div>
<div class="userstuff">{TEXT}</div>"""


def read(html):
    return read_manuscript("x.html", html.encode())


def notes(chapter):
    return [(note.place, note.source) for note in chapter.notes]


def test_a_work_of_archive_of_our_own():
    made = read(AO3.format(chapters=CHAPTERS, count="2/?"))
    assert (made.title, made.author, made.language) == ("Low Water", "una", "de")
    assert (made.rating, made.status, made.published) == ("teen", "in progress", "2020-02-29")
    assert made.fandoms == ["Boats", "Rivers, Old"]
    assert made.relationships == ["Una/Tam"]
    assert (made.characters, made.tags) == (["Una", "Tam"], ["Goats"])
    assert (made.warnings, made.series) == (["Major Character Death"], "Part 1 of Tides")
    assert made.source == "http://archiveofourown.org/works/12"
    assert made.summary == "A ferry."
    assert notes(made) == [("before", "Hello *you*."), ("after", "The end.")]
    first, second = made.chapters
    assert (first.title, second.title) == ("Mud", "")
    assert notes(first) == [
        ("before", "*Summary:* Mud comes."),
        ("before", "Thanks!"),
        ("before", "In the body."),
        ("after", "More on Friday."),
    ]
    assert first.source.endswith("> A letter.") and "Friday" not in first.source
    assert notes(second) == [] and made.doubts == []


def test_a_work_of_one_chapter_has_no_chapter_around_it():
    body = f'<h2 class="toc-heading">Low Water</h2><div class="userstuff">{TEXT}</div>'
    made = read(AO3.format(chapters=body, count="1/1"))
    assert (made.status, len(made.chapters)) == ("complete", 1)
    assert made.chapters[0].source.startswith("The ferry")
    assert [note.source for note in made.chapters[0].notes] == ["Hello *you*.", "The end."]


def test_a_saved_page_of_archive_of_our_own():
    made = read(
        '<html><head><title>Low Water - Chapter 1 - una</title></head><body><dl class="work meta">'
        "<dt>Rating:</dt><dd><a>Mature</a></dd></dl>"
        '<div id="workskin"><div class="preface group"><h2 class="title heading">Low Water</h2>'
        '<h3 class="byline heading"><a rel="author">una</a></h3><div class="summary module">'
        '<h3>Summary:</h3><blockquote class="userstuff"><p>A ferry.</p></blockquote></div></div>'
        '<div id="chapters"><div class="chapter"><div class="chapter preface group">'
        '<h3 class="title"><a>Chapter 1</a>: Mud</h3></div>'
        f'<div class="userstuff module" role="article"><h3 class="landmark">Text</h3>{TEXT}</div>'
        "</div></div></div></body></html>"
    )
    assert (made.title, made.author, made.rating) == ("Low Water", "una", "mature")
    assert made.summary == "A ferry."
    assert "The ferry came" in made.chapters[0].source


@pytest.mark.parametrize("quote", ['"', ""])
def test_a_saved_page_of_fanfiction_net(quote):
    made = read(
        "<html><head><title>Low Water Chapter 2: Rain, a boats fanfic | FanFiction</title></head>"
        '<body><div id=profile_top><b class=xcontrast_txt>Low Water</b> By: <a href="/u/1/una">una'
        "</a><div class='xcontrast_txt'>A ferry.</div><span class='xgray xcontrast_txt'>Rated: "
        "<a>Fiction  T</a> - English - Words: 7,526 - Status: Complete - id: 1</span></div>"
        "<select id=chap_select><option value=1>1. Mud<option value=2 selected>2. Rain</select>"
        f"<div role='main'><div id={quote}storytext{quote}><p>Hm.</p>{TEXT}</div></div></body>"
    )
    assert (made.title, made.author, made.rating) == ("Low Water", "una", "teen")
    assert made.status == "complete" and made.summary == "A ferry."
    assert [c.title for c in made.chapters] == ["Rain"]


def test_a_printable_page_of_efiction():
    note = '<div class="notes"><div class="title">{}</div><div class="noteinfo">{}</div></div>'
    made = read(
        '<html><body><div id="pagetitle"><a href="viewstory.php?sid=1">Low Water</a> by '
        '<a href="viewuser.php?uid=1">una</a></div>' + note.format("Author's Notes:", "Hello.")
        + '<div class="chaptertitle">Mud by una</div>'
        + note.format("Author's Chapter Notes:", "Thanks.")
        + f'<div class="story">{TEXT}</div>' + note.format("Chapter End Notes:", "Friday.")
        + f'<div class="chaptertitle">Rain by una</div><div class="story">{TEXT}</div></body>'
    )  # fmt: skip
    assert (made.title, made.author) == ("Low Water", "una")
    assert [c.title for c in made.chapters] == ["Mud", "Rain"]
    assert notes(made.chapters[0]) == [("before", "Thanks."), ("after", "Friday.")]
    assert notes(made) == [("before", "Hello.")]


def test_a_saved_page_of_royal_road():
    note = (
        '<div class="portlet author-note-portlet"><div class="caption">A note from una</div>'
        '<div class="author-note">{}</div></div>'
    )
    made = read(
        "<html><body><h1>Chapter 1: Mud</h1><h2>Low Water</h2><h3>by <a href='/profile/1'>una</a>"
        f"</h3>{note.format('<p>Hello.</p>')}"
        f'<div class="chapter-inner chapter-content">{TEXT}</div>{note.format("<p>Bye.</p>")}'
        "</body></html>"
    )
    assert (made.title, made.author) == ("Low Water", "una")
    assert [c.title for c in made.chapters] == ["Mud"]
    assert notes(made.chapters[0]) == [("before", "Hello."), ("after", "Bye.")]


def test_one_html_file_of_fanficfare():
    made = read(
        "<html><head><title>Low Water by una</title></head><body><h1><a>Low Water</a> by <a>una</a>"
        "</h1><p><b>Category:</b> Boats<br><b>Rating:</b> T<br><b>Summary:</b> A ferry.</p>"
        f'<h2 class="fff_chapter_title">1. Mud</h2>{TEXT}'
        f'<h2 class="fff_chapter_title">2. Rain</h2>{TEXT}</body></html>'
    )
    assert (made.title, made.author, made.rating) == ("Low Water", "una", "teen")
    assert [c.title for c in made.chapters] == ["Mud", "Rain"]
    assert made.summary == "A ferry."
