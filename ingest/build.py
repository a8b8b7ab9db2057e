"""The story of ingest: files become reports, reports become passages with vectors, passages become an index."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import AssistantError
from corpus.library import Library
from corpus.manifest import SHIPPED, read_manifest
from ingest.address import is_address
from ingest.child import Child
from ingest.embedding import Embedder
from ingest.index import build_generation, find_faults, fingerprint
from ingest.intake import Ingested, Intake, digest_of, store
from ingest.passages import RULE
from ingest.progress import Progress, silent
from ingest.read import find_files
from ingest.truth import FORMAT, Origin, Truth

if TYPE_CHECKING:
    from ingest.fetch import Fetcher

READING = "Reading and embedding"  # what progress is told at each file, in the order of `files_with_facts`


def ingest(
    paths: Iterable[Path | str],
    library: Library,
    embedder: Embedder,
    corrections: dict[str, Any] | None = None,
    progress: Progress = silent,
    fetcher: "Fetcher | None" = None,
    names: Mapping[str, str] | None = None,
) -> list[Ingested]:
    """Add or refresh the reports of files, folders and addresses, and index them; one that fails is reported and the others go on.

    names: what a path is to be called where it stands only for the moment, as an upload does.
    """
    found = [(given, facts) for path in paths for given, facts in files_with_facts(path)]
    with library.writing(), Child() as child:
        truth = Truth(library.truth_path)
        if library.exists:
            _match_model(truth, embedder, progress)
        intake = Intake(truth, embedder, child, corrections or {}, fetcher, names or {})
        for n, (given, known) in enumerate(found):
            progress(READING, n, len(found))
            intake.take(given, known)
        progress(READING, len(found), len(found))
        if truth.digests():
            _match_model(truth, embedder, progress)
            rebuild_index(library, truth, progress)
    return intake.outcomes


def correct(report_id: str, corrections: dict[str, Any], library: Library, embedder: Embedder) -> None:
    """Set facts of a held report, for good: they outlive a second ingest. Embeds again only what is embedded otherwise."""
    truth = Truth(library.truth_path)
    with library.writing():
        report = truth.report(report_id)
        if report is None:
            raise _no_report(report_id)
        _match_model(truth, embedder)
        origin = truth.origins().get(report_id, Origin())
        store(replace(report, facts=report.facts.corrected(corrections)), truth, embedder)
        truth.write_origin(report_id, replace(origin, person={**origin.person, **corrections}))
        rebuild_index(library, truth)


def make_ready(library: Library, embedder: Embedder, shipped: bool, progress: Progress = silent) -> None:
    """See that a library can answer: take in the shipped reports if they are new, finish an index left unfinished."""
    stamp = hashlib.sha256(SHIPPED.read_bytes()).hexdigest()
    truth = Truth(library.truth_path)
    fresh = library.generation is not None and truth.card().get("model", embedder.fingerprint) == embedder.fingerprint
    if shipped and not (fresh and truth.card().get("shipped") == stamp):
        ingest([SHIPPED.parent], library, embedder, progress=progress)
        truth.write_card({**truth.card(), "shipped": stamp})
    elif library.exists and (library.generation is None or _is_of_earlier_version(truth, embedder)):
        with library.writing():
            _match_model(truth, embedder, progress)
            rebuild_index(library, truth, progress)


def remove(report_id: str, library: Library) -> None:
    """Take a report out of the library and of its index."""
    truth = Truth(library.truth_path)
    if truth.report(report_id) is None:
        raise _no_report(report_id)
    with library.writing():
        truth.remove_report(report_id)
        rebuild_index(library, truth)


def _no_report(report_id: str) -> AssistantError:
    return AssistantError(f"The library holds no report {report_id}. See what it holds: probation-qa reports")


def check(library: Library, repair: bool = False) -> list[str]:
    """What is wrong with a library's index, each fault a phrase; with `repair` the index is first built anew from the truth."""
    truth = Truth(library.truth_path)
    reports = truth.reports()
    mark = _wanted_mark(truth)
    if repair:
        with library.writing():
            rebuild_index(library, truth, anew=True)
    generation = library.generation
    if generation is None:
        return ["the library has no finished index"]
    if _mark_of(generation) != mark:
        return ["the index was built from other texts than the library holds now"]
    _, vectors = truth.passages(reports)
    return find_faults(generation, vectors)


def _wanted_mark(truth: Truth) -> str:
    card = {k: v for k, v in truth.card().items() if k != "shipped"}
    return fingerprint([f"{r}:{d}" for r, d in sorted(truth.digests().items())], card)


def rebuild_index(library: Library, truth: Truth, progress: Progress = silent, anew: bool = False) -> None:
    """Build the next generation from the truth, check it, and let it answer; nothing is embedded."""
    mark = _wanted_mark(truth)
    current = library.generation
    if current and _mark_of(current) == mark and not anew:
        return
    passages, vectors = truth.passages(truth.reports())
    progress("Indexing", 0, 1)
    generation = library.new_generation()
    truth.copy_to(generation / "truth.db")
    build_generation(generation, vectors, {**truth.card(), "built_from": mark, "passages": str(len(passages))})
    library.point_to(generation)
    progress("Indexing", 1, 1)


def _mark_of(generation: Path) -> str | None:
    try:
        card: dict[str, str] = json.loads((generation / "card.json").read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError):
        return None
    return card.get("built_from")


def _is_of_earlier_version(truth: Truth, embedder: Embedder) -> bool:
    """Whether an earlier rule or training of the same model made the passages; another model is the person's to choose."""
    card = truth.card()
    same = card.get("model", "").split("@")[0] == embedder.fingerprint.split("@")[0]
    return same and card != {**card, **_card(embedder)}


def _card(embedder: Embedder) -> dict[str, str]:
    return {"model": embedder.fingerprint, "rule": RULE, "format": FORMAT}


def _match_model(truth: Truth, embedder: Embedder, progress: Progress = silent) -> None:
    """Vectors of two models, or passages of two rules, never stand side by side: what is held is made anew from its text."""
    card = _card(embedder)
    if {key: truth.card().get(key) for key in card} == card:
        return
    held = truth.digests()
    for n, report in enumerate(truth.reports() if held else []):
        progress("Embedding anew", n, len(held))
        # A run that was stopped here goes on where it was: a report's digest tells what it was made with.
        if held[report.report_id] != digest_of(report, embedder):
            store(report, truth, embedder, anew=True)
    truth.write_card(card)


def files_with_facts(given: Path | str) -> list[tuple[Path | str, dict[str, Any]]]:
    """The files of a path with what a manifest beside them says; with a manifest, only the files it names."""
    if is_address(str(given)):
        return [(given, {})]
    path = Path(given)
    try:
        if (path / "manifest.jsonl").is_file():
            return [(path / file, facts) for file, facts in read_manifest(path / "manifest.jsonl").items()]
        return [(file, {}) for file in find_files(path)]
    except OSError as error:
        raise AssistantError(f"{str(path)[:200]} cannot be opened ({error.strerror}). Check its name and rights.") from error
