"""The command line: reads what was typed, calls one story, prints the outcome."""

import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import typer

from app.appraise import appraisals
from app.brief import ModelOption, RecordOption, brief, compare
from app.evaluate import evals
from app.journal import request, switch_on
from app.measure import measures
from app.progress import shown_progress
from app.promote import promote
from app.quota import clean_question
from app.telemetry import switch_off
from app.terminal import json_text, print  # what this file prints holds texts of others
from corpus.errors import AssistantError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Ask probation inspection reports; every statement comes with the exact words it rests on.",
)
evals.command()(promote)
app.add_typer(evals, name="evals")
evals.add_typer(appraisals)
evals.add_typer(measures)
app.command(name="brief")(brief)
app.command(name="compare")(compare)
LibraryOption = Annotated[Path | None, typer.Option("--library", help="Folder of the library; left out, the shipped one.", file_okay=False)]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def main() -> None:
    """Run a command; what a person can fix is said in one sentence and exits 1."""
    switch_off()
    try:
        switch_on()
        app()
    except AssistantError as error:
        print(error, file=sys.stderr)
        raise SystemExit(1) from None


@app.command()
def ingest(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, or addresses that begin with https://.")],
    library: LibraryOption = None,
    pairs: Annotated[list[str] | None, typer.Option("--set", help="Correct a fact of every report given: key=value.")] = None,
    workers: Annotated[str, typer.Option(help="Processes that read and embed, or a Dask scheduler: tcp://HOST:PORT.")] = "",
) -> None:
    """Add or refresh reports and index them."""
    from app.correction import read_corrections
    from app.opening import choose_library
    from app.render import outcome_table
    from ingest.build import ingest as run_ingest
    from ingest.embedding import SentenceTransformerEmbedder
    from ingest.spread import spread
    from ingest.truth import Truth

    corrections = read_corrections(pairs or [], also=("report_id",))
    chosen, _ = choose_library(library)
    with shown_progress() as progress:
        embedder = SentenceTransformerEmbedder()
        if workers:
            held = {report.sha256 for report in Truth(chosen.truth_path).reports()} if chosen.exists else set()
            with spread(embedder, SentenceTransformerEmbedder, paths, corrections, held, workers, progress) as (spreading, follow):
                outcomes = run_ingest(paths, chosen, spreading, corrections, follow)
        else:
            outcomes = run_ingest(paths, chosen, embedder, corrections, progress)
    print(outcome_table(outcomes))
    failed = [o for o in outcomes if o.outcome == "failed"]
    if failed or not outcomes:
        raise AssistantError(
            "\n".join(o.why for o in failed)
            or "There is no report in what was given. Give PDF, Word, HTML, e-mail, text or Markdown files, or a folder of them."
        )


