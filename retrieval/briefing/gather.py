"""Gather: every finding on a topic, from a search for each facet, with how much it is to the point; most relevant first."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.embedding import FEW
from ingest.exported import pieces_within
from ingest.passages import text_to_embed
from ingest.progress import Progress, silent
from ingest.words import stem, stems
from retrieval.briefing.facet import SEARCHES
from retrieval.briefing.finding import Finding, find_in
from retrieval.checks.citations import find_fault
from retrieval.evidence import Evidence, Filters, Question
from retrieval.question.understanding import Understanding
from retrieval.search.searcher import Searcher
from retrieval.search.shelf import bodies_over

EACH_SEARCH = 40  # passages
PARTING = re.compile(r"\s?(?:,|;|/|&|\band\b|\bor\b)\s?", re.I)
IN_OTHER_WORDS = 0.6  # of a word's weight
# The stemmer gives a sentencer and a sentence one stem, an officer and an office another; a topic means one of the two.
DOERS = {stem(word): re.compile(rf"(?i)\b{word}s?\b") for word in ("sentencer", "officer")}


@dataclass(frozen=True, slots=True)
class Gathered:
    """The findings that hold up and are relevant enough, most relevant first; how many each check dropped; the topic's stems."""

    findings: tuple[Finding, ...]
    dropped: dict[str, int]
    topical: frozenset[str]
    asked: tuple[str, ...]  # the bodies that the findings are limited to


@dataclass(frozen=True, slots=True)
class Scale:
    """How relevance is counted and from where on it is enough.

    The weights are of: nearness of the topic to the words and to their passage; shares of the topic's weight in the words, over them
    (title, headings), and in their passage. Fitted on the curated topics one may tune on, as logistic odds that a finding is gold.
    """

    weights: tuple[float, float, float, float, float]
    covered: float  # a topic is covered if one finding reaches this
    enough: float  # what lies below is mostly beside the point
    meant: float  # nearness that words need if neither they nor what stands over them hold any of the topic


BY_PIECES = Scale((1.2, 1.5, 2.1, 1.9, 1.5), 4.5, 3.2, 0.45)
BY_VECTORS = Scale((2.4, 3.9, 2.0, 1.5, 0.9), 3.7, 2.3, 0.2)


def gather(searcher: Searcher, topic: str, filters: Filters, progress: Progress = silent) -> Gathered:
    """Search the topic from every side and keep what is to the point."""
    understood = searcher.understand(Question(topic, filters))
    asked = asked_bodies(understood, filters)
    evidence = _search_all(searcher, topic, filters, progress)
    found = [f for e in evidence for f in find_in(e) if not asked or not f.bodies or set(asked) & set(f.bodies)]
    parts = find_parts(searcher, understood)
    weighed, scale = _weigh(searcher, parts, found, progress)
    covered = bool(weighed) and weighed[0].relevance >= scale.covered
    kept, dropped = _checked([f for f in weighed if covered and f.relevance >= scale.enough], asked)
    return Gathered(tuple(kept), dropped, frozenset(s for part in parts for s in part.stems), asked)


def asked_bodies(understood: Understanding, filters: Filters) -> tuple[str, ...]:
    """The bodies a briefing is limited to: those the topic names, else those set."""
    return understood.bodies or tuple(sorted(filters.bodies))


def find_parts(searcher: Searcher, understood: Understanding) -> list[Understanding]:
    """A topic and each part of it by itself: what is about "breach" alone is to the point of "enforcement and breach"."""
    words = [part.strip() for part in PARTING.split(understood.text) if part.strip()]
    read = [searcher.understand(Question(part)) for part in dict.fromkeys([understood.text, *words])]
    bare = [replace(part, stems=tuple(s for s in part.stems if s not in understood.names)) for part in read]
    return [part for part in bare if part.stems] or [understood]


def _search_all(searcher: Searcher, topic: str, filters: Filters, progress: Progress) -> list[Evidence]:
    """What a search for each facet puts forward; a passage counts once."""
    found: dict[str, Evidence] = {}
    searches = ["{topic}", *SEARCHES.values()]
    for n, words in enumerate(searches):
        progress("Searching", n, len(searches))
        for evidence in searcher.search(Question(words.format(topic=topic), filters), EACH_SEARCH):
            found.setdefault(evidence.passage.passage_id, evidence)
    progress("Searching", len(searches), len(searches))
    return list(found.values())


