"""Draw the covers that catalogues show, without words: `python scripts/covers.py`."""

import os
import sys
from pathlib import Path

import django
from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parent.parent
SIZE = 500, 740


def main() -> None:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reader.settings")
    os.environ.setdefault("GLOSS_DEMO", "1")
    django.setup()
    from reader.exporting.stories.cover import CLOTHS  # noqa: PLC0415 (Django is set up now)

    for number, (cloth, foil) in enumerate(CLOTHS):
        image = Image.new("RGBA", SIZE, cloth)
        shades = Image.new("RGBA", SIZE)
        pen = ImageDraw.Draw(shades)
        for left, right, shade in (
            (0, 20, "#0000002e"),
            (20, 26, "#00000014"),
            (26, 42, "#ffffff1c"),
        ):
            pen.rectangle((left, 0, right - 1, SIZE[1]), fill=shade)
        pen.rectangle((75, 67, 444, 672), outline=f"{foil}b0", width=2)
        pen.rectangle((230, 369, 289, 370), fill=f"{foil}b0")
        image.alpha_composite(shades)
        path = ROOT / "static" / "covers" / f"{number}.png"
        image.convert("RGB").quantize(64).save(path, optimize=True)


if __name__ == "__main__":
    main()
