"""A whole instance in one file, and back again, from either database into either.

A backup is a zip of

- `manifest.json`: what made it, the state of the tables (the last migration of each app), and for
  each other file its length in lines or bytes and its SHA-256;
- `rows/<app>.<model>.jsonl`: a row a line, a JSON list in the order of the manifest's `fields`;
- `media/…`: the files of MEDIA_ROOT, where there are any.

A picture is in its row, also where it lies in a storage of its own.

Tables are read and written as the migrations describe them, not as the present code does, so that
a backup can be made before an update is migrated, and an old one restored by a newer Gloss.
"""

FORMAT = "gloss-backup"
VERSION = 1
MANIFEST = "manifest.json"
LEFT_OUT = {
    "reader.export",
    "reader.heartbeat",
    "sessions.session",
    "usersessions.usersession",
}
"""Models whose rows do not travel: files that can be made again; which workers run, and who is
signed in, just now."""


class BackupError(Exception):
    """Why a backup cannot be made or restored, in one sentence that says what to do."""
