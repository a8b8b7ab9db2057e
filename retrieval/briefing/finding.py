"""Finding: words of one report that may become a line of a briefing, and where they belong."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.report import Report
from ingest.sentences import Span, split_sentences
from ingest.units import LIST_KINDS, TABLE_KINDS, Unit, split_units
from retrieval.checks.citations import Draft, Quote
from retrieval.checks.instruction import INSTRUCTION
from retrieval.checks.units import paragraph_around, plain_words
from retrieval.evidence import UNREAD, Evidence
from retrieval.question.understanding import find_bodies
from retrieval.search.shelf import bodies_over
from retrieval.words.drafting import LEANS_BACK
from retrieval.words.row import table_heads, tell_figures

METHOD = "guidance"  # reports of this kind say how inspections are done, and nothing of what they find
SHORTEST, LONGEST = 25, 480  # characters of a line
FEWEST_WORDS = 3  # in lower case: a name, a date or an imprint has fewer
# Headings over what tells how a report was made, and what is said of a text instead of its subject.
ABOUT_THE_REPORT = re.compile(
    r"(?i)methodolog|glossary|notes? to editors?|acknowledg|^contents|how the inspection was done|data analysis|national context"
)
ABOUT_THE_TEXT = re.compile(
    r"(?i)^(?:the author|this (?:digest|report|chapter|commentary)|the (?:report|chapter|appendix|commentary) |an? (?:graphic|infographic) |(?:figure|table|chart) [\d.]+\b|pointer to )"
    r"|^(?:[\w’'-]+,? ){0,5}(?:blog|announcement|notice|newspaper|newsletter|magazine|summary|story|note|write-up|foreword|introduction|coverage|pages?|slides|statement|article|message|feature|account|copy|editorial|abstract|series|thematic|site)\b(?![^.]{0,50}:)"
    r"|^fieldwork\b|\b(?:areas|units|services|clusters) were (?:visited|studied)\b|\b(?:first|second|third|fourth|fifth|sixth|last) (?:of|in) (?:a set of )?(?:the )?(?:six|four|five|three) visits"
)
# Besides the openings that any answer avoids: quantities and words for time that point at the sentence before, wherever they stand.
POINTS_BACK = re.compile(
    r"(?i)^(?:another|others?|the (?:others?|rest|same|latter|former|first|second|third|two|three|remainder)|of (?:these|those|them|the others)|in consequence|in (?:\w+ ){0,3}(?:half|(?:one|two|three)-\w+s?|a (?:third|quarter)),|subsequently|then|later|meanwhile|but|and|or|so|too,|thus|therefore|consequently|nevertheless|nonetheless|otherwise|afterwards|even so|more positively|still|yet"
    r"|(?:some|most|many|few|several|all|none|each|one|two|three|five|more)(?: (?:than one person|of (?:these|those|them)))? (?:\w+ly )?(?:were|was|had|have|has|did|do|said|faced|thought|told|could|would|went|came|felt|worked|also|called|took))\b"
    r"|^.{0,80}\b(?:of|about|with|for|to|from) (?:this|these) (?!area|inspection|year|CRC|NPS)|\b(?:had followed|it|them|so)\.$|^.{0,60}\b(?:therefore|consequently|thus|likewise)\b|\bthis(?=[.,;]| (?:was|is|were|had|has|can|could|may|might|would|meant|particularly)\b)"
)
ONLY_BODY = "Probation Service"  # since 2021: naming it tells nothing apart
STANDS_ALONE = re.compile(r"(?i)^it (?:was|is|seemed|pleased|would be) (?:\w+ ){0,4}(?:that|for|to(?! by))\b")
COMES_BEFORE = 2  # sentences that may be put before one that leans on them
CELL = re.compile(r"[^\t\n]+")
COLUMN = re.compile(r"(?i)^(barrier|enabler)s?$")
ADDRESSEE = re.compile(r"(?i)^(?:the )?(\S.{0,119}?)(?: ?\([^)]{0,40}\))? (?:should|must|need(?:s)? to)\b")
EXAMPLE = re.compile(r"(?i)^\W{0,9}((?:(?:good|poor|effective|positive) )?(?:practice )?example)\b.{0,40}?: ?")


@dataclass(frozen=True, slots=True)
class Finding:
    """Words that may become a line. `facet` is set where their place in the report says it (a recommendation, a barrier)."""

    text: str
    quotes: tuple[Quote, ...]
    facet: str = ""
    label: str = ""
    relevance: float = 0.0

    @property
    def evidence(self) -> Evidence:
        return self.quotes[0].evidence

    @property
    def report(self) -> Report:
        return self.quotes[0].evidence.report

    @property
    def bodies(self) -> tuple[str, ...]:
        """The bodies the words name, else those of the heading over them, else the report's only one."""
        facts = self.report.facts
        return find_bodies(self.text) or bodies_over(self.evidence.passage) or (facts.bodies if len(facts.bodies) == 1 else ())

    @property
    def draft(self) -> Draft:
        return Draft(f"{self.text} ({self.place})" if self.place else self.text, self.quotes)

    @property
    def place(self) -> str:
        """Where and when, as far as the words do not say it: area, body and year."""
        facts = self.report.facts
        area = " and ".join(facts.area) if len(facts.area) < 3 else f"{facts.area[0]} and others"
        body = self.bodies[0] if len(self.bodies) == 1 and not find_bodies(self.text) and self.bodies[0] != ONLY_BODY else ""
        year = str(facts.year or "")
        return ", ".join(part for part in (area, body, year) if part and part.lower() not in self.text.lower())


