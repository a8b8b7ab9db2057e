"""Ranking: the table row with the highest or lowest figure, where a question asks for that."""

from collections.abc import Sequence

from ingest.words import stems
from retrieval.checks.units import cells
from retrieval.evidence import Evidence
from retrieval.question.understanding import Understanding
from retrieval.words.choice import Choice
from retrieval.words.need import HIGHEST, LOWEST
from retrieval.words.row import figure_in, table_heads


def rank_rows(question: str, choices: Sequence[Choice]) -> list[Choice]:
    """The choices, with the row of the best one's table first that has the figure asked for; as they were for any other question."""
    first = find_extreme(question, [choice for choice in choices if choice.evidence.passage == choices[0].evidence.passage])
    return [first, *(choice for choice in choices if choice != first)] if first else list(choices)


def find_ranked(understood: Understanding, evidence: Sequence[Evidence]) -> Evidence:
    """The table whose highest or lowest row may be asked for: the first whose columns the question names, or else the best evidence."""
    return next((e for e in evidence if e.passage.kind == "table" and _names_columns(understood, table_heads(e))), evidence[0])


def _names_columns(understood: Understanding, heads: Sequence[str]) -> bool:
    """Whether a question names what the rows are and one column of what is told of them: "which need ... least often ... interventions"."""
    own = set(understood.own)
    return len(heads) > 1 and bool(own & set(stems(heads[0]))) and bool(own & set(stems(" ".join(heads[1:]))))


def find_extreme(question: str, choices: Sequence[Choice]) -> Choice | None:
    """The row of one table with the highest or lowest figure, where the question asks for it.

    Only a table with one column of figures can be ranked without guessing which column is meant.
    """
    highest, lowest = HIGHEST.search(question), LOWEST.search(question)
    rows = [(choice, figure) for choice in choices if choice.unit.kind == "row" and (figure := _only_figure(choice)) is not None]
    if bool(highest) == bool(lowest) or len(rows) < 2:
        return None
    return sorted(rows, key=lambda row: (-row[1] if highest else row[1], row[0].unit.start))[0][0]


def _only_figure(choice: Choice) -> float | None:
    found = [figure for cell in cells(choice.words)[1:] if (figure := figure_in(cell)) is not None]
    return found[0] if len(found) == 1 else None
