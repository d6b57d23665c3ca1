"""Serve Gloss."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.core.servers.basehttp import get_internal_wsgi_application

from reader.web.serving import Server


class Command(BaseCommand):
    """`serve --host 127.0.0.1 --port 8000 --threads 8`: the web server, until it is stopped."""

    help = "Serve Gloss over HTTP until SIGTERM or Ctrl-C; requests in progress are finished first."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
        parser.add_argument("--port", default=8000, type=int, help="the port to listen on")
        parser.add_argument(
            "--threads", default=8, type=int, help="how many requests are answered at the same time"
        )

    def handle(self, *args: object, **options: Any) -> None:
        application = get_internal_wsgi_application()
        Server(
            application, host=options["host"], port=options["port"], threads=options["threads"]
        ).run()
