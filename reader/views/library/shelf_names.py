"""What is said where a shelf can't be found, or have the name that was typed."""

from __future__ import annotations

NO_SUCH_SHELF = "You have no such shelf."
TAKEN_NAME = "Choose a name that none of your other shelves has."


def why_no_new_shelf(name: str) -> str:
    """Why no new shelf was made for this name."""
    if name.strip():
        return "You have as many shelves as there can be. Delete one first."
    return "Give the new shelf a name first."
