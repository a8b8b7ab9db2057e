"""Options: those that several commands take, each with its one explanation."""

from pathlib import Path
from typing import Annotated

import typer

LibraryOption = Annotated[Path | None, typer.Option("--library", help="Folder of the library; left out, the shipped one.", file_okay=False)]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
ModelOption = Annotated[
    str | None,
    typer.Option("--model", help="Who writes: extractive (offline), or PROVIDER:NAME of a language model; left out, $PROBATION_QA_MODEL."),
]
RecordOption = Annotated[
    Path | None, typer.Option("--record", help="Keep all that goes to and comes from the model in this folder.", file_okay=False)
]
ReportOption = Annotated[list[str] | None, typer.Option("--report", help="Only this report (may be repeated).")]
