"""Intake: one file or address at a time becomes a report of the library, or one sentence says why not."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.report import Facts, Report
from ingest.address import is_address, name_of, shown
from ingest.child import Child
from ingest.embedding import Embedder
from ingest.facts import find_facts
from ingest.filing import store
from ingest.origin import Origin
from ingest.read import LARGEST_BYTES, READERS_VERSION, TOO_LARGE
from ingest.reading import Reading, UnreadableReport
from ingest.truth import Truth

if TYPE_CHECKING:
    from ingest.fetch import Fetched, Fetcher

HALVES = re.compile("[\ud800-\udfff]")
FACTS = {f.name for f in fields(Facts)}


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one file: added, replaced, unchanged, duplicate, failed or stopped, and why."""

    path: str
    outcome: str
    report_id: str = ""
    passages: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The bytes of a file or address, a path that names it and its format, and how its address answered."""

    path: Path
    given: str
    data: bytes
    fetched: "Fetched | None" = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass
class Intake:
    """Takes reports into a truth; what it has taken in this run is remembered."""

    truth: Truth
    embedder: Embedder
    child: Child
    corrections: dict[str, Any] = field(default_factory=dict)
    fetcher: "Fetcher | None" = None
    names: Mapping[str, str] = field(default_factory=dict)
    outcomes: list[Ingested] = field(default_factory=list)
    id_by_words: dict[str, str] | None = None
    origin_by_id: dict[str, Origin] | None = None

    def take(self, given: Path | str, known: dict[str, Any]) -> None:
        """Add, replace or leave alone one report. known: what a manifest says of it."""
        path = self._called(given)
        name = shown(path) if is_address(path) else Path(path).name
        try:
            outcome = self._take(given, known)
        except UnreadableReport as error:
            outcome = Ingested(path, "failed", why=f"{name} {error}.")
        except OSError as error:
            outcome = Ingested(path, "failed", why=f"{name} cannot be opened ({error.strerror}); check its name and rights.")
        self.outcomes.append(outcome)

    def leave(self, given: Path | str) -> None:
        """Note that a report was not read, because the work was stopped before it."""
        self.outcomes.append(Ingested(self._called(given), "stopped"))

    def _take(self, given: Path | str, known: dict[str, Any]) -> Ingested:
        report_id = self._id_of(given, {**known, **self.corrections})
        held = None if self.truth.is_new else self.truth.report(report_id)
        before = self._origins().get(report_id, Origin())
        origin = Origin(READERS_VERSION, known_facts(known), {**before.person, **known_facts(self.corrections, unknown=True)})
        settled = held is not None and origin == replace(before, etag="", modified="")
        found = self._find(given, before if settled else Origin())
        if settled and held and (found is None or found.sha256 == held.sha256):
            return Ingested(self._called(given), "unchanged", report_id)
        assert found is not None  # only a settled address is asked whether it has changed
        return self._settle(found, report_id, held, origin)

    def _settle(self, found: Found, report_id: str, held: Report | None, origin: Origin) -> Ingested:
        """Read what was found and put it in place of what is held, if anything."""
        report = make_report(report_id, found, self.child.read(found.path, found.data), origin)
        twin = self._words_of_library().get(_words(report.text)) if held is None else None
        if twin:
            name = shown(found.given) if found.fetched else Path(found.given).name
            why = f"{name} is word for word the report {twin}; it was not added again."
            return Ingested(found.given, "duplicate", twin, why=why)
        same = held is not None and replace(held, path=report.path) == report
        tags = (found.fetched.etag, found.fetched.modified) if found.fetched else ("", "")
        self._origins()[report_id] = told = replace(origin, etag=tags[0], modified=tags[1])
        if same:
            self.truth.write_origin(report_id, told)
        passages = 0 if same else store(report, self.truth, self.embedder, told)
        self._words_of_library()[_words(report.text)] = report_id
        return Ingested(found.given, "unchanged" if same else "replaced" if held else "added", report_id, passages)

    def _find(self, given: Path | str, tags: Origin) -> Found | None:
        """The bytes; None where the server of an address says that they are the same as before."""
        if is_address(str(given)):
            fetched = self._fetcher().fetch(str(given), tags.etag, tags.modified)
            name = Path(name_of(str(given)) + fetched.ending)
            return None if fetched.data is None else Found(name, str(given), fetched.data, fetched)
        return replace(find_file(Path(given)), given=self._called(given))

    def _called(self, given: Path | str) -> str:
        return self.names.get(str(given), str(given))

    def _fetcher(self) -> "Fetcher":
        from ingest.fetch import Fetcher

        self.fetcher = self.fetcher or Fetcher()
        return self.fetcher

    def _id_of(self, given: Path | str, known: dict[str, Any]) -> str:
        if known.get("report_id"):
            return str(storable(known["report_id"]))
        if is_address(str(given)):
            return name_of(str(given)) or "report"
        path = Path(given)
        # Another file of this run may have the same name in another folder.
        taken = slug(path.stem) in {o.report_id for o in self.outcomes}
        return slug(f"{path.parent.name} {path.stem}") if taken else slug(path.stem)

    def _origins(self) -> dict[str, Origin]:
        if self.origin_by_id is None:
            self.origin_by_id = self.truth.origins()
        return self.origin_by_id

    def _words_of_library(self) -> dict[str, str]:
        if self.id_by_words is None:
            self.id_by_words = {_words(text): report_id for report_id, text in self.truth.texts()}
        return self.id_by_words


def find_file(path: Path) -> Found:
    """A file's bytes; one that is too large, or has no end, is refused before it is loaded."""
    if not path.is_file():
        raise UnreadableReport("is no file that can be read; give a report as a file")
    if path.stat().st_size > LARGEST_BYTES:
        raise UnreadableReport(TOO_LARGE)
    return Found(path, str(path), path.read_bytes())


def slug(name: str) -> str:
    """A name as an id: lower-case letters and figures with hyphens between."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "report"


def make_report(report_id: str, found: Found, reading: Reading, origin: Origin) -> Report:
    """A report of what was found and read, with what its manifest and then a person said of it laid over what it says of itself."""
    facts = find_facts(reading, found.path.stem)
    if found.fetched:
        facts = facts.corrected({"address": found.fetched.address})
    facts = facts.corrected(origin.manifest).corrected(origin.person)
    return Report(report_id, storable(found.given), found.sha256, facts, storable(reading.text), reading.blocks, reading.pages)


def storable(value: Any) -> Any:
    """A text, or texts, with halves of characters (bytes of a file name that are no letters, for one) made a mark of their own."""
    if isinstance(value, list | tuple):
        return [storable(each) for each in value]
    return HALVES.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else value


def known_facts(values: dict[str, Any], unknown: bool = False) -> dict[str, Any]:
    """Only what is a fact of a report. unknown: keep also what is said to be unknown."""
    return {key: storable(value) for key, value in values.items() if key in FACTS and (unknown or value is not None)}


def _words(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", errors="replace")).hexdigest()
