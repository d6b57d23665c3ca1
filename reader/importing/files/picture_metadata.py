"""Picture files without what a camera or a program wrote into them besides the picture.

Places, names, thumbnails and whatever follows the end go; no pixel changes, and stripping twice
is stripping once, so a picture that comes back is the same file.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

_PNG_KEPT = set(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD acTL fcTL fdAT".split())
_JPEG_KEPT = {0xE0, 0xE2, 0xEE}
"""JFIF, colour profile, and Adobe's note on how colours are stored."""
_JPEG_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def strip_metadata(data: bytes, ending: str) -> bytes:
    """`data`, a valid picture of that ending, without metadata. Raises ValueError, IndexError or
    struct.error for a file that is not laid out as its format says."""
    return b"".join(_PARTS[ending](data))


def _jpeg(data: bytes) -> Iterator[bytes]:
    """ITU T.81, annex B: segments that begin with a marker, and scans between them."""
    at = 2
    yield data[:2]
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == 0xD9:
            yield data[at : at + 2]
            return
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + length
        if not (0xE0 <= marker <= 0xEF and marker not in _JPEG_KEPT) and marker != 0xFE:
            yield data[at:end]
        if marker == 0xDA:
            begun = end
            following = _JPEG_MARKER.search(data, begun)
            if following is None:
                raise ValueError("a scan without an end")
            end = following.start()
            yield data[begun:end]
        at = end
    raise ValueError("no marker where one should be")


def _png(data: bytes) -> Iterator[bytes]:
    """https://www.w3.org/TR/png-3/: chunks of length, name, data, checksum."""
    yield data[:8]
    at, name = 8, b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", data, at)
        if name in _PNG_KEPT:
            yield data[at : at + 12 + length]
        at += 12 + length


def _gif(data: bytes) -> Iterator[bytes]:
    """https://www.w3.org/Graphics/GIF/spec-gif89a.txt: extensions and images in sub-blocks."""
    at = 13 + _gif_colours(data[10])
    yield data[:at]
    while data[at] != 0x3B:
        begun = at
        if data[at] == 0x2C:
            at += 10 + _gif_colours(data[at + 9]) + 1
            kept = True
        elif data[at] == 0x21:
            kept = data[at + 1] == 0xF9 or data[at + 3 : at + 14] == b"NETSCAPE2.0"
            at += 2
        else:
            raise ValueError("no block where one should be")
        while data[at]:
            at += 1 + data[at]
        at += 1
        if kept:
            yield data[begun:at]
    yield b"\x3b"


def _gif_colours(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _webp(data: bytes) -> Iterator[bytes]:
    """https://developers.google.com/speed/webp/docs/riff_container: chunks, padded to be even."""
    (size,) = struct.unpack_from("<I", data, 4)
    kept, at = [], 12
    while at + 8 <= min(len(data), 8 + size):
        name, length = struct.unpack_from("<4sI", data, at)
        end = at + 8 + length + length % 2
        if name == b"VP8X":
            flags = data[at + 8] & ~0x0C  # neither EXIF nor XMP
            kept.append(data[at : at + 8] + bytes([flags]) + data[at + 9 : end])
        elif name not in (b"EXIF", b"XMP "):
            kept.append(data[at:end])
        at = end
    body = b"WEBP" + b"".join(kept)
    yield b"RIFF" + struct.pack("<I", len(body)) + body


_PARTS = {"jpg": _jpeg, "png": _png, "gif": _gif, "webp": _webp}