def _weigh(searcher: Searcher, parts: Sequence[Understanding], found: Sequence[Finding], progress: Progress) -> tuple[list[Finding], Scale]:
    """Findings with their relevance to the part of the topic they suit best, best first; and the scale it is counted on."""
    best = [-1.0] * len(found)
    scale = BY_PIECES
    for n, part in enumerate(parts):
        progress("Reading", n, len(parts))
        signs, scale = measure(searcher, part, found)
        best = [max(known, count(row, scale)) for known, row in zip(best, signs, strict=True)]
    progress("Reading", len(parts), len(parts))
    weighed = [replace(f, relevance=round(relevance, 6)) for f, relevance in zip(found, best, strict=True)]
    return sorted(weighed, key=lambda f: (-f.relevance, f.evidence.passage.passage_id, f.quotes[-1].start)), scale


Signs = tuple[float, float, float, float, float]  # of a finding, as `Scale.weights` has them


def count(signs: Signs, scale: Scale) -> float:
    """The relevance that these signs amount to."""
    near, _, own, over, _ = signs
    return sum(w * sign for w, sign in zip(scale.weights, signs, strict=True)) if own or over or near >= scale.meant else 0.0


def measure(searcher: Searcher, part: Understanding, found: Sequence[Finding]) -> tuple[list[Signs], Scale]:
    """The signs of each finding, and the scale they are counted on."""
    near, scale = _near_by_pieces(searcher, part, found), BY_PIECES
    if not any(own for own, _ in near):  # an embedder that gives no word pieces
        near, scale = _near_by_vectors(searcher, part, found), BY_VECTORS
    return [(*pair, *_shares(searcher, part, finding)) for pair, finding in zip(near, found, strict=True)], scale


def _near_by_pieces(searcher: Searcher, part: Understanding, found: Sequence[Finding]) -> list[tuple[float, float]]:
    """How near the topic's word pieces come to those of each finding, and of its passage."""
    near: dict[int, tuple[float, float]] = {}
    by_passage: dict[str, list[int]] = {}
    for n, finding in enumerate(found):
        by_passage.setdefault(finding.evidence.passage.passage_id, []).append(n)
    for rows in by_passage.values():
        evidence = found[rows[0]].evidence
        embedded = text_to_embed(evidence.report, evidence.passage)
        shift = len(embedded) - len(evidence.passage.text) - evidence.passage.start
        spans = [(found[n].quotes[-1].start + shift, found[n].quotes[-1].end + shift) for n in rows]
        *own, whole = searcher.compare_parts(part, evidence, pieces_within(embedded, [*spans, (0, len(embedded))]))
        near |= {n: (aligned, whole) for n, aligned in zip(rows, own, strict=True)}
    return [near[n] for n in range(len(found))]


def _near_by_vectors(searcher: Searcher, part: Understanding, found: Sequence[Finding]) -> list[tuple[float, float]]:
    """The same by cosines: of the topic with each finding, a few embedded at a time, and with its passage."""
    shelf = searcher.shelf
    topic = searcher.embedder.embed([part.text])[0]
    texts = [finding.text for finding in found]
    own = [float(v @ topic) for at in range(0, len(texts), FEW) for v in searcher.embedder.embed(texts[at : at + FEW])]
    over = [float(shelf.vectors[shelf.row_by_id[f.evidence.passage.passage_id]] @ topic) for f in found]
    return list(zip(own, over, strict=True))


def _shares(searcher: Searcher, part: Understanding, finding: Finding) -> tuple[float, float, float]:
    """Of the topic, what the words hold, what stands over them, and what their passage holds."""
    passage, facts = finding.evidence.passage, finding.report.facts
    over = " ".join((facts.title, *passage.headings, passage.context))
    return _share(searcher, part, finding.text), _share(searcher, part, over), _share(searcher, part, passage.text)


def _share(searcher: Searcher, part: Understanding, words: str) -> float:
    """Share of the topic's weight that words hold, in part if they hold it in other words; a long form says its abbreviation."""
    held = set(stems(words))
    held -= {s for s, doer in DOERS.items() if s in held and doer.search(part.text) and not doer.search(words)}
    for short, long in part.expansions:
        one, other = set(stems(short)), set(stems(long))
        held |= (one if other <= held else set()) | (other if one <= held else set())
    weight = searcher.shelf.lexical.weight
    total = sum(map(weight, part.stems)) or 1.0
    return (sum(weight(s) for s in part.stems if s in held) + IN_OTHER_WORDS * searcher.weigh_meant(part, held)) / total


def _checked(findings: Iterable[Finding], asked: tuple[str, ...]) -> tuple[list[Finding], dict[str, int]]:
    kept: list[Finding] = []
    dropped: dict[str, int] = {}
    for finding in findings:
        over = {q.evidence.passage.passage_id: bodies_over(q.evidence.passage) for q in finding.quotes}
        fault = find_fault(finding.draft, asked, over)
        if fault:
            dropped[fault] = dropped.get(fault, 0) + 1
        else:
            kept.append(finding)
    return kept, dropped
