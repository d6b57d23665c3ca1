"""Scripts in every disguise, through the one sanitiser, in a real Chromium without any policy.

Payloads are made by combining tags, attributes, encodings and what stands around them. Nothing of
them runs, also when every element is hovered over, focused and clicked; no element or attribute is
left that could. The same payloads as they are run in the same way, so the trap is known to snap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import product
from urllib.parse import quote

from playwright.sync_api import Page

from bench.bars import Bars
from bench.server import set_up
from bench.visits import chromium

TOGETHER = 150
"""Payloads on one page."""
CODE = "trap(1)"
TAGS = (
    "a audio body button details div dialog embed form frameset iframe img input isindex link "
    "marquee math object p script select source style svg svg/animate svg/set svg/use table "
    "template textarea video x-tag"
).split()
HANDLERS = (
    "onload onerror onclick onmouseover onfocus onblur onanimationstart onbegin ontoggle onstart "
    "onpointerenter onwheel onscroll oncut onbeforematch formaction srcdoc style"
).split()
LINKS = "href src action formaction xlink:href data poster background srcset ping to".split()
SCHEMES = [
    f"javascript:{CODE}", f"JaVaScRiPt:{CODE}", f" javascript:{CODE}", f"\x01javascript:{CODE}",
    f"java\tscript:{CODE}", f"java&#10;script:{CODE}", f"javascript&colon;{CODE}",
    f"&#106;avascript:{CODE}", f"&#x6A;avascript&#58;{CODE}", f"javascript://a.b/%0A{CODE}",
    f"data:text/html,<script>{CODE}</script>", f"vbscript:{CODE}", f"//x/javascript:{CODE}",
    f"javascript:{quote(CODE)}", f"\u2028javascript:{CODE}", f"view-source:javascript:{CODE}",
]  # fmt: skip
SHAPES = [
    "<{tag} {name}={code}>", "<{tag} {name}='{code}'>words</{tag}>", "<{tag}/{name}=\"{code}\"/>",
    "<{TAG}\n{NAME}\r=\t`{code}`>", "<{tag} x=\"\" {name}={code} autofocus tabindex=1 open>",
    "<{tag} {name}={entities}>", "<<{tag} {name}={code}//", "<{tag} title='\"><{tag} {name}={code}",
    "</{tag} {name}={code}>", "<{tag}\x00 {name}={code}>", "<{tag}\x0c{name}={code} src=x>",
]  # fmt: skip
AROUND = [
    "{}", "<p>{}</p>", "<svg><style>{}", "<math><mtext><table><mglyph><style><!--</style>{}",
    "<noscript><p title='</noscript>{}'>", "<title>{}</title>", "<!--{}-->", "<!-->{}",
    "<![CDATA[{}]]>", "<textarea>{}", "<xmp>{}</xmp>", "<table><tr>{}", "<svg><foreignobject>{}",
    "<select><option>{}", "<template>{}</template>", "<?xml {}?>", "&lt;{}", "`{}`", "> {}",
    "[words]({})", "![words]({})", "[a]: {} '{}'\n\n[a]", "<{}>", "| a |\n|---|\n| {} |",
    "[^1]\n\n[^1]: {}", "::: center\n{}\n:::", "# {}", "a\\\n{}", "*{}*",
]  # fmt: skip
ALLOWED_HREF = re.compile(r"(https?:|mailto:|#|/|\?|[\w%.-]*$)", re.IGNORECASE)
LEFT = """([tags]) => [...document.querySelectorAll('.payload *')].flatMap((element) => [
  ...(tags.includes(element.localName) ? [] : [`<${element.localName}>`]),
  ...[...element.attributes].filter(({name}) => /^(on|style$|srcdoc|formaction)/i.test(name))
    .map(({name, value}) => `${name}=${value}`),
  ...['href', 'src'].filter((name) => element.hasAttribute(name)
    && !/^(https?|mailto):$/.test(new URL(element[name], 'https://gloss.example/').protocol))
    .map((name) => `${name}=${element.getAttribute(name)}`),
])"""
TOUCH = """() => {
  for (const element of document.querySelectorAll('.payload *')) {
    for (const name of ['mouseover', 'pointerenter', 'focus', 'blur', 'wheel', 'toggle', 'cut'])
      element.dispatchEvent(new Event(name));
    const href = element.getAttribute('href') ?? '';
    if (!/^(https?:|mailto:|[/#?]|$)/i.test(href) || !element.hasAttribute('href'))
      element.click?.();
  }
}"""


def payloads() -> Iterator[str]:
    """Every tag with every handler and every way to lead somewhere, in turning disguises."""
    scripts = [
        f"<script>{CODE}</script>", f"<script src=data:,{CODE}></script>",
        f"<scr<script>ipt>{CODE}</scr</script>ipt>", f"<style>@import 'javascript:{CODE}'",
    ]  # fmt: skip
    for at, (tag, name) in enumerate(product(TAGS, HANDLERS)):
        shape, around = SHAPES[at % len(SHAPES)], AROUND[at // 3 % len(AROUND)]
        yield _around(around, _shaped(shape, tag, name, CODE))
    for at, (tag, name, scheme) in enumerate(product(TAGS, LINKS, SCHEMES)):
        shape, around = SHAPES[at * 7 % len(SHAPES)], AROUND[at * 5 % len(AROUND)]
        yield _around(around, _shaped(shape, tag, name, scheme))
    for around, inner in product(AROUND, [*scripts, *SCHEMES, f"<img src=x onerror={CODE}>"]):
        yield _around(around, inner)


def _around(around: str, inner: str) -> str:
    return around.replace("{}", inner)


def _shaped(shape: str, tag: str, name: str, code: str) -> str:
    outer, _, inner = tag.partition("/")
    made = shape.format(
        tag=inner or outer, TAG=(inner or outer).upper(), name=name, NAME=name.upper(), code=code,
        entities="".join(f"&#{ord(character)};" for character in code),
    )  # fmt: skip
    return f"<{outer}>{made}" if inner else made


class Trap:
    """A page in which whatever runs is caught."""

    def __init__(self, page: Page) -> None:
        self.page, self.caught = page, 0
        page.expose_binding("trap", self._snap)
        page.on("dialog", lambda dialog: dialog.dismiss())
        page.route("**/*", lambda route: route.fulfill(status=204))

    def _snap(self, *_: object) -> None:
        self.caught += 1

    def runs(self, documents: list[str]) -> int:
        """How often something ran of some documents, shown and touched."""
        before = self.caught
        shown = "".join(f"<div class=payload>{html}</div>" for html in documents)
        self.page.set_content(f"<!doctype html><meta charset=utf-8>{shown}")
        self.page.evaluate(TOUCH)
        self.page.wait_for_timeout(100)
        return self.caught - before


def main() -> None:
    """Make the payloads, sanitise them each way there is, and show what is left."""
    set_up()
    from reader.text.rendering.blocks import render
    from reader.text.rendering.comments import render_comment
    from reader.text.rendering.sanitising import TAGS as allowed
    from reader.text.rendering.sanitising import sanitise

    ways = {
        "the sanitiser": sanitise,
        "a chapter": lambda text: "".join(block.html for block in render(text)),
        "a chapter, smart": lambda text: "".join(b.html for b in render(text, smart=True)),
        "a comment": render_comment,
    }
    made = list(dict.fromkeys(payloads()))
    print(f"{len(made):,} payloads, {len(ways)} ways in, without a Content-Security-Policy")
    bars = Bars()
    with chromium() as browser:
        control = Trap(browser.new_page())
        live = sum(control.runs([text]) > 0 for text in made[:200])
        bars.at_least("of 200 payloads as they are, so many run", live, 10, form="d")
        for way, clean in ways.items():
            trap = Trap(browser.new_page())
            ran, left = [], []
            for at in range(0, len(made), TOGETHER):
                texts = made[at : at + TOGETHER]
                documents = [clean(text) for text in texts]
                if trap.runs(documents):
                    ran.append(escape(texts[0]))
                left += trap.page.evaluate(LEFT, [sorted(allowed)])
            bars.none_of(f"{way}: ran", ran)
            bars.none_of(f"{way}: elements and attributes left that could", left)
    bars.finish()


if __name__ == "__main__":
    main()
