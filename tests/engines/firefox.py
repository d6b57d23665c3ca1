"""Firefox, as the distribution has it, over WebDriver BiDi: it brings its own server."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from websockets.sync.client import connect

from tests.engines.window import PATIENCE, Window

LISTENING = re.compile(r"listening on (ws://\S+)")
PREFERENCES = {
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.enabled": False,
    "ui.prefersReducedMotion": 1,
}
"""Nobody is asked for anything but Gloss."""


class Firefox:
    """The browser, with a profile of its own that goes with it."""

    def __init__(self, binary: str) -> None:
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});"
            for name, value in PREFERENCES.items()
        ]
        Path(self._profile.name, "user.js").write_text("\n".join(lines))
        where = ["--profile", self._profile.name, "--remote-debugging-port=0"]
        command = [binary, "--headless", "--no-remote", *where, "about:blank"]
        self._log = Path(self._profile.name, "log")
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        self._connected = ExitStack()
        at = self._address() + "/session"
        self._socket = self._connected.enter_context(connect(at, max_size=None))
        self._ids = count(1)
        self._events: list[dict] = []
        self.call("session.new", capabilities={})
        self.call("session.subscribe", events=["log.entryAdded"])

    def _address(self) -> str:
        for _ in range(PATIENCE * 10):
            if said := LISTENING.search(self._log.read_text(errors="replace")):
                return said[1]
            try:
                self._process.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
            break
        raise RuntimeError(f"Firefox did not start: {self._log.read_text(errors='replace')}")

    def call(self, method: str, **parameters: object) -> dict:
        """What Firefox answers to a command; what it tells meanwhile is kept."""
        number = next(self._ids)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv(timeout=2 * PATIENCE))
            if message.get("id") == number:
                break
            self._events.append(message)
        if message["type"] == "error":
            raise RuntimeError(f"{method}: {message['error']}: {message['message']}")
        return message["result"]

    def events(self, context: str) -> list[dict]:
        """What Firefox told of a window."""
        told = [event["params"] for event in self._events if event.get("type") == "event"]
        return [event for event in told if event.get("source", {}).get("context") == context]

    def window(self, base: str) -> FirefoxWindow:
        return FirefoxWindow(self, base)

    def close(self) -> None:
        self._connected.close()
        self._process.terminate()
        self._process.wait(PATIENCE)
        self._profile.cleanup()


class FirefoxWindow(Window):
    def __init__(self, firefox: Firefox, base: str) -> None:
        self.base = base
        self._firefox = firefox
        self._user = firefox.call("browser.createUserContext")["userContext"]
        made = firefox.call("browsingContext.create", type="tab", userContext=self._user)
        self._context = made["context"]

    def open(self, url: str) -> None:
        url = url if ":" in url else self.base + url
        self._firefox.call(
            "browsingContext.navigate", context=self._context, url=url, wait="complete"
        )

    def evaluate(self, function: str, *arguments: object) -> object:
        told = self._firefox.call(
            "script.callFunction",
            functionDeclaration=f"async () => JSON.stringify(await ({function})"
            f"(...{json.dumps(arguments)}))",
            awaitPromise=True,
            target={"context": self._context},
        )
        if told["type"] == "exception":
            raise RuntimeError(f"{told['exceptionDetails']['text']} in {function}")
        return json.loads(told["result"].get("value", "null"))

    def perform(self, sources: list[dict]) -> None:
        self._firefox.call("input.performActions", context=self._context, actions=sources)

    def set_cookie(self, name: str, value: str) -> None:
        host = urlsplit(self.base).hostname
        cookie = {"name": name, "value": {"type": "string", "value": value}, "domain": host}
        partition = {"type": "storageKey", "userContext": self._user}
        self._firefox.call("storage.setCookie", cookie=cookie, partition=partition)

    def resize(self, width: int, height: int) -> None:
        size = {"width": width, "height": height}
        self._firefox.call("browsingContext.setViewport", context=self._context, viewport=size)

    def errors(self) -> list[str]:
        told = self._firefox.events(self._context)
        return [event["text"] for event in told if event.get("level") == "error"]

    def close(self) -> None:
        self._firefox.call("browser.removeUserContext", userContext=self._user)
