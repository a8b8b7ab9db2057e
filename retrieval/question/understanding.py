"""Understanding: what a question names, and the kind of answer it asks for. It weighs; it filters nothing by itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.words import stems
from retrieval.question.followup import asked_in
from retrieval.question.sides import BODIES_MEANT, without_names
from retrieval.question.thesaurus import Phrase

BODY_WORDS = {
    "CRC": r"\bcrcs?\b|community rehabilitation compan|\bprivate (?:sector |probation )?(?:compan|provider|firm|arm|side)|\bthe company\b|\bprivate probation\b",
    "NPS": r"\bnps\b|national probation service|\bpublic (?:sector )?(?:probation|service|side|arm)\b",
    "PDU": r"\bpdus?\b|probation delivery unit",
    "youth": r"\byo[ts]s?\b|youth (?:offending|justice)",
}
ADULT_BODIES = ("CRC", "NPS")  # that supervise beside each other: "which body"
ANY_KIND = "fact"


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a question names: areas and bodies as the library calls them, years, the kind of answer, words added."""

    areas: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    answer_kind: str = ANY_KIND
    text: str = ""  # the question, its slips of spelling mended
    expansions: tuple[tuple[str, str], ...] = ()  # abbreviation or misspelt word, what it was taken for
    stems: tuple[str, ...] = ()  # of the question itself
    added: tuple[str, ...] = ()  # stems of the expansions
    alternatives: tuple[tuple[str, tuple[Phrase, ...]], ...] = ()  # own stem, what the field also calls it
    names: tuple[str, ...] = ()  # stems that name an area, a body, a year or a kind of source: where a passage stands may say these for it
    terms: tuple[str, ...] = ()  # glossary terms in the question, as stems
    abbreviations: tuple[str, ...] = ()  # as written in the question
    table: str = ""  # number of the table asked for
    side: str = ""  # what this side of a comparison is called

    @property
    def beside(self) -> tuple[str, ...]:
        """What the question asks beside what it names; nothing where it only names."""
        return tuple(s for s in self.stems if s not in self.names)

    @property
    def own(self) -> tuple[str, ...]:
        """What the question asks about what it names; all its stems where it only names."""
        return self.beside or self.stems

    @property
    def asked(self) -> str:
        """The question without what it is about: a follow-up asks "why", whatever was asked before."""
        return asked_in(self.text)

    def sides(self) -> tuple["Understanding", ...]:
        """The sides of a comparison, one understanding each; empty when fewer than two are named."""
        if len(self.bodies) > 1 and len(self.areas) < 2:
            return tuple(replace(self._without(*_others(self.bodies, body)), bodies=(body,), side=body) for body in self.bodies)
        if len(self.areas) > 1:
            return tuple(replace(self._without(*_others(self.areas, area)), areas=(area,), side=area) for area in self.areas)
        meant = not self.areas[1:] and not self.bodies and BODIES_MEANT.search(self.text)
        return tuple(replace(self, answer_kind=ANY_KIND, bodies=(body,), side=body) for body in ADULT_BODIES) if meant else ()

    def _without(self, *names: str) -> "Understanding":
        """The question as it would be asked without naming the other sides."""
        text = without_names(self.text, [BODY_WORDS.get(name, rf"\b{re.escape(name)}\b") for name in names])
        gone = set(self.stems) - set(stems(text))
        return replace(self, answer_kind=ANY_KIND, text=text, stems=tuple(s for s in self.stems if s not in gone))

    def chips(self) -> tuple[str, ...]:
        """What was understood, a phrase each, for the reader."""
        kind = [chip("asks for", self.answer_kind)] if self.answer_kind != ANY_KIND else []
        named = [chip(what, name) for what, names in (("area", self.areas), ("body", self.bodies), ("year", self.years)) for name in names]
        return (*named, *kind, *map(expansion_chip, self.expansions))


def chip(what: str, name: object) -> str:
    """One thing understood, in words."""
    return f"{what}: {name}"


def expansion_chip(pair: tuple[str, str]) -> str:
    """An abbreviation with what it stands for, or a slip of spelling with the word it was taken for."""
    short, long = pair
    return f"{short} = {long}" if short[:1].isupper() or " " in short else f"{short} read as {long}"


def _others(names: Sequence[str], name: str) -> list[str]:
    return [other for other in names if other != name]


def find_bodies(text: str) -> tuple[str, ...]:
    """The bodies a text names, in a fixed order."""
    lowered = text.lower()
    return tuple(body for body, pattern in BODY_WORDS.items() if re.search(pattern, lowered))