@app.command()
def reports(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """What the library holds."""
    from app.render import report_rows, report_table

    held = list(_shelf(library).reports.values())
    print(json_text(report_rows(held), indent=1) if as_json else report_table(held))


@app.command()
def show(report_id: Annotated[str, typer.Argument(help="As `reports` lists it.")], library: LibraryOption = None) -> None:
    """A report's facts, and its passages as search sees them."""
    from app.render import report_text

    shelf = _shelf(library)
    if report_id not in shelf.reports:
        raise AssistantError(f"The library holds no report {report_id}. See what it holds: probation-qa reports")
    passages = [p for p in shelf.passages if p.report_id == report_id]
    print(report_text(shelf.reports[report_id], passages, shelf.origins.get(report_id)))


@app.command()
def correct(
    report_id: Annotated[str, typer.Argument(help="As `reports` lists it.")],
    pairs: Annotated[list[str], typer.Option("--set", help="key=value; lists are parted by ;, no value makes a fact unknown.")],
    library: LibraryOption = None,
) -> None:
    """Correct facts of a report in the library; they stay corrected when its file is ingested again."""
    from app.correction import read_corrections
    from app.opening import choose_library
    from ingest.build import correct as run_correct
    from ingest.embedding import SentenceTransformerEmbedder

    run_correct(report_id, read_corrections(pairs), choose_library(library)[0], SentenceTransformerEmbedder())
    print(f"Corrected {report_id}.")


@app.command()
def remove(report_id: Annotated[str, typer.Argument(help="As `reports` lists it.")], library: LibraryOption = None) -> None:
    """Take a report out of the library."""
    from app.opening import choose_library
    from ingest.build import remove as run_remove

    run_remove(report_id, choose_library(library)[0])
    print(f"Removed {report_id}.")


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="What you want to know.")] = None,
    report: Annotated[list[str] | None, typer.Option("--report", help="Only this report (may be repeated).")] = None,
    model: ModelOption = None,
    record: RecordOption = None,
    batch: Annotated[Path | None, typer.Option("--batch", help="Questions, one JSON object a line.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Where the answers of a batch go.")] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer a question with verified citations."""
    from app.batch import answer_batch, check_batch
    from app.render import answer_text
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


@app.command()
def search(
    question: Annotated[str, typer.Argument(help="What to look for.")],
    count: Annotated[int, typer.Option("-k", min=1, max=100, help="How many passages.")] = 10,
    explain: Annotated[bool, typer.Option("--explain", help="Show ranks, scores and matched words.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """The passages that search puts forward, best first."""
    from app.render import evidence_text, explanation
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


@app.command()
def check(
    repair: Annotated[bool, typer.Option("--repair", help="Mend what is wrong, from the library's own texts and vectors.")] = False,
    library: LibraryOption = None,
) -> None:
    """See whether the library is whole and its index belongs to its texts."""
    from app.opening import choose_library
    from ingest.check import check as run_check
    from ingest.embedding import SentenceTransformerEmbedder

    faults = run_check(choose_library(library)[0], repair, SentenceTransformerEmbedder().fingerprint)
    if faults:
        where = f" --library {library}" if library else ""
        raise AssistantError(f"{'; '.join(faults)}. Mend what is wrong: probation-qa check --repair{where}")
    print("The library is whole, and its index belongs to its texts.")


@app.command(name="app")
def page(
    library: LibraryOption = None,
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8501,
    listen: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
) -> None:
    """Open the web page."""
    from app.opening import open_assistant
    from app.serving import serve

    with shown_progress() as progress:
        open_assistant(library, progress)
    serve(library, listen, port)


@app.command()
def api(
    library: LibraryOption = None,
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8601,
    listen: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
) -> None:
    """Serve the contract's JSON to other programs over HTTP."""
    _need("fastapi", "api")
    from app.api import serve_api
    from app.meters import serve_meters

    asking = _asking(library, "api")
    serve_meters()
    print(f"The interface is at http://{listen}:{port} (stop it with Ctrl-C)")
    serve_api(asking, listen, port)


@app.command()
def mcp(library: LibraryOption = None) -> None:
    """Offer search, ask and read_passage to a language model's host, on standard input and output."""
    _need("mcp", "mcp")
    from app.tools import make_tools

    make_tools(_asking(library, "tool")).run("stdio")


def _asking(library: Path | None, kind: str) -> Any:
    """The library made ready, for other programs to ask."""
    from app.asking import Asking
    from app.opening import choose_library
    from ingest.build import make_ready
    from ingest.embedding import SentenceTransformerEmbedder

    chosen, shipped = choose_library(library)
    embedder = SentenceTransformerEmbedder()
    with shown_progress() as progress:
        make_ready(chosen, embedder, shipped, progress)
    return Asking(chosen, embedder, kind)


def _need(package: str, extra: str) -> None:
    if not find_spec(package):
        raise AssistantError(f"This needs {package}. Install it: pip install 'probation-qa[{extra}]'")


def _assistant(library: Path | None, report: list[str] | None, model: str | None = "extractive", record: Path | None = None) -> Any:
    from app.opening import check_reports, open_assistant
    from retrieval.settings import read_settings

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


def _shelf(library: Path | None) -> Any:
    from app.opening import choose_library
    from ingest.build import make_ready
    from ingest.embedding import SentenceTransformerEmbedder
    from retrieval.shelf import Shelf

    chosen, shipped = choose_library(library)
    with shown_progress() as progress:
        make_ready(chosen, SentenceTransformerEmbedder(), shipped, progress)
    return Shelf.open(chosen)
