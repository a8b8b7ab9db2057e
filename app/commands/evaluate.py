"""The commands of evaluation that ask: check, run, ablate, gate."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from app.commands.options import LibraryOption
from app.plain.terminal import print
from corpus.errors import AssistantError

evals = typer.Typer(no_args_is_help=True, help="Measure the assistant on the curated cases.")
SplitOption = Annotated[str, typer.Option(help="tune, held or all.")]
SampleOption = Annotated[int, typer.Option(min=0, help="Only so many cases, spread over the kinds; 0 for all.")]


@evals.command()
def check(
    files: Annotated[list[Path] | None, typer.Argument(help="Files of cases; left out, every set there is.")] = None,
    schema: Annotated[bool, typer.Option("--schema", help="Print the schema of a line.")] = False,
    library: LibraryOption = None,
) -> None:
    """Name every fault of the curated sets at once, gold that no report holds included."""
    from app.opening import open_reports
    from app.workbench.bench import open_bench
    from evals.case import CASES
    from evals.sets import find_faults

    if schema:
        print((CASES / "schema.json").read_text(encoding="utf-8"))
        return
    bench, reports = open_bench(library), open_reports(library)
    paths = files or [*bench.case_files(), *bench.topic_files()]
    if not paths:
        raise AssistantError("There is no set of this library to check. Add cases: probation-qa evals add FILE")
    faults = find_faults(paths, reports)
    if faults:
        counted = f"{len(faults)} fault{'s' if len(faults) > 1 else ''}. Correct these lines and try again."
        raise AssistantError("\n".join([*faults, counted]))
    print(f"No faults in {', '.join(path.name for path in paths)}.")


@evals.command()
def add(
    file: Annotated[Path, typer.Argument(help="A JSON object a line: cases and conversations, or topics.")], library: LibraryOption = None
) -> None:
    """Add cases to the set of your own, all of them or, where one has a fault, none; one without an id gets the next free one."""
    from app.opening import open_reports
    from app.workbench.bench import open_bench
    from evals.sets import read_entries

    bench = open_bench(library)
    ids, path = bench.add(read_entries(file), open_reports(library))
    print(f"Added {', '.join(ids)} to {path}.")


@evals.command()
def run(
    name: Annotated[str, typer.Option(help="What to call the run; left out, latest or the system's name.")] = "",
    system: Annotated[str, typer.Option(help="ours, baseline, lexical, dense, fused, unread or broken.")] = "ours",
    split: SplitOption = "all",
    sample: SampleOption = 0,
    model: Annotated[str | None, typer.Option(help="A language model as writer, PROVIDER:NAME or replay:FOLDER.")] = "extractive",
    record: Annotated[Path | None, typer.Option(help="Keep all that goes to and comes from the model in this folder.")] = None,
    scorecard: Annotated[bool, typer.Option("--scorecard", help="Ask ours and baseline over all and write evals/scorecard.md.")] = False,
    library: LibraryOption = None,
) -> None:
    """Ask every case and keep the outcomes in runs/; a run that was cut off goes on where it stopped."""
    from evals.scorecard import SCORECARD, render_scorecard, write_scorecard
    from retrieval.model.settings import read_settings

    asking = _Asking(library, read_settings(model, record))
    if scorecard:
        write_scorecard([asking.ask(each, each, asking.choose("all", 0)) for each in ("ours", "baseline")])
        print(f"Written: {SCORECARD}")
        return
    chosen = asking.choose(split, sample)
    scored = asking.ask(name or ("latest" if system == "ours" else system), system, chosen)
    print(render_scorecard([scored]))
    print(asking.bench.writing(scored.name))


@evals.command()
def ablate(split: SplitOption = "all", sample: SampleOption = 0, library: LibraryOption = None) -> None:
    """What each part of search brings: lexical alone, dense alone, fused ranks, all signs but the reader, and all, by kind of question."""
    from evals.scorecard import render_ablation
    from evals.system import ABLATION

    asking = _Asking(library)
    chosen = asking.choose(split, sample)
    print(render_ablation([asking.ask(f"ablation-{each}", each, chosen) for each in ABLATION]))


@evals.command()
def gate(
    name: Annotated[str, typer.Argument(help="The run.")] = "latest",
    small: Annotated[bool, typer.Option("--small", help="Ask the small fixed set now and hold it to its own thresholds.")] = False,
    system: Annotated[str, typer.Option(help="Who is asked the small set.")] = "ours",
    thresholds: Annotated[Path | None, typer.Option(help="Another file of thresholds.", dir_okay=False)] = None,
    library: LibraryOption = None,
) -> None:
    """Exit 1 unless a run reaches every threshold of evals/gate.toml."""
    from app.opening import open_reports
    from app.workbench.bench import open_bench
    from evals.gate import GATE, SMALL_GATE, find_failures, read_gate

    limits = read_gate(thresholds or (SMALL_GATE if small else GATE))
    scored = _Asking(library).ask_small(system) if small else open_bench(library).scored(name, open_reports(library))
    failures = find_failures(scored, limits)
    if failures:
        way = "evals run, then probation-qa evals show --failures" if small else f"evals show {name} --failures"
        raise AssistantError(f"The run {scored.name} does not pass: {'; '.join(failures)}. Look into it: probation-qa {way}")
    print(f"The run {scored.name} passes {len(limits)} thresholds.")


class _Asking:
    """A library opened once, and runs asked of it."""

    def __init__(self, library: Path | None, model: Any = None):
        from app.opening import open_assistant
        from app.plain.progress import shown_progress
        from app.workbench.bench import open_bench

        with shown_progress() as progress:
            self.assistant = open_assistant(library, progress, model)
        if model:
            print(self.assistant.writer.leaves, file=sys.stderr)
        self.shelf = self.assistant.searcher.shelf
        self.bench = open_bench(library)

    def choose(self, split: str, sample: int) -> Any:
        """The cases of a split, or a sample of them."""
        from evals.sets import keep_split, pick_sample

        chosen = keep_split(self.bench.curated(self.shelf.reports), split)
        return pick_sample(chosen, sample) if sample else chosen

    def ask(self, name: str, system: str, chosen: Any) -> Any:
        """The scored run of this name, asked as far as it was not."""
        self._run(self.bench.outcomes_path(name), system, chosen)
        return self.bench.scored(name, self.shelf.reports)

    def ask_small(self, system: str) -> Any:
        """The small fixed set, asked anew each time and not kept."""
        from tempfile import TemporaryDirectory

        from evals.case import CASES
        from evals.lines import read_cases
        from evals.score import score_run
        from evals.sets import keep_ids, read_small

        chosen = keep_ids(read_cases(sorted(CASES.glob("*.jsonl")), self.shelf.reports), read_small())
        with TemporaryDirectory() as folder:
            out = Path(folder) / "small.jsonl"
            self._run(out, system, chosen)
            return score_run(out, *chosen, self.shelf.reports)

    def _run(self, out: Path, system: str, chosen: Any) -> None:
        from app.plain.progress import shown_progress
        from evals.runner import hash_index
        from evals.runner import run as run_cases
        from evals.system import build_system

        asked = build_system(system, self.assistant, _plain_embedder)
        settings = {"system": system, "model": self.assistant.writer.name, "embedder": self.assistant.searcher.embedder.fingerprint}
        with shown_progress() as progress:
            run_cases(
                asked.ask, chosen[0], chosen[1], self.shelf.reports, out,
                settings=settings, index=hash_index(self.shelf.folder), progress=progress, odds=asked.odds,
            )  # fmt: skip


def _plain_embedder() -> Any:
    from ingest.embedding import BUNDLED, SentenceTransformerEmbedder

    return SentenceTransformerEmbedder(BUNDLED)
