"""Facts of a report read from its own words by rule; what the rules do not find stays unknown."""

import re

from corpus.areas import with_long_names
from corpus.report import Facts
from ingest.reading import Reading

MONTHS = {
    name: n for n, name in enumerate("january february march april may june july august september october november december".split(), 1)
}
MONTH = "(?P<month>" + "|".join(form for m in MONTHS for form in (m.capitalize(), m.upper(), m[:3].capitalize())) + ")"
DATES = [
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{MONTH}\.?,?\s+(?P<year>(?:19|20)\d\d)\b"),
    re.compile(rf"\b{MONTH}\.?\s+(?P<day>\d{{1,2}}),?\s+(?P<year>(?:19|20)\d\d)\b"),
    re.compile(rf"\b{MONTH}\s+(?P<year>(?:19|20)\d\d)\b"),
]
BODIES = {
    "CRC": r"(?i:community rehabilitation compan)|\bCRCs?\b",
    "NPS": r"National Probation Service|\bNPS\b",
    "PDU": r"(?i:probation delivery unit)|\bPDUs?\b",
    "youth offending service": r"(?i:youth offending|youth justice service)|\bYOTs?\b|\bYOSs?\b",
    "trust": r"(?i:probation trust)",
}
NAMED_BODY = (
    r"(?:PDU|CRC|NPS|YOS|YOT|YJS|LDU|(?i:(?:probation )?delivery unit|community rehabilitation company"
    r"|youth (?:offending|justice) (?:service|team|partnership)|region|division|cluster))s?"
)
# "An inspection of probation services in:", "Quality & Impact inspection": what it is on stands in the next line.
UNFINISHED = re.compile(r"(?:\b(?:in|of|by|on|for|at|and|the|into|across)|[:–—-]|^(?:\S+ ){0,3}(?:inspection|review|report))$", re.I)
TITLE_LINES = 3  # that a title may run over
AREA = re.compile(
    r"\b(?:in|of|from|into|at|across):?\s+((?:the\s+)?[A-Z][\w’'-]+,?(?:\s+(?:[A-Z][\w’'-]+,?|(?:and|&|of|on|upon)(?=\s[A-Z])))*)"
)
AREA_OF_BODY = re.compile(rf"\b([A-Z][\w’'-]+,?(?: (?:[A-Z][\w’'-]+,?|(?:and|&|of|on|upon)(?= [A-Z]))){{0,6}}) {NAMED_BODY}\b")
THEMATIC = re.compile(r"\bthematic\b", re.I)  # such a report is on many areas, and the one named most often is not what it is on
OPENING, NOTES, IMPRINT = 3000, 3000, 1500  # characters at a report's two ends, and of its cover
COVER = r"(?im)^(?:[^\n.]{0,80}\bInspectorate of Probation,? )?(?:\d{1,2} )?[a-z]{3,9} (?:19|20)\d\d$"
PUBLISHED = (
    r"(?i)\b(?:published|embargo\w*|issued|(?:report|publication)\b[^\n.]{0,40}\bavailable)\b[^\n]{0,160}",
    r"(?i)\b(?:today|yesterday)\b[^\n]{0,60}",
    r"(?m)^By [^\n]{0,80}",
    r"(?i)An inspection by[^\n]{0,80}",
)
FIELDWORK = r"\b(?:fieldwork|inspection team visited|visited the area)\b"
NOT_AREAS = re.compile(
    r"(?i)\b(probation|offenders?|inspect\w*|inspectorate|hm|work|service|services|january|february|march|april|may|june|july|august|september|october|november|december|crc|nps|report|public|court|government|justice|hall|house|centre|street|road|trust|university|college|hmp|chief|inspector)\b"
)


def find_facts(reading: Reading, file_stem: str) -> Facts:
    """Title, publisher, kind, area, bodies, dates and licence, from headings and the first and last lines."""
    text = reading.text
    title = reading.facts.get("title") or _title(reading) or file_stem.replace("_", " ").replace("-", " ")
    opening = f"{title}\n{text[:3000]}"
    inspected = _inspection_date(text)
    published = reading.facts.get("published_on") or _publication_date(text, inspected)
    kind = _kind(text, reading)
    return Facts(
        title=title,
        publisher=reading.facts.get("publisher") or _publisher(text, kind),
        kind=kind,
        area=_area(title, opening),
        bodies=_bodies(text),
        published_on=published,
        inspected_on=inspected,
        address=reading.facts.get("address") or _address(text),
        licence="OGL v3" if re.search(r"(?i)open government licence", text) else None,
    )


