"""What stands between readers and harm, from the first day."""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from django.conf import settings as now

from tests.factories import make_chapter, make_story, say
from tests.views.selections import url

pytestmark = pytest.mark.django_db
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)><svg/onload=alert(1)>"
    "[x](javascript:alert(1)) <a href=' javascript:x'>y</a> <iframe src=//evil.example></iframe>"
    "![i](https://evil.example/spy.png) <style>*{display:none}</style><form action=/x>"
    "<input name=y><p style='position:fixed' id=main class=panel data-passages=1>z</p>"
    "<math><mi//xlink:href='x'>"
)


class Tags(HTMLParser):
    """What is in a page that could do something."""

    def __init__(self, html):
        super().__init__()
        self.harmful = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in ("iframe", "svg", "math", "style") and given.get("class") != "lucide":
            self.harmful.append(tag) if "aria-hidden" not in given else None
        if tag in ("script", "img") and not (given.get("src") or "").startswith(("/", "x")):
            self.harmful.append((tag, attrs))
        for name, value in attrs:
            if name.startswith("on") or name == "style" or value == "y":
                self.harmful.append((name, value))
            words = name == "value" or (name == "content" and "http-equiv" not in given)
            words = words or name in ("data-story", "data-chapter", "data-by")  # copied as text
            if "javascript:" in (value or "").lower() and not words:
                self.harmful.append((name, value))
        if given.get("style") or (tag == "p" and given.get("class") == "panel"):
            self.harmful.append((tag, attrs))


def pages(browser, una, tam, author):
    story = make_story(author=author, title=HOSTILE[:150], summary=HOSTILE)
    story.notes.create(source=HOSTILE)
    story.tags.create(name=HOSTILE[:50])
    chapter = make_chapter(f"Words.\n\n{HOSTILE}\n\nWords of the end.", story=story)
    chapter.notes.create(source=HOSTILE)
    una.name, una.bio = HOSTILE[:50], HOSTILE[:300]
    una.save()
    comment = say(chapter, HOSTILE, una, on="Words of the end")
    say(chapter, HOSTILE, una)
    paths = ["/", story.get_absolute_url(), url(chapter), url(chapter, "revisions/1/"),
             comment.passage.thread_url, "/readers/una/", url(chapter, "blocks/0/")]  # fmt: skip
    return [browser(reader).get(path) for reader in (None, tam) for path in paths]


def test_nothing_that_people_write_can_do_anything(browser, una, tam, author):
    for answer in pages(browser, una, tam, author):
        html = answer.content.decode()
        assert answer.status_code == 200
        assert Tags(html).harmful == [], answer.request["PATH_INFO"]


def test_no_page_allows_inline_script_or_style_or_a_stranger(browser, una, chapter):
    for path in ("/", url(chapter), "/accounts/login/", "/nowhere/", "/healthz", "/admin/login/"):
        answer = browser(una).get(path)
        policy = answer["Content-Security-Policy"]
        assert "unsafe" not in policy and "http" not in policy and "*" not in policy
        for directive in ("object-src", "media-src", "frame-src", "frame-ancestors", "base-uri"):
            assert f"{directive} 'none'" in policy, directive
        for directive in ("default-src", "script-src", "style-src", "form-action"):
            assert f"{directive} 'self'" in policy, directive
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"


def test_our_own_pages_need_no_inline_script_or_style(browser, una, chapter):
    for path in (
        "/",
        url(chapter),
        chapter.story.get_absolute_url(),
        "/accounts/login/",
        "/highlights/",
    ):
        html = browser(una).get(path).content.decode()
        assert not re.search(r"<script(?![^>]*\ssrc=)", html), path
        assert not re.search(r"<style|\sstyle=|\son\w+=|hx-on", html), path


def test_limits_are_said_in_the_forms_language_not_as_a_broken_page(browser, una, chapter):
    huge = "k" * (now.DATA_UPLOAD_MAX_MEMORY_SIZE + 10)
    answer = browser(una).post(url(chapter, "comments/"), {"text": huge})
    assert answer.status_code == 413
    html = answer.content.decode()
    assert "Nothing was saved: send less" in html and "<h1" in html
    long = browser(una).post(url(chapter, "comments/"), {"text": "k" * (now.LONGEST_COMMENT + 1)})
    assert long.status_code == 422
    assert "Shorten it" in long.content.decode()


def run(code, **env):
    keep = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *code], env=keep | env, cwd=now.ROOT, capture_output=True, text=True
    )


def test_without_a_secret_key_nothing_starts_and_one_sentence_says_why(tmp_path):
    for code in (["manage.py", "check"], ["-c", "import reader.wsgi"]):
        answer = run(code, GLOSS_VAR=str(tmp_path))
        assert answer.returncode == 1
        assert "SECRET_KEY" in answer.stderr and "Traceback" not in answer.stderr
        assert len(answer.stderr.strip().splitlines()) == 1


def test_redis_without_its_package_is_told_in_one_sentence(tmp_path):
    code = "import sys; sys.modules['redis'] = None; import reader.wsgi"
    env = {"SECRET_KEY": "k" * 60, "CACHE_URL": "redis://127.0.0.1:1/0"}
    answer = run(["-c", code], GLOSS_VAR=str(tmp_path), **env)
    assert answer.returncode == 1
    assert "one more package for it: redis." in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1


def test_production_settings_are_clean(tmp_path):
    answer = run(
        ["manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        SECRET_KEY="k3y-" * 15 + "9zQ!x",
        ALLOWED_HOSTS="read.example.org",
        GLOSS_BEHIND_PROXY="1",
        GLOSS_VAR=str(tmp_path),
    )
    assert answer.returncode == 0, answer.stderr


def test_cookies_are_for_https_in_production(tmp_path):
    names = "SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECURE_SSL_REDIRECT DEBUG DEMO".split()
    code = f"from reader import settings as s; print([getattr(s, n) for n in {names}])"
    answer = run(["-c", code], SECRET_KEY="x" * 60, GLOSS_VAR=str(tmp_path))
    assert answer.stdout.strip() == "[True, True, True, False, False]"


def test_a_demo_keeps_its_data_apart(tmp_path):
    code = "from reader import settings as s; print(s.DATABASES['default']['NAME'])"
    demo = run(["-c", code], GLOSS_DEMO="1", GLOSS_VAR=str(tmp_path)).stdout
    real = run(["-c", code], SECRET_KEY="x" * 60, GLOSS_VAR=str(tmp_path)).stdout
    assert demo.strip() and real.strip() and demo != real
