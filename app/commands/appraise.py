"""The commands of evaluation that read what was asked: show, score, compare, export, judge, report."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.options import LibraryOption
from app.plain.terminal import print
from corpus.errors import AssistantError

if TYPE_CHECKING:
    from evals.judge import Verdict

appraisals = typer.Typer()
RunArgument = Annotated[str, typer.Argument(help="The run.")]


@appraisals.command()
def show(
    names: Annotated[list[str] | None, typer.Argument(help="Runs, side by side.")] = None,
    failures: Annotated[bool, typer.Option("--failures", help="Each case that went wrong, with the reason.")] = False,
    search: Annotated[bool, typer.Option("--search", help="Only what search reached, by kind.")] = False,
    library: LibraryOption = None,
) -> None:
    """The scores of runs as they stand; nothing is asked."""
    from app.opening import open_reports
    from app.workbench.bench import open_bench
    from evals.scorecard import render_ablation, render_scorecard

    bench, reports = open_bench(library), open_reports(library)
    runs = [bench.scored(name, reports) for name in names or ["latest"]]
    print(render_ablation(runs) if search else render_scorecard(runs))
    for run in () if search else runs:
        print(f"{run.name}: {bench.writing(run.name)}")
        _print_verdicts(bench.verdicts(run.name))
    for case in runs[0].cases if failures else ():
        if case.scores.get("right") == 0.0:
            print(f"{case.case_id}  {case.kind}  {case.status}  {'; '.join(case.notes)}")


@appraisals.command()
def score(
    name: RunArgument = "latest",
    measure: Annotated[list[str] | None, typer.Option(help="Only this measure (may be repeated).")] = None,
    out: Annotated[Path | None, typer.Option(help="Write every score of every case there, a JSON object a line.")] = None,
    library: LibraryOption = None,
) -> None:
    """Score a kept run with the measures of today, one that is new included, without asking again."""
    from app.opening import open_reports
    from app.workbench.bench import open_bench
    from evals.scorecard import format_summary
    from evals.summary import MEASURE_BY_NAME, OVERALL, find_groups, summarise

    unknown = set(measure or ()) - set(MEASURE_BY_NAME)
    if unknown:
        raise AssistantError(f"There is no measure {', '.join(sorted(unknown))}. Choose among {', '.join(MEASURE_BY_NAME)}.")
    scored = open_bench(library).scored(name, open_reports(library))
    overall = find_groups(scored.cases)[OVERALL]
    for each in measure or MEASURE_BY_NAME:
        summary = summarise(overall, MEASURE_BY_NAME[each])
        print(f"{each:<20} {format_summary(summary, MEASURE_BY_NAME[each].unit):<22} n {summary.n}")
    if out:
        from evals.score import score_lines

        out.write_text(score_lines(scored), encoding="utf-8")
        print(f"Written: {out}")


@appraisals.command()
def compare(
    before: Annotated[str, typer.Argument(help="A run.")],
    after: Annotated[str, typer.Argument(help="The run to hold against it.")],
    group: Annotated[str, typer.Option(help='A group of the scorecard, such as "kind figure".')] = "overall",
    cases: Annotated[str, typer.Option(help="Name the cases won and lost by this measure.")] = "right",
    library: LibraryOption = None,
) -> None:
    """Two runs case by case: the difference of each measure with its interval, wins and losses."""
    from app.opening import open_reports
    from app.workbench.bench import open_bench
    from evals.compare import compare_all, compare_runs

    bench, reports = open_bench(library), open_reports(library)
    runs = bench.scored(before, reports), bench.scored(after, reports)
    for line in compare_all(*runs, group):
        change = f"{line.before:.3f} -> {line.after:.3f}  {line.difference:+.3f} [{line.low:+.3f}, {line.high:+.3f}]"
        print(f"{line.measure:<20} {change}  won {len(line.wins)}, lost {len(line.losses)}{'  *' if line.certain else ''}")
    told = compare_runs(*runs, cases, group)
    print(f"\n* the interval leaves out no difference at all\nWon by {cases}: {' '.join(told.wins) or 'none'}")
    print(f"Lost by {cases}: {' '.join(told.losses) or 'none'}")


@appraisals.command()
def export(
    name: RunArgument,
    out: Annotated[Path, typer.Option(help="The file to write.")],
    shape: Annotated[str, typer.Option(help="ragas or deepeval.")] = "ragas",
    library: LibraryOption = None,
) -> None:
    """A run as the samples that RAGAS or DeepEval take."""
    from app.opening import open_reports
    from app.workbench.bench import open_bench
    from evals.sample import make_samples, write_samples

    bench, reports = open_bench(library), open_reports(library)
    samples = make_samples(shape, bench.asked(name, reports), bench.outcomes(name))
    write_samples(shape, samples, out)
    print(f"Written: {out}, {len(samples)} samples.")


@appraisals.command()
def judge(
    name: RunArgument,
    model: Annotated[str, typer.Option(help="The judge's model.")],
    python: Annotated[str, typer.Option(help="A Python where the judge is installed.")],
    with_: Annotated[str, typer.Option("--with", help="ragas or deepeval.")] = "ragas",
    address: Annotated[str, typer.Option(help="Address of an OpenAI-compatible service; left out, OpenAI's own.")] = "",
    repeats: Annotated[int, typer.Option(min=2, help="How often each case is judged: the spread is part of the result.")] = 3,
    sample: Annotated[int, typer.Option(min=0, help="Only so many cases, spread over the kinds; 0 for all.")] = 20,
    library: LibraryOption = None,
) -> None:
    """What a language model thinks of a run. Advisory: no gate looks at it. Passages and answers are sent to the model's address."""
    from app.opening import open_reports
    from app.workbench.bench import open_bench
    from evals.judge import ask_judge, summarise_judgements, write_judgements
    from evals.sample import make_samples
    from evals.sets import pick_sample

    bench, reports = open_bench(library), open_reports(library)
    asked = bench.asked(name, reports)
    samples = make_samples(with_, pick_sample(asked, sample) if sample else asked, bench.outcomes(name))
    judgements = ask_judge(with_, python, model, samples, repeats, address)
    write_judgements(judgements, bench.judgements_path(name, with_))
    _print_verdicts(summarise_judgements(judgements, samples))


def _print_verdicts(verdicts: "Sequence[Verdict]") -> None:
    for v in verdicts:
        spread = f"{v.value:.2f}, from {v.low:.2f} to {v.high:.2f} between {v.repeats} repeats over {v.n} cases"
        print(f"Advisory, {v.judge}, {v.measure}: {spread}; {v.unread} not understood, counted as 0")


@appraisals.command()
def report(
    name: RunArgument,
    out: Annotated[Path, typer.Option(help="A file ending in .html, .csv or .docx.")],
    against: Annotated[str, typer.Option(help="Another run, to be set beside it.")] = "",
    library: LibraryOption = None,
) -> None:
    """A report of a run for people to read, with every failure in it; self-contained."""
    from app.opening import open_reports
    from app.workbench.bench import open_bench
    from app.workbench.dossier import open_dossier
    from app.workbench.handout import write_dossier

    reports = open_reports(library)
    write_dossier(open_dossier(open_bench(library), name, against, reports), out)
    print(f"Written: {out}")
