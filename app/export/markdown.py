"""A handout as Markdown with footnotes; no text from outside it can become markup, HTML or a link."""

import re
from collections.abc import Iterator

from app.export.handout import Block, Grid, Handout, Listing, Marked, Note, Part, Source
from app.markup.markup import JOINER, LIVE_WORD
from app.phrases import EDITED

SPECIAL = re.compile(r"([\\`*_{}\[\]|~$#])")
ENTITY = re.compile(r"&(?=#?\w+;)")
OPENING = re.compile(r"^(?:([-+=:])|(\d{1,9})([.)]))")  # would begin a list, a rule or a heading
COLUMNS = ("Report", "Date", "Kind", "Publisher", "Licence", "Address")


def write_markdown(handout: Handout) -> str:
    """The whole file, with a newline at its end."""
    parts = [f"# {shown(handout.title)}", f"*{shown(' · '.join(x for x in (handout.kind, handout.standing) if x))}*"]
    parts += [shown(line) for line in handout.about]
    for part in handout.parts:
        parts += _part(part)
    if handout.sources:
        parts += ["## Sources", _table(COLUMNS, [_source(s) for s in handout.sources])]
    return "\n\n".join([*parts, *map(_note, handout.notes)]) + "\n"


def shown(text: str) -> str:
    """Any text as Markdown that shows it and does nothing else."""
    words = SPECIAL.sub(r"\\\1", ENTITY.sub("&amp;", LIVE_WORD.sub(JOINER, text)))
    words = words.replace("<", "&lt;").replace(">", "&gt;")
    return OPENING.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", words)


def _part(part: Part) -> Iterator[str]:
    yield f"{'#' * (part.level + 1)} {shown(part.heading)}"
    for block in part.blocks:
        yield _block(block)


def _block(block: Block) -> str:
    if isinstance(block, Grid):
        return _table(block.head, [[_marked(cell) for cell in row] for row in block.rows])
    return _listing(block)


def _listing(listing: Listing) -> str:
    lines = [_marked(item) for item in listing.items]
    if listing.style in ("prose", "examples", "told"):
        return "\n\n".join(f"> {line}" if listing.style == "examples" else line for line in lines)
    if listing.style == "numbered":
        return "\n".join(f"{n}. {line}" for n, line in enumerate(lines, 1))
    return "\n".join(f"{'  ' if item.under else ''}- {line}" for item, line in zip(listing.items, lines, strict=True))


def _marked(item: Marked) -> str:
    label = f"**{shown(item.label)}:** " if item.label else ""
    edited = f" *({EDITED})*" if item.edited else ""
    return label + shown(item.text) + edited + "".join(f"[^{mark}]" for mark in item.marks)


def _table(head: tuple[str, ...], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _source(source: Source) -> list[str]:
    facts = (source.title, source.date, source.kind, source.publisher, source.licence)
    return [*map(shown, facts), _address(source.address) or "–"]


def _note(note: Note) -> str:
    # Ends with a full stop or an address: a plain reader without footnotes would else take it for a link's definition.
    return f"[^{note.number}]: “{shown(note.quote)}” {shown(note.where)} {_address(note.address)}".rstrip()


def _address(address: str) -> str:
    return f"<{address}>" if address else ""
