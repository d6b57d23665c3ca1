"""What a browser says of itself, in words that its owner knows."""

import pytest

from reader.text.user_agent import device_name

MOZILLA = "Mozilla/5.0 "
CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (
            f"{MOZILLA}(X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
            "Firefox on Linux",
        ),
        (
            f"{MOZILLA}(Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0",
            "Firefox on Android",
        ),
        (f"{MOZILLA}(Windows NT 10.0; Win64; x64) {CHROME} Safari/537.36", "Chrome on Windows"),
        (f"{MOZILLA}(Windows NT 10.0) {CHROME} Safari/537.36 Edg/130.0", "Edge on Windows"),
        (
            f"{MOZILLA}(iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
            "Safari on an iPhone",
        ),
        (f"{MOZILLA}(Linux; Android 14) {CHROME} Mobile Safari/537.36", "Chrome on Android"),
        ("w3m/0.5.3", "An unknown browser"),
        (f"{MOZILLA}(Windows NT 6.1) Whatever/1", "A browser on Windows"),
        ("", "An unknown browser"),
    ],
)
def test_the_browser_and_the_system_are_named(user_agent, name):
    assert device_name(user_agent) == name
