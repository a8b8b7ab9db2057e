"""E-mail: the body of a newsletter or a message, without what its sender's program puts around it."""

import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from ingest.readers.encoding import decode
from ingest.readers.forwarded import inner_message, inner_pieces, without_prefix
from ingest.readers.gate import check_letter, check_markup
from ingest.readers.html import take_apart
from ingest.readers.piece import write_pieces
from ingest.readers.text import read_text
from ingest.reading import Reading, UnreadableReport

# Lines that mailing programs add; what follows the second kind is theirs to the end.
ADDED = re.compile(
    r"""(?ix) ^ (?:
      .{0,120}\b(?:unsubscribe|opt[ -]out)\b.{0,120}
    | .{0,60}\bview\b.{0,30}\bin\ (?:your|a)\ (?:web\ )?browser\b.{0,40}
    | .{0,60}\b(?:update|manage|change)\b.{0,20}\b(?:preferences|subscription|profile)\b.{0,60}
    | .{0,20}forward\ (?:this|to\ a\ friend)\b.{0,60}
    | you(?:\ are|[’']re)\ receiving\b.{0,300} | you\ (?:have\ )?received\ this\b.{0,300}
    | this\ (?:e-?mail|message|newsletter)\ was\ sent\b.{0,300}
    | (?:our\ mailing\ address|add\ us\ to\ your\ address\ book)\b.{0,200} | (?:copyright\ )?©.{0,120} | copyright\b.{0,20}\d{4}.{0,120}
    | on\ .{4,140}\bwrote:
    | (?:tweet|share|forward|like)(?:\ this)? | .{0,40}privacy\ (?:policy|notice|statement).{0,60} | sent\ (?:by|with|from|via)\b.{0,60}
    ) $"""
)
# A signature, or a lawyer's word about who may read the message.
ENDING = re.compile(
    r"""(?ix) ^ (?: (?:--|__+|-{3,}\s*forwarded\ message.*)\s* $
    | .{0,40}\bthis\ (?:e-?mail|message)\b .{0,100} \b(?:confidential|privileged|intended\ (?:only|solely))\b )"""
)


def read_eml(data: bytes) -> Reading:
    """The body as HTML, else as plain text; the subject is its title, the sender its publisher, attachments are not read.

    Raises UnreadableReport for a message without words of its own, or with too many parts or headers.
    """
    check_letter(data)
    try:
        letter = message_from_bytes(data, policy=policy.default)
        body = letter.get_body(preferencelist=("html", "plain"))
        html = body is not None and body.get_content_type() == "text/html"
        words = _words(body) if body is not None else ""
        facts = _facts(letter)
    except (RecursionError, LookupError, ValueError, TypeError, AttributeError) as error:
        raise UnreadableReport("is a damaged e-mail; open it in a mail program and save it again") from error
    if not re.search(r"\w", words):
        raise UnreadableReport("holds no words of its own, at most attachments; save what is attached and give that")
    if html:
        return _from_html(words, facts)
    reading = _from_text(words, facts.get("title", ""))
    return replace(reading, facts={**facts, **reading.facts})


def _words(body: Message) -> str:
    """The decoded text of a part, also where its character set is unknown or wrongly named."""
    payload = body.get_payload(decode=True)
    packed = payload if isinstance(payload, bytes) else b""
    charset = body.get_content_charset()
    try:
        return packed.decode(charset) if charset and charset not in ("us-ascii", "iso-8859-1") else decode(packed)
    except (LookupError, UnicodeDecodeError):
        return decode(packed)


def _facts(letter: EmailMessage) -> dict[str, str]:
    sent = letter["date"].datetime if letter["date"] is not None else None
    senders = letter["from"].addresses if letter["from"] is not None else ()
    facts = {
        "title": without_prefix(" ".join(str(letter["subject"] or "").split())),
        "published_on": sent.date().isoformat() if sent else "",
        "publisher": (senders[0].display_name or senders[0].addr_spec) if senders else "",
    }
    return {name: value for name, value in facts.items() if value}


def _from_html(markup: str, facts: dict[str, str]) -> Reading:
    check_markup(markup.encode("utf-8", errors="replace"))
    page = take_apart(markup, facts.get("title", ""), ADDED)
    pieces, told = inner_pieces(page.pieces)
    return write_pieces(pieces, {**page.facts, **facts, **told}, page.titled)


def _from_text(words: str, subject: str) -> Reading:
    """Plain text is read like a text file whose first line is the subject."""
    lines, facts = inner_message(words.replace("\r\n", "\n").split("\n"))
    end = next((i for i, line in enumerate(lines) if ENDING.match(line) and i > len(lines) / 3), len(lines))
    kept = [line for line in lines[:end] if not ADDED.match(line.strip())]
    title = facts.get("title", subject)
    reading = read_text("\n".join([title, "", *kept]).encode() if title else "\n".join(kept).encode())
    return replace(reading, facts={**reading.facts, **facts})
