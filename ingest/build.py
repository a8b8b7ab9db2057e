"""The story of ingest: files become reports, reports become passages with vectors, passages become an index."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.errors import AssistantError
from corpus.library import Library
from corpus.manifest import SHIPPED, read_manifest
from corpus.report import Facts, Report
from ingest.embedding import Embedder
from ingest.facts import find_facts
from ingest.index import build_generation, find_faults, fingerprint
from ingest.passages import RULE, cut_passages, text_to_embed
from ingest.progress import Progress, silent
from ingest.read import find_files, read_file
from ingest.reading import UnreadableReport
from ingest.truth import FORMAT, Truth


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one file: added, replaced, unchanged, duplicate or failed, and why."""

    path: str
    outcome: str
    report_id: str = ""
    passages: int = 0
    why: str = ""


def ingest(
    paths: Iterable[Path], library: Library, embedder: Embedder, corrections: dict[str, Any] | None = None, progress: Progress = silent
) -> list[Ingested]:
    """Add or refresh reports and index them; a file that fails is reported and the others go on."""
    files = [(file, facts) for path in paths for file, facts in _with_manifest(path)]
    with library.writing():
        truth = Truth(library.truth_path)
        _match_model(truth, embedder, progress)
        outcomes: list[Ingested] = []
        for n, (file, known) in enumerate(files):
            progress("Reading and embedding", n, len(files))
            taken = {o.report_id for o in outcomes}
            outcomes.append(_ingest_file(file, {**known, **(corrections or {})}, taken, truth, embedder))
        progress("Reading and embedding", len(files), len(files))
        if truth.digests():
            rebuild_index(library, truth, progress)
    return outcomes


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
    if report_id not in {report.report_id for report in truth.reports()}:
        raise AssistantError(f"The library holds no report {report_id}. See what it holds: probation-qa reports")
    with library.writing():
        truth.remove_report(report_id)
        rebuild_index(library, truth)


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
        if held[report.report_id] != _digest(report, embedder):
            _store(report, truth, embedder)
    truth.write_card(card)


def _with_manifest(path: Path) -> list[tuple[Path, dict[str, Any]]]:
    """The files of a path with what a manifest beside them says; with a manifest, only the files it names."""
    manifest = path / "manifest.jsonl"
    if manifest.is_file():
        return [(path / file, facts) for file, facts in read_manifest(manifest).items()]
    return [(file, {}) for file in find_files(path)]


def _ingest_file(file: Path, known: dict[str, Any], taken: set[str], truth: Truth, embedder: Embedder) -> Ingested:
    try:
        report = _make_report(file, file.read_bytes(), known, taken)
    except UnreadableReport as error:
        return Ingested(str(file), "failed", why=f"{file.name} {error}.")
    except OSError as error:
        return Ingested(str(file), "failed", why=f"{file.name} cannot be opened ({error.strerror}); check its name and rights.")
    held = truth.digests()
    if held.get(report.report_id) == _digest(report, embedder):
        return Ingested(str(file), "unchanged", report.report_id)
    twin = truth.id_by_sha256().get(report.sha256)
    if twin and report.report_id not in held:
        return Ingested(str(file), "duplicate", twin, why=f"{file.name} is word for word the report {twin}; it was not added again.")
    outcome = "replaced" if report.report_id in held else "added"
    return Ingested(str(file), outcome, report.report_id, _store(report, truth, embedder))


def _store(report: Report, truth: Truth, embedder: Embedder) -> int:
    """Cut, embed and write one report; how many passages it has."""
    passages = cut_passages(report)
    vectors, pieces = embedder.embed_pieces([text_to_embed(report, p) for p in passages])
    truth.replace_report(report, _digest(report, embedder), passages, vectors, pieces)
    return len(passages)


def _make_report(file: Path, data: bytes, known: dict[str, Any], taken: set[str]) -> Report:
    reading = read_file(file, data)
    facts: Facts = find_facts(reading, file.stem).corrected({k: v for k, v in known.items() if v is not None})
    report_id = known.get("report_id") or _slug(file.stem)
    if report_id in taken:  # another file of this run has the same name in another folder
        report_id = _slug(f"{file.parent.name} {file.stem}")
    return Report(report_id, str(file), hashlib.sha256(data).hexdigest(), facts, reading.text, reading.blocks, reading.pages)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "report"


def _digest(report: Report, embedder: Embedder) -> str:
    """Of everything stored but the path, which may be given in many ways."""
    stored = json.dumps([report.sha256, asdict(report.facts), RULE, FORMAT, embedder.fingerprint], sort_keys=True)
    return hashlib.sha256(stored.encode()).hexdigest()
