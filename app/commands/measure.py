"""The command that measures briefings on curated topics."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands.options import ModelOption, RecordOption
from app.plain.progress import shown_progress
from app.plain.terminal import print  # what this file prints holds texts of others

measures = typer.Typer()
SPLITS = ("tune", "held", "all")


@measures.command()
def topics(
    split: Annotated[str, typer.Option(help="tune, held or all.")] = "all",
    missed: Annotated[bool, typer.Option("--missed", help="Name each key point that no line makes.")] = False,
    file: Annotated[Path | None, typer.Option("--topics", help="Other topics, for another library.", dir_okay=False)] = None,
    library: Annotated[Path | None, typer.Option("--library", help="Folder of another library.", file_okay=False)] = None,
    model: ModelOption = "extractive",
    record: RecordOption = None,
    write: Annotated[bool, typer.Option("--write", help="Write evals/briefings.md.")] = False,
) -> None:
    """Write a briefing on each curated topic and measure it."""
    from app.opening import open_assistant
    from app.workbench.bench import open_bench
    from evals.briefings import SCORECARD, render_briefings, score_topics
    from evals.topic import read_topics
    from retrieval.briefing.brief import brief
    from retrieval.model.settings import read_settings

    if split not in SPLITS:
        raise typer.BadParameter(f"--split is one of {', '.join(SPLITS)}.")
    with shown_progress() as progress:
        assistant = open_assistant(library, progress, read_settings(model, record))
        reports = assistant.searcher.shelf.reports
        chosen = [
            topic for topic in read_topics([file] if file else open_bench(library).topic_files(), reports) if split in ("all", topic.split)
        ]
        scored = score_topics(chosen, lambda topic: brief(assistant.searcher, topic, writer=assistant.writer), reports, progress)
    table = render_briefings(scored, len(reports))
    print(table)
    for each in scored if missed else ():
        print(f"{each.topic_id}  {'; '.join(each.missed)}")
    if write:
        SCORECARD.write_text(table, encoding="utf-8")
        print(f"Written: {SCORECARD}")
