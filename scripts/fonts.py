"""Make static/fonts/literata*.woff2 from the whole Literata: `python scripts/fonts.py [WHEEL]`.

The whole faces (SIL OFL 1.1) are in the wheel of PyPI's `fontpkg-literata`. Without a path to
it, pip downloads it. What is made is small enough to be fetched by every new reader:

- one weight at the optical size of running text, not the two axes;
- Latin letters; those beyond Western Europe's in files of their own, fetched where they occur;
- old-style figures, and tabular ones for tables; no ligature. A mark may begin inside one, and
  breaking it up would move the letters after it;
- the small capitals of a chapter's first line apart, under the small letters' code points.
"""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FOLDER = Path(__file__).resolve().parent.parent / "static" / "fonts"
PACKAGE = "fontpkg-literata==3.103"
FILES = "fontpkg_literata/files/Literata{}[opsz,wght].ttf"
LICENCE = "fontpkg_literata/LICENSE"

OPTICAL_SIZE = 16
FEATURES = ["kern", "mark", "ccmp", "locl", "onum", "tnum"]
WESTERN = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *map(ord, "ıŒœˆ˚˜\u2009\u200a\u2010‒–—―‘’‚“”„†‡•…′″‹›⁂⁄€№™−"),
]
"""Code points of the face that every page needs. In static/css/tokens.css they are its range."""
LATIN_EXTENDED = [
    *range(0x100, 0x131),
    *range(0x132, 0x152),
    *range(0x154, 0x17F),
    *map(ord, "ȘșȚțẞ"),
]
"""Code points that Central and Eastern Europe's languages and Turkish write in Latin letters."""
SMALL = [
    code for code in [*WESTERN, *LATIN_EXTENDED] if chr(code).islower() and chr(code) not in "ªºµˆ"
]


def main() -> None:
    if len(sys.argv) > 1:
        make(Path(sys.argv[1]))
        return
    with TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--dest", folder, PACKAGE]
        subprocess.run(pip, check=True)
        make(next(Path(folder).glob("*.whl")))


def make(wheel: Path) -> None:
    """Write every face, and the licence, from the wheel that has them whole."""
    with ZipFile(wheel) as whole:
        upright, italic = whole.read(FILES.format("")), whole.read(FILES.format("-Italic"))
        (FOLDER / "literata-licence.txt").write_bytes(whole.read(LICENCE))
    write("literata", subset(at_one_weight(upright, 400), WESTERN))
    write("literata-italic", subset(at_one_weight(italic, 400), WESTERN))
    write("literata-bold", subset(at_one_weight(upright, 700), [*WESTERN, *LATIN_EXTENDED]))
    write("literata-extended", subset(at_one_weight(upright, 400), LATIN_EXTENDED))
    write("literata-extended-italic", subset(at_one_weight(italic, 400), LATIN_EXTENDED))
    write("literata-capitals", small_capitals(at_one_weight(upright, 400)))


def at_one_weight(face: bytes, weight: int) -> TTFont:
    """A whole face at one weight, and at the optical size of running text."""
    font = TTFont(io.BytesIO(face), recalcTimestamp=False)
    return instantiateVariableFont(font, {"opsz": OPTICAL_SIZE, "wght": weight})


def small_capitals(font: TTFont) -> TTFont:
    """The small capitals, where the small letters were.

    The face says that it has them (`smcp`), so that no browser makes its own of the capitals.
    """
    capitals = small_capital_of(font)
    for table in font["cmap"].tables:
        for code, glyph in table.cmap.items():
            table.cmap[code] = capitals.get(glyph, glyph)
    made = subset(font, SMALL, features=["kern"])
    glyphs = sorted(made.getBestCmap().values())
    rules = "".join(f"sub {glyph} by {glyph};\n" for glyph in glyphs)
    addOpenTypeFeaturesFromString(
        made, f"languagesystem latn dflt;\nfeature smcp {{\n{rules}}} smcp;\n", tables=["GSUB"]
    )
    return made


def small_capital_of(font: TTFont) -> dict[str, str]:
    """The small capital of each letter, by the names of their glyphs."""
    gsub = font["GSUB"].table
    capitals: dict[str, str] = {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag != "smcp":
            continue
        for index in record.Feature.LookupListIndex:
            for subtable in gsub.LookupList.Lookup[index].SubTable:
                rules = getattr(subtable, "ExtSubTable", subtable)
                capitals.update(getattr(rules, "mapping", {}))
    return capitals


def subset(font: TTFont, codes: Iterable[int], features: list[str] = FEATURES) -> TTFont:
    """The same face with the glyphs of some code points alone, and what these features need."""
    options = Options()
    options.layout_features = features
    options.hinting = False
    options.glyph_names = True
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 13, 14]
    options.drop_tables += ["STAT", "vhea", "vmtx", "VVAR", "gasp", "MVAR", "HVAR", "avar"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    return font


def write(name: str, font: TTFont) -> None:
    """Compress a face into static/fonts/, without the names of its glyphs."""
    font["post"].formatType = 3
    font.flavor = "woff2"
    path = FOLDER / f"{name}.woff2"
    font.save(path)
    print(f"{path.stat().st_size:7,} bytes  {path.name}")


if __name__ == "__main__":
    main()
