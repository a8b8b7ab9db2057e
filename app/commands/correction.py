"""Corrections of facts as they are typed: key=value."""

from typing import Any

import typer

from corpus.errors import AssistantError
from corpus.manifest import DATES, LISTS, is_date

TEXTS = ("title", "publisher", "kind", "inspected_on", "published_on", "address", "licence")


def read_corrections(pairs: list[str], also: tuple[str, ...] = ()) -> dict[str, Any]:
    """Facts from key=value; lists are parted by ";", and a value left out makes a fact unknown."""
    keys = {*LISTS, *TEXTS, *also}
    corrections: dict[str, Any] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or key not in keys:
            raise typer.BadParameter(f"--set {pair} is not key=value with a key among {', '.join(sorted(keys))}.")
        corrections[key] = [part.strip() for part in value.split(";") if part.strip()] if key in LISTS else _checked(key, value.strip())
    return corrections


def _checked(key: str, value: str) -> str | None:
    if key in DATES and value and not is_date(value):
        raise AssistantError(f"{key} cannot be {value}. Give a date as 2019, 2019-03 or 2019-03-14.")
    if not value and key not in ("publisher", "kind", "address", "licence", *DATES):
        raise AssistantError(f"{key} cannot be empty. Give one after the = sign.")
    return value or None