def find_in(evidence: Evidence) -> Iterator[Finding]:
    """Everything of one passage that could stand as a line by itself; a paragraph that is addressed to a machine holds no finding."""
    return (
        finding
        for finding in _find(evidence)
        if not any(INSTRUCTION.search(paragraph_around(quote.evidence.passage, quote.start, quote.end)) for quote in finding.quotes)
    )


def _find(evidence: Evidence) -> Iterator[Finding]:
    passage = evidence.passage
    if (
        passage.kind in UNREAD
        or evidence.report.facts.kind == METHOD
        or any(ABOUT_THE_REPORT.search(heading) for heading in passage.headings)
    ):
        return
    if passage.kind == "example":
        yield _example(evidence)
    elif passage.kind in TABLE_KINDS:
        yield from _rows(evidence)
    elif passage.kind in LIST_KINDS:
        yield from _items(evidence)
    else:
        yield from _sentences(evidence, [(u.start, u.end) for u in split_units(passage)])


def _example(evidence: Evidence) -> Finding:
    words = plain_words(evidence.passage.text)
    named = EXAMPLE.match(words)
    quote = Quote(evidence, evidence.passage.start, evidence.passage.end)
    return Finding(EXAMPLE.sub("", words), (quote,), "examples", named[1].strip().capitalize() if named else "Example")


def _sentences(evidence: Evidence, spans: Sequence[Span], facet: str = "") -> Iterator[Finding]:
    """Each sentence with those it leans on; none where these are out of reach or the whole is too long for a line."""
    for at, (_, end) in enumerate(spans):
        start = _beginning(evidence, spans, at)
        if start is not None:
            words = plain_words(evidence.report.text[start:end])
            if SHORTEST <= len(words) <= LONGEST and _says_something(words):
                yield Finding(_sentence(words), (Quote(evidence, start, end),), facet)


def _beginning(evidence: Evidence, spans: Sequence[Span], at: int) -> int | None:
    """Where a sentence starts together with those it leans on; None if it leans on something out of reach."""
    for first in range(at, max(-1, at - COMES_BEFORE - 1), -1):
        words = plain_words(evidence.report.text[slice(*spans[first])])
        if not leans(words):
            return spans[first][0]
    return None


def leans(words: str) -> bool:
    """Whether a sentence cannot be understood without the one before; "It was the policy to visit" can."""
    return bool(LEANS_BACK.match(words) or POINTS_BACK.search(words)) and not STANDS_ALONE.match(words)


def _says_something(words: str) -> bool:
    """A statement and no question, quotation, caption, imprint or word about the text itself."""
    return (
        len(re.findall(r"\b[a-z]+\b", words)) >= FEWEST_WORDS
        and words[0] not in "“\"‘'("
        and words[-1] not in "?:"
        and not words[0].islower()
        and not ABOUT_THE_TEXT.search(words)
    )


def _items(evidence: Evidence) -> Iterator[Finding]:
    """The items of a list; one that is no sentence follows its lead-in, a recommendation is filed under whom it is for."""
    units = split_units(evidence.passage)
    lead = [u for u in units if u.kind == "lead-in"]
    over = plain_words(evidence.report.text[lead[0].start : lead[-1].end]) if lead else plain_words(evidence.passage.context)
    for unit in units:
        words = plain_words(evidence.report.text[unit.start : unit.end]).rstrip(";, ")
        if unit.kind != "item" or len(words) < SHORTEST:
            continue
        own = Quote(evidence, unit.start, unit.end)
        if evidence.passage.kind == "recommendation":
            told = ADDRESSEE.match(over)
            yield Finding(_sentence(words), (own,), "recommendations", told[1] if told else "")
        elif words[0].islower() and over:
            quotes = (Quote(evidence, lead[0].start, lead[-1].end), own) if lead else (own,)
            yield Finding(_sentence(f"{over.rstrip(': ')}: {words}"), quotes, _facet_of(over))
        else:
            spans = [(unit.start + a, unit.start + b) for a, b in split_sentences(evidence.report.text[unit.start : unit.end])]
            yield from _sentences(evidence, spans, _facet_of(over))


def _facet_of(lead_in: str) -> str:
    named = re.search(r"(?i)\b(barrier|enabler)s\b", lead_in)
    return f"{named[1].lower()}s" if named else ""


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words[-1] in ".!?" else ".")


def _rows(evidence: Evidence) -> Iterator[Finding]:
    """The cells under "Barriers" and "Enablers" one by one; of any other table a row is one figure."""
    heads = table_heads(evidence)
    named = any(COLUMN.match(head) for head in heads)
    for unit in (u for u in split_units(evidence.passage) if u.kind == "row"):
        words = evidence.report.text[unit.start : unit.end]
        if named:
            yield from _cells(evidence, unit, heads)
        elif told := tell_figures(words, heads):
            yield Finding(told[0], (Quote(evidence, unit.start, unit.end),), "figures", told[1])


def _cells(evidence: Evidence, unit: Unit, heads: list[str]) -> Iterator[Finding]:
    """Each cell that holds words, under the head of its column or, where that is empty, of one before it."""
    text = evidence.report.text
    for cell in CELL.finditer(text, unit.start, unit.end):
        line = max(unit.start, text.rfind("\n", unit.start, cell.start()) + 1)
        column = text.count("\t", line, cell.start())
        over = next((COLUMN.match(head) for head in reversed(heads[: column + 1]) if head), None)
        words = plain_words(cell.group())
        if over and re.search(r"[A-Za-z]{2}", words):
            yield Finding(_sentence(words), (Quote(evidence, cell.start(), cell.end()),), f"{over[1].lower()}s")
