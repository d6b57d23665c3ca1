"""One good file of each format, with some of everything in it, for the tests to damage."""

from __future__ import annotations

import io

from PIL import Image

from tests.importing.file_layouts import STYLES, W, docx, epub, odt, p, page

LINE = "The ferry came in late, with its lamps already lit and a gull asleep."


def picture(form: str = "PNG", size: tuple[int, int] = (6, 4), **options: object) -> bytes:
    """A small picture of a format that Pillow writes."""
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, form, **options)
    return out.getvalue()


BODY = f"""<h2 id="a">Chapter 1: Mud</h2><p><b>A/N:</b> Hi.</p><p>{LINE} <i>So</i> w<b>or</b>d.
<sup><a href="#n1" id="r1">1</a></sup></p><hr/><p>***</p>
<blockquote><p>Dear <em>you</em></p></blockquote>
<ul><li>one<ul><li>in</li></ul></li></ul><table><tr><td>Up</td><td>Down</td></tr></table>
<p>Roses<br/>violets</p><pre>code
  in</pre><h2 id="b">Chapter 2</h2><p>{LINE}</p><p><img src="p.png" alt="a gull"/></p>
<ol><li id="n1"><p>Note. <a href="#r1">↩</a></p></li></ol>"""
HTML = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Slack</title>'
    f"<style>.c1 {{ font-style: italic }}</style></head><body>{BODY}</body></html>"
).encode()
EPUB = epub(
    {
        "a.xhtml": page(BODY),
        "b.xhtml": page(f"<h2>Rain</h2><p>{LINE}</p>", attributes=' epub:type="chapter"'),
        "z.xhtml": page("<p>Thanks.</p>", attributes=' epub:type="afterword"'),
    },
    metadata="<dc:title>Slack Water</dc:title><dc:creator>Una</dc:creator><dc:date>2020-02-29"
    "</dc:date><dc:subject>Boats</dc:subject><dc:description>A &lt;b&gt;ferry.</dc:description>",
    nav=[("a.xhtml#a", "Mud"), ("a.xhtml#b", "Two"), ("b.xhtml", "Rain")],
    css=".c1, span.c2 { font-style: italic }",
    more={"OEBPS/p.png": picture()},
)
DOCX = docx(
    p("Slack Water", style="Title")
    + p("Chapter 1: Mud", style="heading1")
    + p("It wa", "s ", ("v", "i"), ("ery late", "i"), ".")
    + p(("Bold", "b"))
    + p()
    + p(LINE)
    + '<w:p><w:ins w:id="2"><w:r><w:t>Added.</w:t></w:r></w:ins></w:p>'
    + "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    + '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>',
    styles=STYLES,
    footnotes=f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="1">{p("Note.")}</w:footnote>'
    "</w:footnotes>",
)
ODT = odt(
    '<text:p text:style-name="P1">Slack Water</text:p><text:h text:outline-level="1">Mud</text:h>'
    f'<text:p>{LINE} <text:span text:style-name="T1">very</text:span><text:s text:c="2"/>'
    "<text:note><text:note-body><text:p>By noon.</text:p></text:note-body></text:note></text:p>"
    '<text:list text:style-name="L1"><text:list-item><text:p>one</text:p></text:list-item>'
    "</text:list><text:h>Rain</text:h><text:p>* * *</text:p>"
    f"<text:p>{LINE}</text:p>",
    '<style:style style:name="T1"><style:text-properties fo:font-style="italic"/></style:style>'
    '<style:style style:name="P1" style:parent-style-name="Title"/>',
)
MARKDOWN = f"""---
title: Slack Water
tags: [a, b]
---
# Mud

::: note
Hello.
:::

{LINE}

| verse
|   in

[^1]: note

## Rain

```
code
```
""".encode()
TEXT = (
    f"Title: Slack\nBy Una\n\n(A/N: hi\nthere)\n\nChapter 1\n\n{LINE}\n\n***\n\n{LINE}\n".encode()
)
ALL = {
    "a.html": HTML,
    "a.epub": EPUB,
    "a.docx": DOCX,
    "a.odt": ODT,
    "a.md": MARKDOWN,
    "a.txt": TEXT,
}
