"""Numbering: notes count in the order in which a reader meets them, whatever was dropped, moved or merged before."""

from collections.abc import Iterable, Sequence

from app.export.handout import Note, Source
from app.export.plain import plain, shortened, web_address
from app.phrases import date_words, kind_words, path_words, source_words
from corpus.report import Report
from retrieval.answer import Citation

SHORT = 56


class Numbering:
    """Gives each cited stretch of a report one number, at its first mark."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._cited: list[Citation] = []

    def marks(self, markers: Iterable[int], citations: Sequence[Citation]) -> tuple[int, ...]:
        """The numbers for these markers; a marker without a citation gets none."""
        by_marker = {c.marker: c for c in citations}
        return tuple(dict.fromkeys(self._number(by_marker[m]) for m in markers if m in by_marker))

    def notes(self) -> tuple[Note, ...]:
        return tuple(_note(number, citation) for number, citation in enumerate(self._cited, 1))

    def sources(self) -> tuple[Source, ...]:
        """The reports cited, each once, by title."""
        reports = {c.report.report_id: c.report for c in self._cited}
        return tuple(sorted(map(_source, reports.values()), key=lambda s: (s.title.casefold(), s.date)))

    def reports(self, marks: Iterable[int]) -> list[Report]:
        """The reports behind some marks, each once."""
        return list({(r := self._cited[mark - 1].report).report_id: r for mark in marks}.values())

    def _number(self, citation: Citation) -> int:
        key = (citation.report.report_id, citation.start, citation.end)
        if key not in self._numbers:
            self._cited.append(citation)
            self._numbers[key] = len(self._cited)
        return self._numbers[key]


def short_title(report: Report) -> str:
    """A report in a few words: its title, or area and kind where that is long; the year; and that it is a digest."""
    facts = report.facts
    title = plain(facts.title)
    if len(title) > SHORT and len(facts.area) == 1:
        title = plain(f"{facts.area[0]} {facts.kind or 'report'}")
    year = f", {facts.year}" if facts.year else ""
    return shortened(title, SHORT) + year + (" (digest)" if facts.digest else "")


def _note(number: int, citation: Citation) -> Note:
    report = citation.report
    facts = report.facts
    place = plain(path_words(citation.passage, citation.page))
    source, address = plain(source_words(facts)), web_address(facts.address)
    return Note(number, plain(citation.quote), plain(facts.title), place, source, address, short_title(report))


def _source(report: Report) -> Source:
    facts = report.facts
    licence = facts.licence if facts.licence and facts.licence.casefold() != "unknown" else "Not known"
    date = date_words(facts.published_on or facts.inspected_on) or "Not known"
    kind = kind_words(facts)
    publisher = plain(facts.publisher) or "Not known"
    address = web_address(facts.address)
    return Source(plain(facts.title), date, plain(kind[0].upper() + kind[1:]), publisher, plain(licence), address, facts.digest)
