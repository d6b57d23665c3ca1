"""How many examples a property tries that asks a database."""

import os

from django.db import connection


def examples(count: int) -> int:
    """So many on SQLite, and a third of them on the database that is asked second: there it is the
    statements that may fail, not the rule. As many as one likes with `GLOSS_FUZZ_EXAMPLES`."""
    if wanted := os.environ.get("GLOSS_FUZZ_EXAMPLES"):
        return int(wanted)
    return count if connection.vendor == "sqlite" else count // 3
