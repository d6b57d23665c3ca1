"""The selectors by which an annotation says what words it is about."""

from __future__ import annotations

from typing import Any

from reader.importing.annotations.values import as_list, as_text, storable
from reader.text.annotation import (
    AnnotationError,
)

_LARGEST = 2**31 - 1


def read_selectors(selectors: Any) -> dict[str, Any]:
    """What the first TextQuoteSelector and the first TextPositionSelector say."""
    found: dict[str, Any] = {}
    wanted = as_list(selectors)[:20]
    for selector in wanted:
        if not isinstance(selector, dict):
            continue
        if isinstance(selector.get("refinedBy"), dict) and len(wanted) < 40:
            wanted.append(selector["refinedBy"])
        if selector.get("type") == "TextQuoteSelector" and "quote" not in found:
            if not isinstance(selector.get("exact"), str):
                raise AnnotationError("A TextQuoteSelector needs the quoted words as “exact”.")
            found["quote"] = storable(selector["exact"])
            found["prefix"] = as_text(selector.get("prefix"))
            found["suffix"] = as_text(selector.get("suffix"))
        if selector.get("type") == "TextPositionSelector" and "start" not in found:
            start, end = selector.get("start"), selector.get("end")
            if not (type(start) is type(end) is int and 0 <= start < end <= _LARGEST):
                raise AnnotationError(
                    "A TextPositionSelector needs “start” and “end”: whole numbers of code points, "
                    "the end being the larger."
                )
            found["start"], found["end"] = start, end
    return found
