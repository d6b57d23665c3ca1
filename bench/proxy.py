"""The proxies of docs/self-hosting.md, as they are written there, in front of what is measured."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

from bench.server import ROOT, free_port, wait_for

PROXIES = ("caddy", "nginx")
HOSTING = (ROOT / "docs" / "self-hosting.md").read_text()
NGINX = """
user root;
daemon off;
pid {folder}/pid;
error_log {folder}/errors;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/answers;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {told}
}}
"""


def is_installed(name: str) -> bool:
    """Whether one of the `PROXIES` can be had."""
    return which(name) is not None


@contextmanager
def behind(name: str, ports: list[int]) -> Iterator[int]:
    """Put one of the `PROXIES` before the processes on these ports, and give its own port. It
    speaks HTTP, where the document's speaks HTTPS."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="gloss-proxy-") as folder:
        file = Path(folder) / "configuration"
        if name == "caddy":
            file.write_text(caddy(port, ports))
            command = ["caddy", "run", "--config", str(file), "--adapter", "caddyfile"]
        else:
            file.write_text(NGINX.format(folder=folder, told=nginx(port, ports)))
            command = ["nginx", "-c", str(file), "-e", f"{folder}/errors"]
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(command, cwd=folder, stdout=quiet, stderr=quiet)
        try:
            wait_for(port)
            yield port
        finally:
            process.terminate()
            process.wait()


def caddy(port: int, ports: list[int]) -> str:
    """The Caddyfile, for processes on these ports."""
    told = written("read_header").replace("{\n", "{\n    admin off\n", 1)
    if len(ports) > 1:
        told = re.sub(r" +reverse_proxy .*?\n    }\n", written("lb_policy"), told, flags=re.DOTALL)
    version = subprocess.run(["caddy", "version"], capture_output=True, text=True).stdout
    if version.lstrip("v").startswith("2.6"):
        told = told.replace("request_buffers 1MB", "buffer_requests")
    return with_ports(told, ports).replace("read.example.org", f":{port}")


def nginx(port: int, ports: list[int]) -> str:
    """What stands in nginx's `http` block, for processes on these ports."""
    told = written("proxy_request_buffering")
    told = re.sub(r"listen 443 ssl;|ssl_certificate\S* .*", "", told)
    if len(ports) > 1:
        told = written("least_conn;") + told.replace("http://127.0.0.1:8000", "http://gloss")
    return with_ports(told, ports).replace("server {\n", f"server {{\n    listen {port};\n", 1)


def written(word: str) -> str:
    """The first block of the document that has this word in it."""
    for block in re.findall(r"^```\n(.*?)^```\n", HOSTING, re.DOTALL | re.MULTILINE):
        if word in block:
            return block
    raise LookupError(word)


def with_ports(told: str, ports: list[int]) -> str:
    """The same with the ports that the processes have."""
    for documented, port in zip((8000, 8001), ports, strict=False):
        told = told.replace(f"127.0.0.1:{documented}", f"127.0.0.1:{port}")
    return told
