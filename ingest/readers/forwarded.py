"""Forwarded: the message inside a message, with what was said of it before it went on its way."""

import re
from collections.abc import Sequence

from ingest.facts import find_date
from ingest.readers.piece import Piece

PREFIX = re.compile(r"(?i)^(?:(?:re|fwd?|tr|wg)\s*:\s*)+")
HEADER = re.compile(r"(?i)^[>\s*]{0,6}(from|sent|date|to|cc|subject)\s*:\**\s*(.*)$")
QUOTED = re.compile(r"^(?:>\s?)+")
# A web page runs the lines of a header on; those of Thunderbird are a table.
BANNER = re.compile(r"(?i)^\W*(?:(?:begin )?forwarded message|original message)\W*")
FIELD = re.compile(r"(?i)(?:^|(?<=\s))(from|sent|date|to|cc|bcc|subject|reply-to|importance|attachments)\s?:\s*")
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


def inner_pieces(pieces: Sequence[Piece]) -> tuple[list[Piece], dict[str, str]]:
    """The same of a message that came as a web page; a heading at its start is the subject and gives way to that of the inner message."""
    told = [_fields(piece.text) for piece in pieces]
    first = next((i for i, fields in enumerate(told) if fields), len(pieces))
    last = next((i for i in range(first, len(pieces)) if not told[i]), len(pieces))
    headers = {name: value for fields in reversed(told[first:last]) for name, value in fields.items()}
    note = [p for p in pieces[:first] if p.kind != "heading" and not BANNER.fullmatch(p.text)]
    is_inner = "from" in headers and len(headers) >= LEAST_HEADERS
    if not is_inner or _words([p.text for p in pieces[last:]]) <= _words([p.text for p in note]):
        return list(pieces), {}
    facts = _facts(headers)
    title = facts.get("title") or next((p.text for p in pieces[:first] if p.level == 1), "")
    return [*([Piece("heading", title, 1)] if title else []), *pieces[last:]], facts


def _fields(text: str) -> dict[str, str]:
    """The fields of a message's header that a text consists of; none where it begins otherwise."""
    text = BANNER.sub("", text)
    found = list(FIELD.finditer(text))
    if not found or found[0].start() > 0:
        return {}
    ends = [*(match.start() for match in found[1:]), len(text)]
    return {match[1].lower(): text[match.end() : end].strip() for match, end in reversed(list(zip(found, ends, strict=True)))}


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
