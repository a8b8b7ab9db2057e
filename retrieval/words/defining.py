"""Defining: which of the glossary's terms a question asks the meaning of, where it names several."""

import re
from collections.abc import Sequence

from ingest.vocabulary import term_of
from ingest.words import stems
from retrieval.question.understanding import Understanding
from retrieval.words.choice import Choice

SET_APART = re.compile(r"\b(?:as opposed to|rather than|(?:different|distinct|differs?) from|unlike|instead of|and not|as against)\b", re.I)


def find_definition(understood: Understanding, choices: Sequence[Choice]) -> Choice | None:
    """The glossary's row that answers, where one is the best choice: that of the term asked about, not of one it is set apart from."""
    rows = [c for c in choices if c.evidence.passage.kind == "glossary"]
    if rows[:1] != list(choices[:1]):
        return None
    asked, *apart = SET_APART.split(understood.asked)
    named = [row for row in rows if _names(" ".join(stems(asked)), term_of(row.evidence.passage))] if apart else []
    return (named or rows)[0]


def _names(asked: str, term: str) -> bool:
    return bool(term) and re.search(rf"\b{re.escape(term)}\b", asked) is not None
