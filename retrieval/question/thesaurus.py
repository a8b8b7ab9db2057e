"""Thesaurus: the reports' words for what people at work call something else ("chase up", "the bench", "inside")."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from ingest.words import split_words, stem, stems

GROUPS = Path(__file__).with_name("thesaurus.txt")
Phrase = tuple[str, ...]


class Thesaurus:
    """Groups of words and phrases any of which may stand for another; a word may stand in several groups."""

    def __init__(self, groups: Sequence[Sequence[str]]):
        self._by_phrase: dict[Phrase, list[Sequence[str]]] = defaultdict(list)
        for group in groups:
            for member in dict.fromkeys(_all_stems(member) for member in group):
                self._by_phrase[member].append(group)
        self._longest = max(map(len, self._by_phrase), default=0)

    @classmethod
    @cache
    def of_the_field(cls) -> "Thesaurus":
        """The groups that ship, one a line of thesaurus.txt."""
        lines = GROUPS.read_text(encoding="utf-8").splitlines()
        return cls([[m.strip() for m in line.split(",")] for line in lines if line.strip() and not line.startswith("#")])

    def alternatives(self, text: str) -> dict[str, tuple[Phrase, ...]]:
        """For each stem of a text that carries meaning: phrases, as stems, that may stand for it or for the phrase it is part of."""
        found: dict[str, dict[Phrase, None]] = defaultdict(dict)
        words = split_words(text)
        for part in (words[a:b] for a in range(len(words)) for b in range(a + 1, min(len(words), a + self._longest) + 1)):
            for group in self._by_phrase.get(tuple(map(stem, part)), ()):
                for own in stems(" ".join(part)):
                    found[own] |= dict.fromkeys(other for member in group if (other := tuple(stems(member))) and own not in other)
        return {own: tuple(others) for own, others in sorted(found.items())}


def _all_stems(text: str) -> Phrase:
    return tuple(stem(word) for word in split_words(text))
