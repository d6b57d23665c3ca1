"""What the tests of the annotation protocol ask and send."""

from tests.factories import find_words

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


JSON_LD = f'application/ld+json; profile="{CONTEXT}"'


HOST = "http://testserver"


def on(chapter, words, text="", *, motivation="highlighting", **more):
    """An annotation on words that stand once in the chapter."""
    start, end = find_words(chapter, words)
    sent = {
        "@context": CONTEXT,
        "type": "Annotation",
        "motivation": motivation,
        "target": {
            "source": HOST + chapter.revision.get_absolute_url(),
            "selector": [
                {"type": "TextQuoteSelector", "exact": words},
                {"type": "TextPositionSelector", "start": start, "end": end},
            ],
        },
    }
    if text:
        sent["body"] = {"type": "TextualBody", "value": text}
    return sent | more
