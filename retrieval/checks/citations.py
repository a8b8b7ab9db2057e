"""Citations: draft claims come in, only those whose words, figures and body hold up go out, with their marks.

Every writer, offline or language model, hands its claims to `check_claims`. What fails is dropped and
counted by the check that failed it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.units import split_units
from ingest.words import NUMBER_WORDS, split_words
from retrieval.answer import Citation, Claim
from retrieval.checks.units import plain_words
from retrieval.evidence import Evidence
from retrieval.question.understanding import find_bodies

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
RATING = re.compile(
    r"(?i)\b(outstanding|inadequate|requir(?:es|ed|ing) improvement)\b|\b(?:rat(?:ed|ing|ings)|grade[ds]?|scored?)\b[^.;\n]{0,30}?\b(good)\b|[‘'\"“]\s{0,3}(good)\s{0,3}[’'\"”]|[\t:]\s{0,9}(good)\s*(?=$|[\t\n.;])"
)
PARTS = {"half", "third", "quarter", "fifth", "halves", "thirds", "quarters", "fifths", "majority", "minority"}
NEGATION = re.compile(r"\b(?:no|not|never|none|neither|nor|without|rarely|cannot|\w+n[’']t)\b", re.I)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of one piece of evidence; start and end point into its report's text."""

    evidence: Evidence
    start: int
    end: int

    @property
    def words(self) -> str:
        return self.evidence.report.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before its check: what it says, and the quotes it says it from."""

    text: str
    quotes: tuple[Quote, ...]
    fault: str = ""  # the check it failed already, where its writer asks more of it than is asked here
    dissents: bool = False  # another draft says otherwise
    counted: int = 0  # items of its quotes that it gives the number of


def check_claims(
    drafts: Sequence[Draft],
    bodies: Sequence[str],
    bodies_of: dict[str, tuple[str, ...]],
    areas: Sequence[str] = (),
    years: Sequence[int] = (),
) -> tuple[list[Claim], list[Citation], dict[str, int]]:
    """The claims that hold, their citations numbered in order of use, and how many each check dropped.

    `bodies`, `areas` and `years` are those the question names; `bodies_of` gives the bodies that a passage's headings
    name, by passage_id.
    """
    claims: list[Claim] = []
    citations: list[Citation] = []
    dropped: Counter[str] = Counter()
    for draft in drafts:
        fault = draft.fault or find_fault(draft, bodies, bodies_of) or _misplaced(draft, areas, years)
        if fault:
            dropped[fault] += 1
            continue
        claims.append(Claim(draft.text, tuple(dict.fromkeys(_marker(quote, citations) for quote in draft.quotes)), draft.dissents))
    return claims, citations, dict(dropped)


def find_fault(draft: Draft, bodies: Sequence[str], bodies_of: dict[str, tuple[str, ...]]) -> str | None:
    """The name of the first check a draft fails: quote, number, rating, body or negation."""
    if not draft.text.strip() or not draft.quotes or not all(_stands(quote) for quote in draft.quotes):
        return "quote"
    given = " ".join(_given_with(quote) for quote in draft.quotes)
    if draft.counted and draft.counted != count_items(draft):
        return "number"
    if not find_numbers(draft.text) <= find_numbers(given) | find_numbers(str(draft.counted or "")):
        return "number"
    if not find_ratings(draft.text) <= find_ratings(given):
        return "rating"
    if len(bodies) == 1 and any(
        is_of_another(quote.words, bodies_of.get(quote.evidence.passage.passage_id, ()), bodies[0]) for quote in draft.quotes
    ):
        return "body"
    if any(_loses_negation(draft.text, quote) for quote in draft.quotes):
        return "negation"
    return None


def count_items(draft: Draft) -> int:
    """How many items of lists stand in a draft's quotes."""
    return sum(u.kind == "item" and q.start <= u.start and u.end <= q.end for q in draft.quotes for u in split_units(q.evidence.passage))


