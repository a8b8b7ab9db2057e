"""The story of ingest: files become reports, reports become passages with vectors, passages become an index."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import AssistantError
from corpus.library import Library
from corpus.manifest import SHIPPED, read_manifest
from ingest.address import is_address
from ingest.card import IndexOutOfDate, read_card
from ingest.child import Child
from ingest.embedding import Embedder
from ingest.filing import digest_of, store
from ingest.generation import can_answer, rebuild_index, see_of_one_kind
from ingest.intake import Ingested, Intake
from ingest.origin import Origin
from ingest.passages import RULE
from ingest.progress import Progress, silent
from ingest.read import find_files
from ingest.truth import FORMAT, DamagedTruth, Truth

if TYPE_CHECKING:
    from ingest.fetch import Fetcher

READING = "Reading reports"  # what progress is told at each file, in the order of `files_with_facts`


def ingest(
    paths: Iterable[Path | str],
    library: Library,
    embedder: Embedder,
    corrections: dict[str, Any] | None = None,
    progress: Progress = silent,
    fetcher: "Fetcher | None" = None,
    names: Mapping[str, str] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> list[Ingested]:
    """Add or refresh the reports of files, folders and addresses, and index them; one that fails is reported and the others go on.

    names: what a path is to be called where it stands only for the moment, as an upload does.
    stopped: whether whoever asked for it wants no further file read; those read before are indexed.
    """
    found = [(given, facts) for path in paths for given, facts in files_with_facts(path)]
    with library.writing(), Child() as child:
        truth = Truth(library.truth_path)
        _see_truth(library, truth)
        if not truth.is_new:
            _match_model(truth, embedder, progress)
        intake = Intake(truth, embedder, child, corrections or {}, fetcher, names or {})
        for n, (given, known) in enumerate(found):
            progress(READING, n, len(found))
            if stopped and stopped():
                intake.leave(given)
            else:
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
        told = replace(origin, person={**origin.person, **corrections})
        store(replace(report, facts=report.facts.corrected(corrections)), truth, embedder, told)
        rebuild_index(library, truth)


def make_ready(library: Library, embedder: Embedder, shipped: bool, progress: Progress = silent) -> None:
    """See that a library can answer: take in the shipped reports if they are new, finish an index left unfinished."""
    stamp = hashlib.sha256(SHIPPED.read_bytes()).hexdigest()
    truth = Truth(library.truth_path)
    ready = _is_ready(library.generation, embedder)
    # A library of a person's own answers from its index whatever became of its truth since.
    if shipped and not (ready and _has_shipped(truth.card(), stamp, embedder)):
        ingest([SHIPPED.parent], library, embedder, progress=progress)
        truth.write_card({**truth.card(), "shipped": stamp})
    elif library.exists and not ready:
        with library.writing():
            # Another model is the person's to choose: an index over its vectors is built anew as it is.
            if library.generation is None or _is_same_model(truth.card(), embedder):
                _match_model(truth, embedder, progress)
            rebuild_index(library, truth, progress)


def _has_shipped(card: dict[str, str], stamp: str, embedder: Embedder) -> bool:
    return card.get("shipped") == stamp and card.get("model", embedder.fingerprint) == embedder.fingerprint


def remove(report_id: str, library: Library) -> None:
    """Take a report out of the library and of its index."""
    truth = Truth(library.truth_path)
    if truth.report(report_id) is None:
        raise _no_report(report_id)
    with library.writing():
        see_of_one_kind(truth)
        truth.remove_report(report_id)
        rebuild_index(library, truth)
        library.clear_away()  # the generation before still holds its words


def _no_report(report_id: str) -> AssistantError:
    return AssistantError(f"The library holds no report {report_id}. See what it holds: probation-qa reports")


def _see_truth(library: Library, truth: Truth) -> None:
    """An index without its truth: what is ingested now would take the place of all that the index holds."""
    if truth.is_new and library.generation is not None:
        raise DamagedTruth(f"The library file {truth.path} is gone, but not its index. Restore it first: probation-qa check --repair")


def _is_ready(generation: Path | None, embedder: Embedder) -> bool:
    """Whether there is an index of this version's files, rule and training, or of another model altogether."""
    if generation is None or not can_answer(generation):
        return False
    try:
        card = read_card(generation)
    except IndexOutOfDate:  # which is told when it is opened
        return True
    return not _is_same_model(card, embedder) or card == {**card, **_card(embedder)}


def _is_same_model(card: dict[str, str], embedder: Embedder) -> bool:
    """Whether the same model, perhaps of another training, made the vectors."""
    return card.get("model", "").split("@")[0] == embedder.fingerprint.split("@")[0]


def _card(embedder: Embedder) -> dict[str, str]:
    return {"model": embedder.fingerprint, "rule": RULE, "format": FORMAT}


def _match_model(truth: Truth, embedder: Embedder, progress: Progress = silent) -> None:
    """Vectors of two models, or passages of two rules, never stand side by side: what is held is made anew from its text."""
    card, before = _card(embedder), truth.card()
    if before == {**before, **card} and "changing" not in before:
        return
    held = truth.digests()
    if held:  # stopped half way, this says that the vectors are of two kinds
        truth.write_card({**before, "changing": embedder.fingerprint})
    for n, report in enumerate(truth.reports() if held else []):
        progress("Preparing reports anew", n, len(held))
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
