"""Likeness: whether two findings say the same, and findings that do as one with all their citations."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import fuzz

from ingest.words import stems
from retrieval.briefing.finding import Finding
from retrieval.checks.citations import NEGATION, Quote, find_fault, find_numbers

SHARED = 0.75  # of the stems of the shorter one
FEWEST = 3  # stems: of two words nearly everything is shared
ALIKE = 88.0  # rapidfuzz, of 100: the same words in another order


def merge_alike(findings: Sequence[Finding]) -> list[Finding]:
    """The findings in their order, each that repeats an earlier one taken into it with its citations."""
    merged = _merge_once(findings)
    while len(again := _merge_once(merged)) < len(merged):  # one that grew may now reach another
        merged = again
    return merged


def _merge_once(findings: Sequence[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    for finding in findings:
        at = next((n for n, earlier in enumerate(kept) if say_same(earlier, finding)), None)
        if at is None:
            kept.append(finding)
        else:
            kept[at] = _together(kept[at], finding)
    return kept


def say_same(a: Finding, b: Finding) -> bool:
    """Whether one overlaps the other in its report, or both say the same of the same place with the same figures."""
    if _overlap(a, b):
        return True
    if not _same_place(a, b) or bool(NEGATION.search(a.text)) != bool(NEGATION.search(b.text)) or not _figures_agree(a, b):
        return False
    mine, theirs = _stems(a.text), _stems(b.text)
    shorter = min(len(mine), len(theirs))
    shared = len(mine & theirs) / shorter if shorter >= FEWEST else 0.0
    return shared >= SHARED or fuzz.token_sort_ratio(a.text, b.text) >= ALIKE


def _overlap(a: Finding, b: Finding) -> bool:
    """Whether they rest on the same words; a lead-in that two items of a list share does not make them one."""
    return any(
        _share_words(x, y)
        for x in a.quotes
        for y in b.quotes
        if (x.start, x.end) != (y.start, y.end) or 1 in (len(a.quotes), len(b.quotes))
    )


def _share_words(a: Quote, b: Quote) -> bool:
    return a.evidence.report.report_id == b.evidence.report.report_id and min(a.end, b.end) > max(a.start, b.start)


def _same_place(a: Finding, b: Finding) -> bool:
    """Two areas, or two bodies, are never blended, nor two years of a figure that changes."""
    mine, theirs = a.report.facts, b.report.facts
    bodies = not a.bodies or not b.bodies or bool(set(a.bodies) & set(b.bodies))
    return bodies and mine.year == theirs.year and bool(set(mine.area) & set(theirs.area))


def _figures_agree(a: Finding, b: Finding) -> bool:
    """What is taken into another may not have a figure that is lost with it, and a row of a table is nothing without its figure."""
    mine, theirs = find_numbers(a.text), find_numbers(b.text)
    return mine == theirs if "figures" in (a.facet, b.facet) else theirs <= mine


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stems(text))


def _together(kept: Finding, other: Finding) -> Finding:
    """Of two that overlap the longer, so that a sentence keeps what it leans on; of others the first one's words on both citations."""
    if _overlap(kept, other):
        longer = len(other.text) > len(kept.text) and len(kept.quotes) == 1 and kept.facet == other.facet
        return replace(other, relevance=kept.relevance) if longer else kept
    both = replace(kept, quotes=kept.quotes + other.quotes, facet=kept.facet or other.facet, label=kept.label or other.label)
    return kept if find_fault(both.draft, (), {}) else both
