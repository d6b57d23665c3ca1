"""WebKit, as GTK's MiniBrowser, over its own WebDriver, on a screen that nobody sees."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from tests.engines.window import PATIENCE, POLL, Window

SCREEN = ["-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
RUN = """const done = arguments[arguments.length - 1];
(async () => JSON.stringify((await (%s)(...%s)) ?? null))().then(
  (said) => done([said, null]), (error) => done([null, String(error)]));"""


class WebKit:
    """The driver; each window is a MiniBrowser of its own, which keeps nothing."""

    def __init__(self, driver: str, browser: str, screen: str) -> None:
        self._browser = browser
        self._home = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        out, told = os.pipe()
        command = [screen, "-displayfd", str(told), *SCREEN]
        self._screen = subprocess.Popen(command, pass_fds=[told], stderr=subprocess.DEVNULL)
        os.close(told)
        with os.fdopen(out) as said:
            display = f":{said.readline().strip()}"
        port = _free_port()
        self._url = f"http://127.0.0.1:{port}"
        environment = os.environ | {
            "DISPLAY": display, "GDK_BACKEND": "x11", "NO_AT_BRIDGE": "1", "HOME": self._home.name,
            "XDG_RUNTIME_DIR": self._home.name, "LIBGL_ALWAYS_SOFTWARE": "1",
        }  # fmt: skip
        self._driver = subprocess.Popen(
            [driver, f"--port={port}"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _wait_until_open(port)

    def call(self, method: str, path: str, **parameters: object) -> object:
        """What the driver answers to a command."""
        body = json.dumps(parameters).encode() if method == "POST" else None
        request = urllib.request.Request(self._url + path, body, method=method)
        try:
            with urllib.request.urlopen(request, timeout=2 * PATIENCE) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            told = json.load(error)["value"]
            raise RuntimeError(f"{path}: {told['error']}: {told['message']}") from error

    def window(self, base: str) -> WebKitWindow:
        options = {"binary": self._browser, "args": ["--automation"]}
        asked = {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}
        made = self.call("POST", "/session", capabilities={"alwaysMatch": asked})
        return WebKitWindow(self, f"/session/{made['sessionId']}", base)

    def close(self) -> None:
        for process in (self._driver, self._screen):
            process.terminate()
            process.wait(PATIENCE)
        self._home.cleanup()


class WebKitWindow(Window):
    def __init__(self, webkit: WebKit, session: str, base: str) -> None:
        self.base = base
        self._webkit = webkit
        self._session = session
        self._post("/timeouts", script=PATIENCE * 1000, pageLoad=PATIENCE * 1000)

    def _post(self, path: str, **parameters: object) -> object:
        return self._webkit.call("POST", self._session + path, **parameters)

    def open(self, url: str) -> None:
        """The driver does not wait for all of it."""
        self._post("/url", url=url if ":" in url else self.base + url)
        self.wait_for("() => document.readyState === 'complete'")

    def evaluate(self, function: str, *arguments: object) -> object:
        script = RUN % (function, json.dumps(arguments))
        said, error = self._post("/execute/async", script=script, args=[])
        if error is not None:
            raise RuntimeError(f"{error} in {function}")
        return json.loads(said)

    def perform(self, sources: list[dict]) -> None:
        self._post("/actions", actions=sources)

    def set_cookie(self, name: str, value: str) -> None:
        """A driver sets cookies only for the page that is open: a small one."""
        self.open("/robots.txt")
        host = urlsplit(self.base).hostname
        self._post("/cookie", cookie={"name": name, "value": value, "domain": host, "path": "/"})

    def resize(self, width: int, height: int) -> None:
        """The browser's own bar comes on top."""
        now = self.evaluate("() => [outerWidth - innerWidth, outerHeight - innerHeight]")
        self._post("/window/rect", width=width + now[0], height=height + now[1])

    def close(self) -> None:
        self._webkit.call("DELETE", self._session)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _wait_until_open(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(POLL)
