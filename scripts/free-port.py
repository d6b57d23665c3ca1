"""Say in one sentence that a port is taken, before anything else is started."""

import errno
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])
with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind((host, port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sys.exit(f"Something else is using port {port}: try PORT={port + 1} make run.")
        sys.exit(f"Gloss cannot serve on {host}:{port}: {error.strerror}.")
