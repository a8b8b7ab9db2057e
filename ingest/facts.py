"""Facts of a report read from its own words by rule; what the rules do not find stays unknown."""

import re

from corpus.areas import with_long_names
from corpus.report import Facts
from ingest.reading import Reading

MONTHS = {
    name: n for n, name in enumerate("january february march april may june july august september october november december".split(), 1)
}
MONTH = "(?P<month>" + "|".join(m.capitalize() for m in MONTHS) + "|" + "|".join(m[:3].capitalize() for m in MONTHS) + ")"
DATES = [
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{MONTH}\.?,?\s+(?P<year>(?:19|20)\d\d)\b"),
    re.compile(rf"\b{MONTH}\.?\s+(?P<day>\d{{1,2}}),?\s+(?P<year>(?:19|20)\d\d)\b"),
    re.compile(rf"\b{MONTH}\s+(?P<year>(?:19|20)\d\d)\b"),
]
BODIES = {
    "CRC": r"Community Rehabilitation Compan|\bCRCs?\b",
    "NPS": r"National Probation Service|\bNPS\b",
    "PDU": r"Probation Delivery Unit|\bPDUs?\b",
    "youth offending service": r"[Yy]outh [Oo]ffending|[Yy]outh [Jj]ustice [Ss]ervice|\bYOTs?\b|\bYOSs?\b",
    "trust": r"[Pp]robation Trust",
}
AREA = re.compile(
    r"\b(?:in|of|from|into|at|across)\s+((?:the\s+)?[A-Z][\w’'-]+,?(?:\s+(?:[A-Z][\w’'-]+,?|(?:and|&|of|on|upon)(?=\s[A-Z])))*)"
)
NOT_AREAS = re.compile(
    r"(?i)\b(probation|offenders?|inspect\w*|inspectorate|hm|work|service|services|january|february|march|april|may|june|july|august|september|october|november|december|crc|nps|report|public|court|government|justice)\b"
)


def find_facts(reading: Reading, file_stem: str) -> Facts:
    """Title, publisher, kind, area, bodies, dates and licence, from headings and the first and last lines."""
    text = reading.text
    title = reading.facts.get("title") or _title(reading) or file_stem.replace("_", " ").replace("-", " ")
    opening = f"{title}\n{text[:3000]}"
    published = reading.facts.get("published_on") or _publication_date(text)
    kind = _kind(text, reading)
    return Facts(
        title=title,
        publisher=reading.facts.get("publisher") or _publisher(text, kind),
        kind=kind,
        area=_area(title, opening),
        bodies=_bodies(text),
        published_on=published,
        inspected_on=_inspection_date(text),
        address=reading.facts.get("address") or _address(text),
        licence="OGL v3" if re.search(r"(?i)open government licence", text) else None,
    )


def _title(reading: Reading) -> str | None:
    titles = [b for b in reading.blocks if b.kind == "heading" and b.level == 1]
    return " ".join(reading.text[titles[0].start : titles[0].end].split()) if titles else None


def find_date(text: str) -> str | None:
    """The first date of a text as ISO, of the precision it is given in."""
    found = [match for pattern in DATES if (match := pattern.search(text))]
    if not found:
        return None
    match = min(found, key=lambda m: (m.start(), -len(m.group())))
    month = next(n for name, n in MONTHS.items() if name.startswith(match["month"].lower()[:3]))
    day = match.groupdict().get("day")
    return f"{match['year']}-{month:02}" + (f"-{int(day):02}" if day and 1 <= int(day) <= 31 else "")


def _publication_date(text: str) -> str | None:
    """The date beside words of publishing in the opening or the notes, else the first date of the opening."""
    for pattern in (r"(?i)\b(?:published|available|embargo\w*|issued)\b[^\n]{0,160}", r"(?i)\b(?:today|yesterday)\b[^\n]{0,60}", r"(?m)^By [^\n]{0,80}", r"(?i)An inspection by[^\n]{0,80}"):  # fmt: skip
        for match in re.finditer(pattern, text):
            date = find_date(match.group())
            if date:
                return date
    return find_date(text[:1500])


def _inspection_date(text: str) -> str | None:
    """When the fieldwork was: the date in a sentence that speaks of visiting or fieldwork."""
    for match in re.finditer(r"(?i)(?<![^.\n])[^.\n]*\b(?:fieldwork|inspection team visited|visited the area)\b[^.\n]*", text):
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
    """The place named after "in" or "of" in the title, else the one named most often so in the opening."""
    for text in map(with_long_names, (title, opening)):
        places = [place for match in AREA.finditer(text) if (place := _place(match[1]))]
        if places:
            return (max(places, key=lambda p: (places.count(p), -places.index(p))),)
    return ()


def _place(words: str) -> str | None:
    words = re.sub(r"^(?:the)\s+|(?:(?<!\s)\s+(?:and|of|on|&|,)){1,5}$|[’']s?$", "", words.strip(" ,"))
    return words if words and words[0].isupper() and not NOT_AREAS.search(words) and not words.isupper() else None


def _address(text: str) -> str | None:
    match = re.search(r"https?://\S+", text[:2000])
    return match.group().rstrip(").,;") if match else None
