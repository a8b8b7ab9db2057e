"""The command line: reads what was typed, calls one story, prints the outcome."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from app.commands.appraise import appraisals
from app.commands.brief import brief, compare
from app.commands.evaluate import evals
from app.commands.measure import measures
from app.commands.offering import api, mcp, page
from app.commands.options import JsonOption, LibraryOption, ModelOption, RecordOption, ReportOption
from app.commands.promote import promote
from app.commands.shelving import check, correct, ingest, remove, reports, show
from app.plain.progress import shown_progress
from app.plain.terminal import json_text, print  # what this file prints holds texts of others
from app.service.journal import request, switch_on
from app.service.quota import clean_question
from app.telemetry import switch_off
from corpus.errors import AssistantError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Ask probation inspection reports; every statement comes with the exact words it rests on.",
)


def main() -> None:
    """Run a command; what a person can fix is said in one sentence and exits 1."""
    switch_off()
    try:
        switch_on()
        app()
    except AssistantError as error:
        print(error, file=sys.stderr)
        raise SystemExit(1) from None


def ask(
    question: Annotated[str | None, typer.Argument(help="What you want to know.")] = None,
    report: ReportOption = None,
    model: ModelOption = None,
    record: RecordOption = None,
    batch: Annotated[Path | None, typer.Option("--batch", help="Questions, one JSON object a line.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Where the answers of a batch go.")] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer a question with verified citations."""
    from app.commands.batch import answer_batch, check_batch
    from app.plain.render import answer_text
    from retrieval.answer import to_json
    from retrieval.suggestion import suggest

    if (batch is None) == (question is None) or (batch is None) != (out is None):
        raise typer.BadParameter("Give either a QUESTION, or --batch IN.jsonl with --out OUT.jsonl.")
    asked = clean_question(question or "")
    if batch is not None and out is not None:
        turns = check_batch(batch)
        with shown_progress() as progress:
            answer_batch(_assistant(library, report, model, record), turns, out, frozenset(report or ()), progress)
        return
    with request("ask", asked) as entry:
        assistant = _assistant(library, report, model, record)
        answer = assistant.reply(asked, filters=_filters(report))
        entry.answered(answer)
    answer = replace(answer, suggestions=suggest(assistant, answer))
    print(json_text(to_json(answer), indent=1) if as_json else answer_text(answer))


def search(
    question: Annotated[str, typer.Argument(help="What to look for.")],
    count: Annotated[int, typer.Option("-k", min=1, max=100, help="How many passages.")] = 10,
    explain: Annotated[bool, typer.Option("--explain", help="Show ranks, scores and matched words.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """The passages that search puts forward, best first."""
    from app.plain.render import evidence_text, explanation
    from retrieval.answer import evidence_json
    from retrieval.evidence import Question

    asked = Question(clean_question(question))
    searcher = _assistant(library, None).searcher
    with request("search", asked.text) as entry:
        evidence = searcher.search(asked, count)
        entry.told["evidence"] = len(evidence)
    if as_json:
        rows = [{**evidence_json(e, n), **(explanation(e) if explain else {})} for n, e in enumerate(evidence, 1)]
        print(json_text(rows, indent=1))
    else:
        print(evidence_text(evidence, searcher.understand(asked).chips(), explain))


def _assistant(library: Path | None, report: list[str] | None, model: str | None = "extractive", record: Path | None = None) -> Any:
    from app.opening import check_reports, open_assistant
    from retrieval.model.settings import read_settings

    settings = read_settings(model, record)
    with shown_progress() as progress:
        assistant = open_assistant(library, progress, settings)
    if settings:
        print(assistant.writer.leaves, file=sys.stderr)
    check_reports(assistant, report or ())
    return assistant


def _filters(report: list[str] | None) -> Any:
    from retrieval.evidence import Filters

    return Filters(report_ids=frozenset(report or ()))


# In the order in which --help lists them: what most people come for stands first.
for command in (ask, search, brief, compare, ingest, reports, show, correct, remove, check):
    app.command()(command)
app.command(name="app")(page)
app.command()(api)
app.command()(mcp)
app.add_typer(evals, name="evals")
evals.command()(promote)
evals.add_typer(appraisals)
evals.add_typer(measures)
