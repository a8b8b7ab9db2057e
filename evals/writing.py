"""Writing: who wrote the answers of a run, and what share of the statements each check took out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from evals.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Writing:
    """Counts over the answers of a run: by writer, by notice, the statements that held and those each check dropped."""

    by_writer: dict[str, int]
    by_notice: dict[str, int]
    held: int
    dropped: dict[str, int]

    @property
    def written(self) -> int:
        return self.held + sum(self.dropped.values())


def count_writing(outcomes: Sequence[Outcome]) -> Writing:
    """Count every answer that came; an error wrote nothing."""
    answers: list[dict[str, Any]] = [outcome.answer for outcome in outcomes if outcome.answer]
    dropped: Counter[str] = Counter()
    for answer in answers:
        dropped.update(answer.get("dropped", {}))
    return Writing(
        dict(Counter(a["model"] for a in answers)),
        dict(Counter(a["notice"] for a in answers if a.get("notice"))),
        sum(len(a["claims"]) for a in answers),
        dict(sorted(dropped.items(), key=lambda check: (-check[1], check[0]))),
    )


def render_writing(writing: Writing) -> str:
    """The counts as Markdown."""
    share = {check: 100 * count / writing.written for check, count in writing.dropped.items()}
    rows = [f"| {check} | {count} | {share[check]:.1f}% |" for check, count in writing.dropped.items()]
    told = [f"- {count} × {notice}" for notice, count in sorted(writing.by_notice.items(), key=lambda n: -n[1])]
    who = ", ".join(f"{count} by {name}" for name, count in writing.by_writer.items())
    head = [f"Answers: {who}. Statements: {writing.written} written, {writing.held} held.", ""]
    table = ["| check | dropped | share of statements |", "| --- | ---: | ---: |", *rows, ""] if rows else []
    return "\n".join(["## Writing", "", *head, *table, *told])
