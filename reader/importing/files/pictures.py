"""Pictures in files: looked at, stripped, and kept with the manuscript that calls for them."""

from __future__ import annotations

import io
import re
from base64 import b64decode
from hashlib import sha256
from urllib.parse import unquote_to_bytes

from django.conf import settings

from reader.importing.files.picture_metadata import strip_metadata

_ENDINGS = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp"}
_ORIENTATION = 0x0112
_DATA = re.compile(r"\s*data:image/[\w.+-]+((?:;[\w=-]+)*),", re.IGNORECASE)


def inspect_picture(data: bytes) -> tuple[str, bytes] | None:
    """The name and the bytes, without metadata, of a picture that every browser shows; None for
    what is not one, is damaged, or has more than `settings.MOST_PIXELS` in all its frames."""
    from PIL import Image, ImageOps  # noqa: PLC0415 (most stories have no pictures)

    try:
        with Image.open(io.BytesIO(data), formats=list(_ENDINGS)) as image:
            (width, height), frames = image.size, getattr(image, "n_frames", 1)
            if width * height * frames > settings.MOST_PIXELS:
                return None
            for frame in range(frames):
                image.seek(frame)
                image.load()
            image.seek(0)
            ending = _ENDINGS[image.format or ""]
            if ending == "jpg" and image.getexif().get(_ORIENTATION, 1) != 1:
                upright, out = ImageOps.exif_transpose(image), io.BytesIO()
                upright.save(out, "JPEG", quality=95, icc_profile=image.info.get("icc_profile"))
                (width, height), data = upright.size, out.getvalue()
            data = strip_metadata(data, ending)
    except MemoryError:
        raise
    except Exception:  # Pillow answers damage with whatever its decoders come across
        return None
    return f"{sha256(data).hexdigest()[:32]}-{width}x{height}.{ending}", data


def in_the_page(source: str) -> bytes | None:
    """The bytes of a picture that stands in its own address: `data:image/png;base64,…`."""
    start = _DATA.match(source[:200])
    if start is None or len(source) > 2 * settings.LARGEST_PICTURE:
        return None
    rest = source[start.end() :]
    if ";base64" not in start[1].lower():
        return unquote_to_bytes(rest)
    try:
        return b64decode(unquote_to_bytes(re.sub(r"\s+", "", rest)))
    except ValueError:
        return None
