"""The manifest: one JSON line of facts for each report file of a folder."""

import hashlib
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from corpus.errors import AssistantError

TEXTS = ("file", "report_id", "title", "publisher", "kind", "inspected_on", "published_on", "address", "licence", "sha256")
LISTS = ("area", "bodies")
DATES = ("inspected_on", "published_on")
SHIPPED = Path(__file__).with_name("manifest.jsonl")


class ManifestError(AssistantError):
    """A manifest with faults; the message names every bad line."""


def read_manifest(path: Path) -> dict[str, dict[str, Any]]:
    """The facts by file, each file named relative to the manifest's folder."""
    try:
        lines = [(n, line) for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise ManifestError(f"{path} cannot be read ({error}). Save it as UTF-8 text and try again.") from error
    faults: list[str] = []
    facts_by_file: dict[str, dict[str, Any]] = {}
    seen: list[dict[str, Any]] = []
    for number, line in lines:
        facts, why = _read_line(line)
        why = why or _repeats(facts, seen) or [f": {fault}" for fault in _faults_of_file(path.parent, facts["file"], facts.get("sha256"))]
        faults += [f"line {number}{fault}" for fault in why]
        seen.append(facts)
        if not why:
            facts_by_file[facts["file"]] = facts
    if faults:
        raise ManifestError(f"{path} has faults: {'; '.join(faults)}. Correct these lines and try again.")
    return facts_by_file


def _read_line(line: str) -> tuple[dict[str, Any], list[str]]:
    """The facts of one line, and what is wrong with them."""
    try:
        facts = json.loads(line)
    except json.JSONDecodeError as error:
        return {}, [f" is not a JSON object ({error})"]
    if not isinstance(facts, dict):
        return {}, [" is not a JSON object with file and report_id"]
    missing = [f" is not a JSON object with file and report_id: it lacks {key}" for key in ("file", "report_id") if not facts.get(key)]
    words = [f": {key} is not text" for key in TEXTS if facts.get(key) is not None and not isinstance(facts[key], str)]
    words += [": file holds a null"] if "\0" in str(facts.get("file")) else []
    lists = [f": {key} is not a list of texts" for key in LISTS if not _is_texts(facts.get(key, []))]
    dates = [f": {key} is no date" for key in DATES if isinstance(facts.get(key), str) and not is_date(facts[key])]
    return facts, missing + words + lists + dates


def is_date(value: str) -> bool:
    """Whether this is an ISO date of any precision: 2019, 2019-03 or 2019-03-14."""
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :] if re.fullmatch(r"\d{4}(-\d\d){0,2}", value, re.ASCII) else "")
    except ValueError:
        return False
    return True


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _repeats(facts: dict[str, Any], seen: list[dict[str, Any]]) -> list[str]:
    again = any(facts[key] == earlier.get(key) for earlier in seen for key in ("report_id", "file"))
    return [f" repeats {facts['report_id']}"] if again else []


def _faults_of_file(folder: Path, file: str, sha256: str | None) -> list[str]:
    target = folder / file
    if not target.resolve().is_relative_to(folder.resolve()):
        return [f"{file} leaves the folder"]
    if not target.is_file():
        return [f"{file} is missing"]
    if sha256 and hashlib.sha256(target.read_bytes()).hexdigest() != sha256:
        return [f"{file} has changed since its sha256 was written"]
    return []
