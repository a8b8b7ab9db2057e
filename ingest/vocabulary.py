"""Vocabulary: the names and words that a library knows, gathered once when its index is built."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.report import Report
from ingest.passages import Passage
from ingest.words import split_words, stems

LONG_FORM = re.compile(
    r"\b((?:[A-Z][\w’'-]*|of|and|the|for|to|on)(?:\s+(?:[A-Z][\w’'-]*|of|and|the|for|to|on|&)){1,7})\s+\(([A-Z][A-Za-z0-9]{1,6}?)s?\)"
)
GLOSSARY_ROW = re.compile(r"^([A-Z][A-Za-z0-9]{1,7})\t\s*([A-Z][^:.\t]{4,80}):")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Areas, abbreviations with their long forms, every long word, and the terms of glossaries as stems."""

    areas: tuple[str, ...]
    long_by_short: dict[str, str]
    words: tuple[str, ...]
    terms: tuple[str, ...]

    @classmethod
    def gather(cls, reports: Sequence[Report], passages: Sequence[Passage]) -> "Vocabulary":
        """Read all of a library's reports and passages."""
        words = {word for p in passages for word in split_words(p.text) if len(word) > 4}
        return cls(
            tuple(sorted({area for r in reports for area in r.facts.local_areas})),
            dict(_abbreviations(p.text for p in passages)),
            tuple(sorted(words | {w for r in reports for w in split_words(r.facts.title)})),
            tuple(sorted({term_of(p) for p in passages if p.kind == "glossary"} - {""})),
        )

    @classmethod
    def open(cls, path: Path) -> "Vocabulary":
        """One that was saved."""
        told = json.loads(path.read_text(encoding="utf-8"))
        return cls(tuple(told["areas"]), told["long_by_short"], tuple(told["words"]), tuple(told["terms"]))

    def save(self, path: Path) -> None:
        """Write it to a new file."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")


def _abbreviations(texts: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Short and long forms by the letters of the long form's words (after Schwartz and Hearst, PSB 2003)."""
    for text in texts:
        for match in LONG_FORM.finditer(text):
            long = _fitting(match[1].split(), match[2])
            if long:
                yield match[2], long
        row = GLOSSARY_ROW.match(text)
        if row:
            yield row[1], row[2].strip()


def _fitting(words: list[str], short: str) -> str | None:
    """The shortest tail of `words` whose letters spell the short form in order, each from a word's beginning."""
    for start in reversed(range(len(words))):
        tail = words[start:]
        letters = iter("".join(p[0].lower() for w in tail for p in w.split("-") if p and (w[0].isupper() or w == tail[0])))
        if tail[0][0].lower() == short[0].lower() and all(c in letters for c in short.lower() if c.isalpha()):
            return " ".join(tail)
    return None


def term_of(passage: Passage) -> str:
    """The stems of the term that a glossary row explains."""
    return " ".join(stems(passage.text.split("\t")[0]))
