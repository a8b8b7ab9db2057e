"""The commands for librarians: reports are brought into a library, listed, shown, corrected and removed, and the library is checked."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.options import JsonOption, LibraryOption
from app.plain.progress import shown_progress
from app.plain.terminal import json_text, print  # what this file prints holds texts of others
from corpus.errors import AssistantError

if TYPE_CHECKING:
    from retrieval.search.shelf import Shelf


def ingest(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, or addresses that begin with https://.")],
    library: LibraryOption = None,
    pairs: Annotated[list[str] | None, typer.Option("--set", help="Correct a fact of every report given: key=value.")] = None,
    workers: Annotated[str, typer.Option(help="Processes that read and embed, or a Dask scheduler: tcp://HOST:PORT.")] = "",
) -> None:
    """Add or refresh reports and index them."""
    from app.commands.correction import read_corrections
    from app.opening import choose_library
    from app.plain.render import outcome_table
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


def reports(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """What the library holds."""
    from app.plain.render import report_rows, report_table

    held = list(_shelf(library).reports.values())
    print(json_text(report_rows(held), indent=1) if as_json else report_table(held))


def show(report_id: Annotated[str, typer.Argument(help="As `reports` lists it.")], library: LibraryOption = None) -> None:
    """A report's facts, and its passages as search sees them."""
    from app.plain.render import report_text

    shelf = _shelf(library)
    if report_id not in shelf.reports:
        raise AssistantError(f"The library holds no report {report_id}. See what it holds: probation-qa reports")
    passages = [p for p in shelf.passages if p.report_id == report_id]
    print(report_text(shelf.reports[report_id], passages, shelf.origins.get(report_id)))


def correct(
    report_id: Annotated[str, typer.Argument(help="As `reports` lists it.")],
    pairs: Annotated[list[str], typer.Option("--set", help="key=value; lists are parted by ;, no value makes a fact unknown.")],
    library: LibraryOption = None,
) -> None:
    """Correct facts of a report in the library; they stay corrected when its file is ingested again."""
    from app.commands.correction import read_corrections
    from app.opening import choose_library
    from ingest.build import correct as run_correct
    from ingest.embedding import SentenceTransformerEmbedder

    run_correct(report_id, read_corrections(pairs), choose_library(library)[0], SentenceTransformerEmbedder())
    print(f"Corrected {report_id}.")


def remove(report_id: Annotated[str, typer.Argument(help="As `reports` lists it.")], library: LibraryOption = None) -> None:
    """Take a report out of the library."""
    from app.opening import choose_library
    from ingest.build import remove as run_remove

    run_remove(report_id, choose_library(library)[0])
    print(f"Removed {report_id}.")


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


def _shelf(library: Path | None) -> "Shelf":
    from app.opening import choose_library
    from ingest.build import make_ready
    from ingest.embedding import SentenceTransformerEmbedder
    from retrieval.search.shelf import Shelf

    chosen, shipped = choose_library(library)
    with shown_progress() as progress:
        make_ready(chosen, SentenceTransformerEmbedder(), shipped, progress)
    return Shelf.open(chosen)
