"""Reading annotations and containers: https://www.w3.org/TR/annotation-protocol/, a MUST a test."""

import pytest

from tests.factories import make_reader, say
from tests.views.annotations.protocol import CONTEXT, HOST, JSON_LD

pytestmark = pytest.mark.django_db


PREFER = 'return=representation;include="{}"'


MINIMAL = PREFER.format("http://www.w3.org/ns/ldp#PreferMinimalContainer")


IRIS = PREFER.format("http://www.w3.org/ns/oa#PreferContainedIRIs")


DESCRIPTIONS = PREFER.format("http://www.w3.org/ns/oa#PreferContainedDescriptions")


# What an annotation's address answers


def test_an_annotation_is_read_with_the_headers_that_the_protocol_asks_for(ask, voices):
    for method in ("GET", "HEAD"):
        answer = ask(method, voices["comment"])
        assert answer.status_code == 200
        assert answer["Content-Type"] == JSON_LD
        assert '<http://www.w3.org/ns/ldp#Resource>; rel="type"' in answer["Link"]
        assert answer["ETag"].startswith('"') and answer["ETag"].endswith('"')
        assert {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"} == set(answer["Allow"].split(", "))
        assert "Accept" in answer["Vary"].split(", ")
    assert ask("OPTIONS", voices["comment"]).status_code == 200


def test_whoever_has_it_already_is_told_so(ask, voices):
    tag = ask("GET", voices["comment"])["ETag"]
    answer = ask("GET", voices["comment"], If_None_Match=tag)
    assert answer.status_code == 304 and answer["ETag"] == tag and "Link" in answer


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("*/*", 200),
        ("application/*", 200),
        ("application/ld+json", 200),
        (JSON_LD, 200),
        (f'application/ld+json; profile="{CONTEXT} http://www.w3.org/ns/activitystreams"', 200),
        ("text/turtle, application/ld+json;q=0.5", 200),
        ("text/turtle", 406),
        ("application/rdf+xml", 406),
        ("application/ld+json;q=0", 406),
        ('application/ld+json; profile="http://example.org/other"', 406),
    ],
)
def test_json_ld_is_what_there_is(ask, voices, here, accept, status):
    for path in (voices["comment"], here):
        assert ask("GET", path, Accept=accept).status_code == status


def test_other_methods_are_refused_with_those_that_are_not(ask, voices, here):
    for path, allowed in ((voices["comment"], "PUT"), (here, "POST")):
        answer = ask("PATCH", path, {})
        assert answer.status_code == 405 and allowed in answer["Allow"]
    answer = ask("POST", f"{here}?page=0", {}, by=make_reader())
    assert answer.status_code == 405 and "POST" not in answer["Allow"]


# What a container's address answers


@pytest.mark.parametrize("prefer", [None, MINIMAL, IRIS, DESCRIPTIONS])
def test_a_container_is_read_with_the_headers_that_the_protocol_asks_for(
    ask, voices, here, chapter, prefer
):
    for path in ("/annotations/", f"/annotations{chapter.story.get_absolute_url()}", here):
        assert path.endswith("/")
        for method in ("GET", "HEAD"):
            answer = ask(method, path, **({"Prefer": prefer} if prefer else {}))
            assert answer.status_code == 200 and answer["Content-Type"] == JSON_LD
            assert '<http://www.w3.org/ns/ldp#BasicContainer>; rel="type"' in answer["Link"]
            assert (
                '<http://www.w3.org/TR/annotation-protocol/>; rel="http://www.w3.org/ns/ldp#'
                'constrainedBy"' in answer["Link"]
            )
            assert {"GET", "HEAD", "OPTIONS", "POST"} == set(answer["Allow"].split(", "))
            assert answer["Accept-Post"] == JSON_LD
            assert {"Accept", "Prefer"} <= set(answer["Vary"].split(", "))
            assert answer["ETag"]
        made = ask("GET", path, **({"Prefer": prefer} if prefer else {})).json()
        assert {"BasicContainer", "AnnotationCollection"} <= set(made["type"])
        assert made["@context"] == [CONTEXT, "http://www.w3.org/ns/ldp.jsonld"]
        assert made["total"] == 4 and made["label"] and made["modified"].endswith("Z")
        assert answer["Content-Location"] == made["id"]


@pytest.mark.parametrize("method", ["GET", "OPTIONS", "POST", "PATCH"])
def test_every_answer_of_a_container_says_what_it_is(ask, here, method):
    for path in (here, "/annotations/", "/annotations/stories/nowhere/"):
        answer = ask(method, path, "no", Accept="text/turtle")
        assert "BasicContainer" in answer["Link"] and answer["ETag"]


def test_a_client_says_how_much_of_the_annotations_it_wants(ask, voices, here):
    minimal = ask("GET", here, Prefer=MINIMAL).json()
    assert isinstance(minimal["first"], str) and isinstance(minimal["last"], str)
    assert "items" not in minimal and "ldp:contains" not in minimal
    iris = ask("GET", here, Prefer=IRIS).json()
    assert all(isinstance(item, str) for item in iris["first"]["items"])
    assert iris["id"] != ask("GET", here).json()["id"]
    for answer in (ask("GET", here, Prefer=DESCRIPTIONS), ask("GET", here)):
        items = answer.json()["first"]["items"]
        assert [item["id"] for item in items] == iris["first"]["items"]
        assert all(item["type"] == "Annotation" for item in items)
    both = ask("GET", here, Prefer=f'{MINIMAL[:-1]} http://www.w3.org/ns/oa#PreferContainedIRIs"')
    assert "iris=1" in both.json()["first"]


def test_an_empty_container_is_one_all_the_same(ask, here):
    made = ask("GET", here).json()
    assert made["total"] == 0 and made["first"]["items"] == []
    assert ask("GET", made["first"]["id"]).json()["items"] == []


@pytest.mark.parametrize("prefer", [IRIS, DESCRIPTIONS])
def test_the_pages_lead_from_one_to_the_next_and_hold_everything_in_order(
    ask, chapter, una, here, monkeypatch, prefer
):
    monkeypatch.setattr("reader.views.annotations.container_pages.ANNOTATIONS_ON_A_PAGE", 3)
    made = [f"{HOST}/annotations/c{say(chapter, f'{n}', una).pk}" for n in range(7)]
    whole = ask("GET", here, Prefer=prefer).json()
    page, seen, before = whole["first"], [], None
    while True:
        page = ask("GET", page["id"]).json()
        assert page["type"] == "AnnotationPage" and page["@context"] == CONTEXT
        assert page["partOf"]["id"] == whole["id"] and page["partOf"]["total"] == 7
        assert page["startIndex"] == len(seen)
        assert page.get("prev") == before
        seen += [item if isinstance(item, str) else item["id"] for item in page["items"]]
        if "next" not in page:
            break
        before, page = page["id"], {"id": page["next"]}
    assert seen == made and page["id"] == whole["last"]
    for wrong in ("3", "-1", "x", "9" * 20, "²"):
        assert ask("GET", f"{here}?iris=1&page={wrong}").status_code in (400, 404)


def test_a_container_changes_its_etag_with_what_is_in_it(ask, chapter, una, here):
    before = ask("GET", here)["ETag"]
    comment = say(chapter, "Why?", una)
    between = ask("GET", here)["ETag"]
    comment.edit("How?")
    after = ask("GET", here)["ETag"]
    assert len({before, between, after}) == 3
