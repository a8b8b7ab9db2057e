"""The command that turns feedback into cases: probation-qa evals promote."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.plain.terminal import print
from corpus.errors import AssistantError

if TYPE_CHECKING:
    from app.storage.records import Remark

SHOWN_ID = 8  # characters of a turn's id: enough to tell it from others


def promote(
    turn: Annotated[str | None, typer.Argument(help="Id of the feedback as the list shows it; left out, the list is shown.")] = None,
    out: Annotated[Path, typer.Option(help="The file that the case is added to.", dir_okay=False)] = Path("promoted.jsonl"),
    verdict: Annotated[str | None, typer.Option(help="Only this: right, partly, wrong or 'wrong source'.")] = None,
    kind: Annotated[str, typer.Option(help="Kind of the case.")] = "fact",
    audience: Annotated[str, typer.Option(help="staff, trainer or evaluator.")] = "staff",
    split: Annotated[str, typer.Option(help="tune or held.")] = "held",
) -> None:
    """List what people said of answers, or make a case of one of them."""
    from app.storage.opening import Storage
    from app.storage.records import VERDICTS
    from evals.promotion import add_line

    if verdict is not None and verdict not in VERDICTS:
        raise typer.BadParameter(f"--verdict is one of {', '.join(VERDICTS)}.")
    remarks = Storage.open().opinions.list(verdict=verdict)
    if turn is None:
        print(remark_table(remarks))
        return
    fields = draft_of(_choose(remarks, turn), {"kind": kind, "audience": audience, "split": split})
    faults = add_line(out, fields)
    print(f"Added {fields['id']} to {out}.")
    for fault in faults:
        print(f"Still to fill: {fault}")


def draft_of(remark: "Remark", labels: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a case from what somebody said of an answer; `labels` gives kind, audience and split."""
    from app.storage.records import RIGHT
    from evals.promotion import draft_case

    said = remark.feedback
    return draft_case(f"said-{said.turn_id[:SHOWN_ID]}", remark.turn.answer, said.verdict == RIGHT, said.note, labels)


def remark_table(remarks: "Sequence[Remark]") -> str:
    """A line for each thing said, newest first: id, day, verdict, person, question, note."""
    lines = [
        f"{r.feedback.turn_id[:SHOWN_ID]}  {r.feedback.created:%Y-%m-%d}  {r.feedback.verdict:<12}  {r.feedback.person}  "
        f"{_one_line(r.turn.asked)}" + (f"  ({_one_line(r.feedback.note)})" if r.feedback.note else "")
        for r in remarks
    ]
    return "\n".join(lines) or "Nobody has said anything of an answer yet."


def _choose(remarks: "Sequence[Remark]", turn: str) -> "Remark":
    """The feedback of an id or its beginning; where several people judged the answer, the last word counts."""
    found = [r for r in remarks if turn and r.feedback.turn_id.startswith(turn)]
    if len({r.feedback.turn_id for r in found}) != 1:
        many = "More than one answer was judged under" if found else "Nothing was said of an answer"
        raise AssistantError(f"{many} {turn!r}. See what was said: probation-qa evals promote")
    return found[0]


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