def find_numbers(text: str) -> set[str]:
    """The figures of a text, without separators; number words count as figures, and parts ("a third") by name."""
    figures = {n.replace(",", "").rstrip(".") for n in NUMBER.findall(text)}
    words = re.findall(r"[a-z]+(?:-[a-z]+)*", text.lower())
    named = {
        "-".join(NUMBER_WORDS.get(part, part) for part in word.split("-")) for word in words if set(word.split("-")) & NUMBER_WORDS.keys()
    }
    return figures | named | {part.rstrip("s") for word in words for part in word.split("-") if part in PARTS}


def find_ratings(text: str) -> set[str]:
    """The ratings of a text in one spelling; "good" counts only where it is given as a rating."""
    found = {next(group for group in match if group).lower() for match in RATING.findall(text)}
    return {"requires improvement" if rating.startswith("requir") else rating for rating in found}


def is_of_another(words: str, over: Sequence[str], body: str) -> bool:
    """Whether words and the headings over them name bodies but not this one; "not available to the NPS" speaks of the NPS too."""
    named = {*over, *find_bodies(words)}
    return bool(named) and body not in named


def _stands(quote: Quote) -> bool:
    passage = quote.evidence.passage
    return passage.start <= quote.start < quote.end <= passage.end and bool(quote.words.strip())


def _given_with(quote: Quote) -> str:
    """The quoted words with what stands over them: headings, table head, and the facts of the report."""
    facts = quote.evidence.report.facts
    dates = " ".join(d for d in (facts.published_on, facts.inspected_on) if d)
    return "\n".join(
        (quote.words, *quote.evidence.passage.headings, quote.evidence.passage.context, facts.title, *facts.area, dates.replace("-", " "))
    )


def _misplaced(draft: Draft, areas: Sequence[str], years: Sequence[int]) -> str | None:
    """A claim about one area or year may not rest on another's report, unless its words name the one asked about."""
    for quote in draft.quotes:
        year = quote.evidence.report.facts.year
        if is_misplaced(quote, areas):
            return "area"
        if len(years) == 1 and year and abs(year - years[0]) > 1 and not _names_any(_given_with(quote).lower(), map(str, years)):
            return "year"
    return None


def is_misplaced(quote: Quote, areas: Sequence[str]) -> bool:
    """Whether words stand in a report on other areas than those asked about, and name none of these."""
    held = quote.evidence.report.facts.local_areas
    apart = bool(areas and held) and not any(_overlaps(area, own) for area in areas for own in held)
    return apart and not _names_any(_given_with(quote).lower(), areas)


def _names_any(text: str, names: Iterable[str]) -> bool:
    return any(re.search(rf"\b{re.escape(name.lower())}\b", text) for name in names)


def _overlaps(asked: str, held: str) -> bool:
    """Whether one name holds the other: "West Mercia" and "Warwickshire and West Mercia"."""
    return asked.lower() in held.lower() or held.lower() in asked.lower()


def _loses_negation(claim: str, quote: Quote) -> bool:
    """A claim that keeps nearly all the words of its quote, or a run of them, may not leave out the quote's negation."""
    said, meant = plain_words(claim), plain_words(quote.words)
    if not NEGATION.search(meant) or NEGATION.search(said):
        return False
    mine, theirs = set(split_words(said)), set(split_words(meant))
    trimmed = said.rstrip(".") in meant and len(said) < len(meant) - 1
    return trimmed or (len(mine & theirs) >= 0.8 * len(mine) and len(mine) >= 0.5 * len(theirs))


def _marker(quote: Quote, citations: list[Citation]) -> int:
    """The mark of a quote: the one its words already have, or the next."""
    for citation in citations:
        if (citation.report.report_id, citation.start, citation.end) == (quote.evidence.report.report_id, quote.start, quote.end):
            return citation.marker
    citation = Citation(len(citations) + 1, quote.evidence.report, quote.evidence.passage, quote.start, quote.end)
    citations.append(citation)
    return citation.marker
