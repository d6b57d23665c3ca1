"""Files in the layouts that archives and word processors give them, made for the tests."""

import io
import zipfile

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""
PAGE = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<head><title/>{head}</head><body{attributes}>{body}</body></html>"""
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pack(files):
    """A ZIP archive of files by name."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def repacked(data, *, without="", change=lambda content: content):
    """A ZIP archive without one of its files, or with its files changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            if name != without:
                new.writestr(name, change(old.read(name)))
    return made.getvalue()


def page(body, head="", attributes=""):
    return PAGE.format(body=body, head=head, attributes=attributes)


def epub(pages, *, metadata="<dc:title>Slack Water</dc:title>", nav="", ncx="", css="", more=None):
    """An EPUB with pages by name, in that order; `nav` and `ncx` are lists of links."""
    items = [
        f'<item id="p{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(pages)
    ]
    files = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER}
    if nav:
        links = "".join(f'<li><a href="{href}">{words}</a></li>' for href, words in nav)
        files["OEBPS/nav.xhtml"] = page(f'<nav epub:type="toc"><ol>{links}</ol></nav>')
        items.append(
            '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        )
    if ncx:
        points = "".join(
            f'<navPoint><navLabel><text>{words}</text></navLabel><content src="{href}"/></navPoint>'
            for href, words in ncx
        )
        files["OEBPS/toc.ncx"] = (
            '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>'
            + points
            + "</navMap></ncx>"
        )
        items.append('<item id="x" href="toc.ncx" media-type="application/x-dtbncx+xml"/>')
    if css:
        files["OEBPS/style.css"] = css
        items.append('<item id="css" href="style.css" media-type="text/css"/>')
    spine = "".join(f'<itemref idref="p{n}"/>' for n in range(len(pages)))
    files["OEBPS/book.opf"] = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata>'
        f"<manifest>{''.join(items)}</manifest><spine>{spine}</spine></package>"
    )
    files |= {f"OEBPS/{name}": content for name, content in pages.items()}
    return pack(files | (more or {}))


def docx(body, pictures=None, **parts):
    """A DOCX whose document holds `body`, WordprocessingML; `parts` are more files of `word/`;
    `pictures` are names and bytes by the id of their relationship."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>'
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    links = "".join(
        f'<Relationship Id="r{n}" Type="{office}/{name}" Target="{name}.xml"/>'
        for n, name in enumerate(parts)
    )
    pictures = pictures or {}
    links += "".join(
        f'<Relationship Id="{key}" Type="{office}/image" Target="{name}"/>'
        for key, (name, _) in pictures.items()
    )
    files = {
        "[Content_Types].xml": types,
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="d" '
        f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}">{links}</Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
    }
    files |= {f"word/{name}": content for name, content in pictures.values()}
    return pack(files | {f"word/{name}.xml": content for name, content in parts.items()})


def p(*runs, style=""):
    """A WordprocessingML paragraph of runs: words, or (words, "i") and the like."""
    made = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    for run in runs:
        words, marks = run if isinstance(run, tuple) else (run, "")
        marks = "".join(f"<w:{mark}/>" for mark in marks)
        made += f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'
    return f"<w:p>{made}</w:p>"


STYLES = (
    f'<w:styles xmlns:w="{W}">'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}">'
        f'<w:name w:val="{name}"/></w:style>'
        for name in ("Title", "heading 1", "heading 2", "Quote")
    )
    + "</w:styles>"
)


def odt(body, styles="", more=None):
    """An ODT whose text holds `body`; `more` are more files."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (
            ("office", "office"), ("text", "text"), ("style", "style"),
            ("fo", "xsl-fo-compatible"), ("table", "table"),
        )
    )  # fmt: skip
    content = (
        f"<office:document-content {names}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.text"
    return pack({"mimetype": mimetype, "content.xml": content} | (more or {}))