def _title(reading: Reading) -> str | None:
    """The first heading of the highest level; one that breaks off ("An inspection of probation services in:") goes on in the next lines."""
    found = next((b for b in reading.blocks if b.kind == "heading" and b.level == 1), None)
    if found is None:
        return None
    title = " ".join(reading.text[found.start : found.end].split())
    for line in [line.strip() for line in reading.text[found.end :][:400].split("\n") if line.strip()][: TITLE_LINES - 1]:
        if not UNFINISHED.search(title):
            break
        title = f"{title} {line}"
    return title


def find_date(text: str) -> str | None:
    """The first date of a text as ISO, of the precision it is given in."""
    found = [match for pattern in DATES if (match := pattern.search(text))]
    if not found:
        return None
    match = min(found, key=lambda m: (m.start(), -len(m.group())))
    month = next(n for name, n in MONTHS.items() if name.startswith(match["month"].lower()[:3]))
    day = match.groupdict().get("day")
    return f"{match['year']}-{month:02}" + (f"-{int(day):02}" if day and 1 <= int(day) <= 31 else "")


def _publication_date(text: str, inspected: str | None) -> str | None:
    """The date of the cover, beside words of publishing in the opening or the notes, or first in the opening; none before the inspection."""
    cover, ends = text[:IMPRINT], f"{text[:OPENING]}\n{text[max(OPENING, len(text) - NOTES) :]}"
    near = (match.group() for pattern, part in ((COVER, cover), *((p, ends) for p in PUBLISHED)) for match in re.finditer(pattern, part))
    dates = (date for words in (*near, *_lines_without_fieldwork(cover)) if (date := find_date(words)))
    return next((date for date in dates if not inspected or date[:7] >= inspected[:7]), None)


def _lines_without_fieldwork(text: str) -> list[str]:
    return [line for line in text.split("\n") if not re.search(FIELDWORK, line, re.I)]


def _inspection_date(text: str) -> str | None:
    """When the fieldwork was: the date in a sentence that speaks of visiting or fieldwork."""
    for match in re.finditer(rf"(?i)(?<![^.\n])[^.\n]*{FIELDWORK}[^.\n]*", text):
        sentence = re.sub(rf"{MONTH}\s+and\s+", "", match.group())
        date = find_date(sentence)
        if date:
            return date
    return None


def _bodies(text: str) -> tuple[str, ...]:
    """The bodies a report is about: those named often, not those that only its glossary explains."""
    counts = {body: len(re.findall(words, text)) for body, words in BODIES.items()}
    often = max(2, max(counts.values()) // 10)
    return tuple(body for body, count in counts.items() if count >= often)


def _publisher(text: str, kind: str | None) -> str | None:
    ends = text[:4000] + text[-3000:]
    if re.search(r"(?i)russell webster", ends):
        return "russellwebster.com"
    if re.search(r"(?i)\bBBC\b", text[:400]):
        return "BBC News"
    if kind != "commentary" and re.search(r"(?i)(?:HM|Her Majesty|His Majesty)\S{0,3} Inspectorate of Probation|HMI Probation", ends):
        return "HM Inspectorate of Probation"
    return None


def _kind(text: str, reading: Reading) -> str | None:
    ends = text[:4000] + text[-4000:]
    if re.search(r"(?i)notes to editor|for media enquiries|press release\b", text[-4000:]):
        return "press release"
    if re.search(r"(?i)leave a reply|share this post|view this email|unsubscribe|my (?:summary|infographic|blog)", ends):
        return "commentary"
    headings = sum(b.kind == "heading" for b in reading.blocks)
    if re.search(r"(?i)\binspection\b", text[:4000]) and headings >= 12:
        return "inspection report"
    return None


def _area(title: str, opening: str) -> tuple[str, ...]:
    """The place named in the title before a body's name or after "in" or "of", else the one named most often so in the opening."""
    for text in () if THEMATIC.search(title) else map(with_long_names, (title, opening)):
        places = [place for pattern in (AREA_OF_BODY, AREA) for match in pattern.finditer(text) if (place := _place(match[1]))]
        if places:
            return (max(places, key=lambda p: (places.count(p), -places.index(p))),)
    return ()


def _place(words: str) -> str | None:
    words = re.sub(rf" {NAMED_BODY}$", "", words.strip(" ,"))
    words = re.sub(
        r"^(?:[Tt]he|An?|This|That|Our|Its|Their|Each|Every|Both)(?:\s+|$)|(?:(?<!\s)\s+(?:and|of|on|&|,)){1,5}$|[’']s?$",
        "",
        words.strip(" ,"),
    )
    return words if words and words[0].isupper() and not NOT_AREAS.search(words) and not words.isupper() else None


def _address(text: str) -> str | None:
    match = re.search(r"https?://\S+", text[:2000])
    return match.group().rstrip(").,;") if match else None
