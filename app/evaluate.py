"""The commands of evaluation: run, show, compare, gate."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus.errors import AssistantError

evals = typer.Typer(no_args_is_help=True, help="Measure the assistant on the curated cases.")
RUNS = Path("runs")
SPLITS = ("tune", "held", "all")


@evals.command()
def run(
    name: Annotated[str, typer.Option(help="What to call the run.")] = "latest",
    split: Annotated[str, typer.Option(help="tune, held or all.")] = "all",
    baseline: Annotated[bool, typer.Option("--baseline", help="Ask the plain baseline instead.")] = False,
    model: Annotated[str | None, typer.Option(help="A language model as writer, PROVIDER:NAME or replay:FOLDER.")] = "extractive",
    record: Annotated[Path | None, typer.Option(help="Keep all that goes to and comes from the model in this folder.")] = None,
    scorecard: Annotated[bool, typer.Option("--scorecard", help="Ask both over all cases and write evals/scorecard.md.")] = False,
) -> None:
    """Ask every case and keep the outcomes in runs/; a run that was cut off goes on where it stopped."""
    from app.opening import open_assistant
    from evals.score import score_run
    from evals.scorecard import SCORECARD, render_scorecard, write_scorecard
    from retrieval.settings import read_settings

    if split not in SPLITS:
        raise typer.BadParameter(f"--split is one of {', '.join(SPLITS)}.")
    settings = read_settings(model, record)
    assistant = open_assistant(model=settings)
    if settings:
        print(assistant.writer.leaves, file=sys.stderr)
    reports = assistant.searcher.shelf.reports
    cases, conversations = _cases(split, reports)
    names = ("ours", "baseline") if scorecard else ("baseline" if baseline else name,)
    scored = []
    for each in names:
        ask = _baseline(assistant) if each == "baseline" else assistant.converse
        out = _ask(each if scorecard or baseline else name, ask, cases, conversations, assistant)
        scored.append(score_run(out, cases, conversations, reports))
    if scorecard:
        write_scorecard(scored)
        print(f"Written: {SCORECARD}")
    else:
        print(render_scorecard(scored))
        print(_writing(scored[0].name))


@evals.command()
def show(
    name: Annotated[str, typer.Argument(help="The run.")] = "latest", failures: Annotated[bool, typer.Option("--failures")] = False
) -> None:
    """The scores of a run, and each case that went wrong with the reason."""
    from evals.scorecard import render_scorecard

    scored = _scored(name)
    print(render_scorecard([scored]))
    print(_writing(name))
    for case in scored.cases if failures else ():
        if case.scores.get("right") == 0.0:
            print(f"{case.case_id}  {case.kind}  {case.status}  {'; '.join(case.notes)}")


@evals.command()
def compare(before: Annotated[str, typer.Argument()], after: Annotated[str, typer.Argument()]) -> None:
    """Two runs case by case: the difference of each measure with its interval, wins and losses."""
    from evals.compare import compare_all

    for line in compare_all(_scored(before), _scored(after)):
        change = f"{line.before:.3f} -> {line.after:.3f}  {line.difference:+.3f} [{line.low:+.3f}, {line.high:+.3f}]"
        print(f"{line.measure:<20} {change}  won {len(line.wins)}, lost {len(line.losses)}")


@evals.command()
def gate(name: Annotated[str, typer.Argument(help="The run.")] = "latest") -> None:
    """Exit 1 unless a run reaches every threshold of evals/gate.toml."""
    from evals.gate import find_failures, read_gate

    failures = find_failures(_scored(name), read_gate())
    if failures:
        raise AssistantError(
            f"The run {name} does not pass: {'; '.join(failures)}. Look into it: probation-qa evals show {name} --failures"
        )
    print(f"The run {name} passes.")


def _ask(name: str, ask: Any, cases: Any, conversations: Any, assistant: Any) -> Path:
    from app.progress import shown_progress
    from evals.runner import run as run_cases

    RUNS.mkdir(exist_ok=True)
    out = RUNS / f"{name}.jsonl"
    shelf = assistant.searcher.shelf
    settings = {"model": assistant.writer.name, "embedder": assistant.searcher.embedder.fingerprint}
    with shown_progress() as progress:
        run_cases(ask, cases, conversations, shelf.reports, out, settings=settings, index=shelf.folder.name, progress=progress)
    return out


def _writing(name: str) -> str:
    from evals.outcome import read_outcomes
    from evals.writing import count_writing, render_writing

    return render_writing(count_writing(read_outcomes(RUNS / f"{name}.jsonl")))


def _baseline(assistant: Any) -> Any:
    from evals.baseline import Baseline
    from ingest.embedding import BUNDLED, SentenceTransformerEmbedder

    return Baseline(assistant.searcher.shelf.reports, SentenceTransformerEmbedder(BUNDLED)).ask


def _cases(split: str, reports: Any) -> Any:
    from evals.case import CASES, read_cases

    cases, conversations = read_cases(sorted(CASES.glob("*.jsonl")), reports)
    return [c for c in cases if split in ("all", c.split)], [c for c in conversations if split in ("all", c.split)]


def _scored(name: str) -> Any:
    from app.opening import open_assistant
    from evals.score import score_run

    reports = open_assistant().searcher.shelf.reports
    cases, conversations = _cases("all", reports)
    return score_run(RUNS / f"{name}.jsonl", cases, conversations, reports)
