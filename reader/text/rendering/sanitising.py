"""The one sanitiser: every text from outside passes through here, once, on its way in."""

import re
from collections.abc import Collection
from html import unescape
from urllib.parse import urlsplit

import nh3

from reader.text.rendering.pictures import size_of

TAGS = set(
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del dfn div dl dt em "
    "figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q rp rt ruby s samp small "
    "span strong sub sup table tbody td tfoot th thead tr u ul var wbr".split()
)
ATTRIBUTES = {
    "*": {"class", "dir", "lang", "title"},
    "a": {"href", "id", "data-number", "aria-label"},
    "abbr": {"title"},
    "col": {"span"},
    "hr": {"data-mark"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "li": {"id", "value"},
    "ol": {"start", "reversed"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
CLASSES = {"verse", "footnotes", "footnote-ref", "footnote-back", "letter", "center", "right",
           "sign-off", "small-caps", "break",
           "indent-1", "indent-2", "indent-3", "indent-4", "indent-5", "indent-6"}  # fmt: skip
SCHEMES = {"http", "https", "mailto"}
_LAZY = '<img loading="lazy" decoding="async"'
_IMAGE = re.compile(r"<img\b[^>]*>")
_NO_HEADER = re.compile(r'<th((?: [\w-]+="[^"]*")*)>\s*</th>')
# What is taken away from around the words in it. Any other tag that is not among `TAGS` is shown as
# it was typed: `<sigh>` was meant, and `<title>` or `<math>` would take the words after it along.
UNWRAPPED = set(
    "acronym address applet area article aside audio base basefont big body button canvas center "
    "data datalist details dialog dir embed fieldset font footer form frame head header hgroup "
    "html input label legend link main map mark marquee menu meta meter nav nobr object output "
    "param picture progress rb rtc search section slot source strike summary time track tt "
    "video".split()
)
_TAG = re.compile(r"<(?=/?([a-z][\w-]*)(:?))", re.IGNORECASE)
_OUR_LABELS = re.compile(r"Footnote \d{1,4}|Back to the text")
_OUR_IDS = re.compile(r"fn(ref)?-[\w-]{1,60}")


def sanitise(
    html: str,
    *,
    image_hosts: tuple[str, ...] = (),
    tags: Collection[str] = TAGS,
    classes: Collection[str] = CLASSES,
) -> str:
    """HTML of which nothing can run, load from a foreign host, or dress up as the page itself.

    Of elements that are not among `tags` only the words stay, and of classes those among `classes`.
    Images come from our own host or from `image_hosts`; others become a link to the image, so that
    no reader's visit is told to a stranger. Those that Gloss keeps have their size told, so that
    nothing shifts when they come. What is in angle brackets and no HTML is shown as it was typed.
    A header that says nothing is a plain cell: it would be read out with the others of its column.
    """
    clean = _clean(_show_unknown(html), tags, classes)
    linked = _IMAGE.sub(lambda image: _image_or_link(image[0], image_hosts), clean)
    celled = plain_cells(linked)
    return _clean(celled, tags, classes) if celled != clean else clean


def plain_cells(html: str) -> str:
    """Sanitised HTML in which headers that say nothing are plain cells: no ear hears of them."""
    return _NO_HEADER.sub(r"<td\1></td>", html)


def _show_unknown(html: str) -> str:
    """Make text of tags that are no HTML. What stands between script or style tags is left to
    the sanitiser, which drops it, and so are the prefixed names of word processors."""
    lower = html.lower()
    ends = {"script": lower.rfind("</script"), "style": lower.rfind("</style")}

    def show(match: re.Match[str]) -> str:
        name = match[1].lower()
        if name in TAGS or name in UNWRAPPED or match[2] or match.start() <= ends.get(name, -1):
            return "<"
        return "&lt;"

    return _TAG.sub(show, html)


def _clean(html: str, tags: Collection[str], classes: Collection[str]) -> str:
    def attribute(tag: str, name: str, value: str) -> str | None:
        if name == "class":
            return " ".join([word for word in value.split() if word in classes]) or None
        return _attribute(name, value)

    return nh3.clean(
        html,
        tags=set(tags),
        attributes=ATTRIBUTES,
        attribute_filter=attribute,
        url_schemes=SCHEMES,
        link_rel="noopener nofollow ugc",
        strip_comments=True,
    )


def _attribute(name: str, value: str) -> str | None:
    if name == "id":
        return value if _OUR_IDS.fullmatch(value) else None
    if name == "aria-label":
        return value if _OUR_LABELS.fullmatch(value) else None
    return value


def _image_or_link(image: str, hosts: tuple[str, ...]) -> str:
    source = re.search(r'\ssrc="([^"]*)"', image)
    if source and _may_load(unescape(source[1]), hosts):
        image = image if " loading=" in image else image.replace("<img", _LAZY, 1)
        size = size_of(source[1])
        if size and " width=" not in image and " height=" not in image:
            return image.replace("<img", '<img width="{}" height="{}"'.format(*size), 1)
        return image
    description = re.search(r'\salt="([^"]*)"', image)
    words = description[1] if description and description[1] else "Image"
    return f'<a href="{source[1]}">{words}</a>' if source else words


def _may_load(url: str, hosts: tuple[str, ...]) -> bool:
    url = url.replace("\\", "/").strip()  # as browsers do: `/\a.b` leads to the host a.b
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if not parts.scheme and not parts.netloc:
        return not url.startswith("//")
    return parts.scheme in ("http", "https") and parts.hostname in hosts
