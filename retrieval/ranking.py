"""Ranking: the table row with the highest or lowest figure, where a question asks for that."""

import re
from collections.abc import Sequence

from retrieval.choice import Choice
from retrieval.units import cells

HIGHEST = re.compile(r"\b(?:highest|most|biggest|largest|greatest|best|top|longest|commonest)\b", re.I)
LOWEST = re.compile(r"\b(?:lowest|least|fewest|smallest|worst|bottom|shortest|rarest)\b", re.I)
FIGURE = re.compile(r"-?\d+(?:[.,]\d+)*")


def rank_rows(question: str, choices: Sequence[Choice]) -> list[Choice]:
    """The choices, with the row of the best one's table first that has the figure asked for; as they were for any other question.

    Only a table with one column of figures can be ranked without guessing which column is meant.
    """
    highest, lowest = HIGHEST.search(question), LOWEST.search(question)
    passage = choices[0].evidence.passage
    rows = [(choice, figure) for choice in choices if choice.evidence.passage == passage and (figure := _only_figure(choice)) is not None]
    if bool(highest) == bool(lowest) or len(rows) < 2:
        return list(choices)
    first = sorted(rows, key=lambda row: (-row[1] if highest else row[1], row[0].unit.start))[0][0]
    return [first, *(choice for choice in choices if choice != first)]


def _only_figure(choice: Choice) -> float | None:
    found = [match for cell in cells(choice.words)[1:] if (match := FIGURE.fullmatch(cell.strip().rstrip("%")))]
    return float(found[0][0].replace(",", "")) if len(found) == 1 else None
