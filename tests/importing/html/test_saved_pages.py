"""Pages saved from archives by a browser, with all that stands around a story on them."""

# ruff: noqa: E501 (lines of markup are as long as they are)

from reader.importing import read_manuscript

TEXT = "<p>The ferry came in late, with its lamps already lit.</p>"
LINE = "The ferry came in late, with its lamps already lit."


def read(html):
    return read_manuscript("x.html", html.encode())


def notes(noted):
    return [(note.place, note.source) for note in noted.notes]


def module(kind, heading, said, name=""):
    return (
        f'<div id="{name}" class="{kind} module"><h3 class="heading">{heading}:</h3>'
        f'<blockquote class="userstuff"><p>{said}</p></blockquote></div>'
    )


def ao3_chapter(number, title):
    return (
        f'<div class="chapter" id="chapter-{number}"><div class="chapter preface group" '
        f'role="complementary"><h3 class="title"><a href="/works/12/chapters/3{number}">Chapter '
        f"{number}</a>: {title}</h3>{module('summary', 'Summary', f'Sum {number}')}"
        f'{module("notes", "Notes", f"Note {number}")}<p class="jump">(See the end of the chapter '
        f'for <a href="#chapter_{number}_endnotes">notes</a>.)</p></div>'
        '<div class="userstuff module" role="article"><h3 class="landmark heading" id="work">'
        f"Chapter Text</h3>{TEXT}<hr/><blockquote><p>Dear you</p></blockquote></div>"
        '<div class="chapter preface group" role="complementary">'
        f"{module('end notes', 'Notes', f'End {number}', f'chapter_{number}_endnotes')}</div></div>"
    )


def ao3(chapters):
    return (
        "<html><head><title>Low Water - una - Boats [Archive of Our Own]</title></head><body>"
        '<div id="main" class="chapters-show region" role="main"><dl class="work meta group">'
        '<dt class="rating tags">Rating:</dt><dd class="rating tags"><ul><li><a class="tag">Mature'
        '</a></li></ul></dd><dt class="fandom tags">Fandoms:</dt><dd><ul><li><a>Boats</a></li>'
        '<li><a>Rivers, Old</a></li></ul></dd><dt class="stats">Stats:</dt><dd class="stats">'
        '<dl class="stats"><dt>Published:</dt><dd>2020-02-29</dd><dt>Updated:</dt><dd>2020-03-04'
        "</dd><dt>Words:</dt><dd>7,526</dd><dt>Chapters:</dt><dd>2/?</dd></dl></dd></dl>"
        '<div id="workskin"><div class="preface group"><h2 class="title heading">Low Water</h2>'
        '<h3 class="byline heading"><a rel="author">una</a>, <a rel="author">tam</a></h3>'
        f"{module('summary', 'Summary', 'A ferry.')}{module('notes', 'Notes', 'Hello.')}</div>"
        f'<div id="chapters" role="article">{chapters}</div><div class="afterword preface group">'
        f'{module("end notes", "Notes", "Bye.", "work_endnotes")}<div id="children"><h3>Works '
        "inspired by this one:</h3><ul><li>Other</li></ul></div></div></div></div><div id="
        '"feedback"><ol class="thread"><li><blockquote class="userstuff"><p>Great chapter!</p>'
        "</blockquote></li></ol></div></body></html>"
    )


def test_a_whole_work_of_archive_of_our_own():
    made = read(ao3(ao3_chapter(1, "Mud") + ao3_chapter(2, "Rain")))
    assert (made.title, made.author, made.rating) == ("Low Water", "una, tam", "mature")
    assert (made.published, made.updated, made.status) == (
        "2020-02-29",
        "2020-03-04",
        "in progress",
    )
    assert (made.summary, made.fandoms) == ("A ferry.", ["Boats", "Rivers, Old"])
    assert made.source == "https://archiveofourown.org/works/12"
    assert notes(made) == [("before", "Hello."), ("after", "Bye.")]
    assert [c.title for c in made.chapters] == ["Mud", "Rain"]
    assert made.chapters[1].key == "https://archiveofourown.org/works/12/chapters/32"
    for number, chapter in enumerate(made.chapters, 1):
        assert chapter.source == f"{LINE}\n\n---\n\n> Dear you"
        assert notes(chapter) == [
            ("before", f"*Summary:* Sum {number}"),
            ("before", f"Note {number}"),
            ("after", f"End {number}"),
        ]
    assert made.doubts == []


def test_one_chapter_of_archive_of_our_own():
    made = read(ao3(ao3_chapter(2, "Rain")))
    [chapter] = made.chapters
    assert (chapter.title, chapter.source.partition("\n")[0]) == ("Rain", LINE)
    assert chapter.key.endswith("/chapters/32")
    assert ("after", "End 2") in notes(chapter) and ("after", "Bye.") in notes(chapter)
    assert "Great chapter" not in str(made)


