"""Forwarded: the message inside a message, with what was said of it before it went on its way."""

import re
from collections.abc import Sequence

from ingest.facts import find_date

PREFIX = re.compile(r"(?i)^(?:(?:re|fwd?|tr|wg)\s*:\s*)+")
HEADER = re.compile(r"(?i)^[>\s*]{0,6}(from|sent|date|to|cc|subject)\s*:\**\s*(.*)$")
QUOTED = re.compile(r"^(?:>\s?)+")
SENDER = re.compile(r"^[\"'\s]*([^<\"\[]*?)[\"'\s]*(?:[<\[].*)?$")
LEAST_HEADERS = 3


def without_prefix(subject: str) -> str:
    """A subject without the FW: and RE: that mail programs put before it."""
    return PREFIX.sub("", subject)


def inner_message(lines: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """The lines of the message that was forwarded and its facts, where it is longer than the note above it; else all lines and no facts."""
    told = [HEADER.match(line) for line in lines]
    first = next((i for i, match in enumerate(told) if match and match[1].lower() == "from"), len(lines))
    last = next((i for i in range(first, len(lines)) if not told[i]), len(lines))
    headers = {match[1].lower(): match[2].strip() for match in told[first:last] if match}
    plain = [QUOTED.sub("", line) for line in lines]
    if len(headers) < LEAST_HEADERS or _words(plain[last:]) <= _words(plain[:first]):
        return plain, {}
    return plain[last:], _facts(headers)


def _words(lines: Sequence[str]) -> int:
    return sum(len(line.split()) for line in lines)


def _facts(headers: dict[str, str]) -> dict[str, str]:
    sender = SENDER.match(headers["from"])
    facts = {
        "title": without_prefix(headers.get("subject", "")),
        "published_on": find_date(headers.get("sent") or headers.get("date", "")) or "",
        "publisher": (sender[1] if sender else "") or headers["from"],
    }
    return {name: value for name, value in facts.items() if value}
