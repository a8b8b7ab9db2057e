"""The commands for trainers: a briefing on a topic, and one question compared across bodies, areas, years or reports."""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.options import JsonOption, LibraryOption, ModelOption, RecordOption, ReportOption
from app.plain.progress import shown_progress
from app.plain.terminal import print  # what this file prints holds texts of others
from corpus.errors import AssistantError
from ingest.progress import Progress

if TYPE_CHECKING:
    from retrieval.assistant import Assistant
    from retrieval.briefing.briefing import Briefing
    from retrieval.comparison import Comparison
    from retrieval.evidence import Filters

OutOption = Annotated[Path | None, typer.Option("--out", help="Write it to this file: .md, .docx, .pptx or .json.", dir_okay=False)]
AreaOption = Annotated[list[str] | None, typer.Option("--area", help="Only reports on this area (may be repeated).")]
BodyOption = Annotated[list[str] | None, typer.Option("--body", help="Only this body, for example CRC (may be repeated).")]
YearOption = Annotated[list[int] | None, typer.Option("--year", help="Only reports published in this year (may be repeated).")]
KindOption = Annotated[list[str] | None, typer.Option("--kind", help='Only this kind, for example "press release" (may be repeated).')]


def brief(
    topic: Annotated[str, typer.Argument(help="What the briefing is on, in a few words.")],
    out: OutOption = None,
    as_json: JsonOption = False,
    area: AreaOption = None,
    body: BodyOption = None,
    year: YearOption = None,
    kind: KindOption = None,
    report: ReportOption = None,
    model: ModelOption = None,
    record: RecordOption = None,
    library: LibraryOption = None,
) -> None:
    """A briefing on a topic, every line cited: findings, figures, practice, recommendations, gaps, questions."""
    from app.plain.render import briefing_text
    from retrieval.briefing.brief import brief as make_briefing
    from retrieval.briefing.briefing import to_json

    _check_words(topic, "topic")
    _check_target(out)
    with shown_progress() as progress:
        assistant = _assistant(library, report, progress, model, record)
        limits = _filters(assistant, area, body, year, kind, report)
        made = make_briefing(assistant.searcher, topic, limits, progress, assistant.writer)
    _hand_over(made, out, json.dumps(to_json(made), ensure_ascii=False, indent=1) if as_json else "", lambda: briefing_text(made))


def compare(
    question: Annotated[str, typer.Argument(help="What to ask of each side.")],
    across: Annotated[str, typer.Option("--across", help="body, area, date or report.")],
    out: OutOption = None,
    as_json: JsonOption = False,
    area: AreaOption = None,
    body: BodyOption = None,
    year: YearOption = None,
    kind: KindOption = None,
    report: ReportOption = None,
    model: ModelOption = None,
    record: RecordOption = None,
    library: LibraryOption = None,
) -> None:
    """The same question asked of several bodies, areas, years or reports, side by side."""
    from app.plain.render import comparison_text
    from retrieval.comparison import ACROSS, to_json
    from retrieval.comparison import compare as make_comparison

    _check_words(question, "question")
    if across not in ACROSS:
        raise typer.BadParameter(f"--across is one of {', '.join(ACROSS)}.")
    _check_target(out)
    with shown_progress() as progress:
        assistant = _assistant(library, report, progress, model, record)
        made = make_comparison(assistant, question, across, _filters(assistant, area, body, year, kind, report), progress)
    _hand_over(made, out, json.dumps(to_json(made), ensure_ascii=False, indent=1) if as_json else "", lambda: comparison_text(made))


def _check_words(words: str, name: str) -> None:
    if not any(c.isalpha() for c in words):
        raise AssistantError(f'The {name} holds no words. Give it in a few words, for example "home visits".')


def _check_target(out: Path | None) -> None:
    """A file that could not be written is refused before the work starts."""
    if out is not None:
        from app.export.file import check_target

        check_target(out)


def _assistant(
    library: Path | None, report: Sequence[str] | None, progress: Progress, model: str | None, record: Path | None
) -> "Assistant":
    from app.opening import check_reports, open_assistant
    from retrieval.model.settings import read_settings

    settings = read_settings(model, record)
    assistant = open_assistant(library, progress, settings)
    if settings:
        print(assistant.writer.leaves, file=sys.stderr)
    check_reports(assistant, report or ())
    return assistant


def _filters(
    assistant: "Assistant",
    area: Sequence[str] | None,
    body: Sequence[str] | None,
    year: Sequence[int] | None,
    kind: Sequence[str] | None,
    report: Sequence[str] | None,
) -> "Filters":
    """The limits set, in the library's own spelling where it knows the name."""
    from retrieval.evidence import Filters

    facts = [r.facts for r in assistant.searcher.shelf.reports.values()]
    areas = _spelled(area, {a for f in facts for a in f.area})
    bodies = _spelled(body, {b for f in facts for b in f.bodies})
    kinds = _spelled(kind, {f.kind for f in facts if f.kind})
    return Filters(frozenset(report or ()), areas, bodies, kinds, frozenset(year or ()))


def _spelled(names: Sequence[str] | None, known: set[str]) -> frozenset[str]:
    spelling = {name.casefold(): name for name in known}
    return frozenset(spelling.get(name.strip().casefold(), name.strip()) for name in names or ())


def _hand_over(made: "Briefing | Comparison", out: Path | None, as_json: str, as_text: Callable[[], str]) -> None:
    """To the file that was asked for and, as JSON, to the terminal; as text where neither was asked for."""
    if out is not None:
        from app.export.file import save

        save(made, out)
        if not as_json:
            print(f"Written: {out}")
    if as_json:
        print(as_json)
    elif out is None:
        print(as_text())
