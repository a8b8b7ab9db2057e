"""Words: what is kept so that it can be found again, alike in every database."""

from typing import Any

from sqlalchemy import ColumnElement


def storable(text: str) -> str:
    """A text that every database takes: without NUL, and with half characters replaced."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def searchable(*texts: str) -> str:
    """Texts as a search looks through them: databases fold only the letters a to z."""
    return storable("\n".join(texts)).casefold()


def holds(column: Any, word: str) -> ColumnElement[bool]:
    """Whether a column of searchable words holds a word, whose % and _ mean themselves."""
    found: ColumnElement[bool] = column.contains(storable(word).casefold(), autoescape=True)
    return found