def test_a_one_shot_of_archive_of_our_own():
    body = f'<h3 class="landmark heading">Work Text:</h3><div class="userstuff">{TEXT}</div>'
    [chapter] = read(ao3(body)).chapters
    assert (chapter.title, chapter.source) == ("", LINE)


def test_royal_road_shows_what_is_behind_a_spoiler_and_says_which_chapter_it_is():
    made = read(
        '<html><head><link rel="canonical" href="https://www.royalroad.com/fiction/12/low/chapter/'
        '345/mud"><title>Mud</title></head><body><h1>1. Mud</h1><h2><a href="/fiction/12">Low Water'
        f'</a></h2><div class="chapter-inner chapter-content">{TEXT}<div class="spoiler">'
        '<div class="spoilerContent" style="display: none"><p>A secret.</p></div></div></div></body>'
    )
    assert made.chapters[0].source == f"{LINE}\n\nA secret."
    assert made.chapters[0].key == "https://www.royalroad.com/fiction/12/low/chapter/345/mud"
    assert made.source == "https://www.royalroad.com/fiction/12/low"


def test_an_old_page_of_fanfiction_net_is_one_run_of_line_breaks():
    made = read(
        '<html><head><link rel="canonical" href="https://www.fanfiction.net/s/77/2/Low"><title>Low '
        "Water Chapter 2: Rain, a boats fanfic</title></head><body><div id=storytextp><div id="
        "storytext>One line.<br><br>Second <i>here</i>.<br><br>***<br><br>Third.<br></div></div>"
    )
    assert made.chapters[0].source == "One line.\n\nSecond *here*.\n\n***\n\nThird."
    assert made.chapters[0].key == "https://www.fanfiction.net/s/77/2/"
    assert made.source == "https://www.fanfiction.net/s/77/1/"


def test_efictions_box_of_details():
    made = read(
        '<html><body><div id="pagetitle"><a href="viewstory.php?sid=1">Low</a> by '
        '<a href="viewuser.php?uid=1">una</a></div><div class="infobox"><b>Summary:</b> A ferry.<br>'
        "<b>Rated:</b> PG-13<br><b>Characters:</b> Una, Tam</div><div class='notes'><div class="
        "'title'>Author's Notes:</div><div class='noteinfo'>Hello.</div></div>"
        f'<div class="chaptertitle">Mud by una</div><div class="story">{TEXT}</div></body></html>'
    )
    assert (made.summary, made.rating, made.characters) == ("A ferry.", "teen", ["Una", "Tam"])


def test_a_whole_story_of_fanficfare_in_its_usual_layout():
    note = '<div class="fff_chapter_notes fff_{}_notes">{}</div>'
    head = note.format(
        "head", "<b>Author's Note:</b><blockquote><p>Hi.</p></blockquote><b>Summary for the "
        "Chapter:</b><blockquote><p>Rain comes.</p></blockquote>",
    )  # fmt: skip
    foot = note.format("foot", "<b>Notes:</b><blockquote><p>Bye.</p></blockquote>")
    made = read(
        '<!DOCTYPE html><html><head><title>Low Water by una</title></head><body><h1><a href="https:'
        '//www.fanfiction.net/s/1/1/">Low Water</a> by <a class="authorlink" href="u">una</a></h1>'
        '<table class="full"><tr><td><b>Category:</b></td><td>Boats</td></tr><tr><td><b>Genre:</b>'
        "</td><td>Drama, Humor</td></tr><tr><td><b>Status:</b></td><td>In-Progress</td></tr><tr><td>"
        "<b>Published:</b></td><td>2019-05-06</td></tr><tr><td><b>Story URL:</b></td><td><a href="
        '"https://www.fanfiction.net/s/1/1/">x</a></td></tr></table><a name="TOCTOP"><h2>Table of '
        'Contents</h2></a><p><a href="#section0001">1. Mud</a><br/></p><a name="section0001"><h2>1. '
        f'Mud</h2></a>{TEXT}<a name="section0002"><h2>2. Rain</h2></a>{head}<div>{TEXT}</div>{foot}'
        "</body></html>"
    )
    assert (made.title, made.author, made.status) == ("Low Water", "una", "in progress")
    assert (made.fandoms, made.tags) == (["Boats"], ["Drama", "Humor"])
    assert (made.published, made.source) == ("2019-05-06", "https://www.fanfiction.net/s/1/1/")
    assert [(c.title, c.source) for c in made.chapters] == [("Mud", LINE), ("Rain", LINE)]
    assert notes(made.chapters[1]) == [
        ("before", "Hi."), ("before", "*Summary:* Rain comes."), ("after", "Bye."),
    ]  # fmt: skip


def test_what_stands_around_a_story_is_told_of_where_it_is_more_than_the_story():
    around = "<div>" + "Another chapter was here, some say. " * 60 + "</div>"
    body = ao3(ao3_chapter(2, "Rain")).replace('<div id="feedback">', f"{around}<div>")
    assert [d for d in read(body).doubts if "around the story" in d]
