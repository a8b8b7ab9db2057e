"""The manifest: one JSON line of facts for each report file of a folder."""

import hashlib
import json
from pathlib import Path
from typing import Any

from corpus.errors import AssistantError

SHIPPED = Path(__file__).with_name("manifest.jsonl")


class ManifestError(AssistantError):
    """A manifest with faults; the message names every bad line."""


def read_manifest(path: Path) -> dict[str, dict[str, Any]]:
    """The facts by file, each file named relative to the manifest's folder."""
    lines = [(n, line) for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if line.strip()]
    faults: list[str] = []
    facts_by_file: dict[str, dict[str, Any]] = {}
    seen: set[str] = set()
    for number, line in lines:
        try:
            facts = json.loads(line)
            file, report_id = facts["file"], facts["report_id"]
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            faults.append(f"line {number} is not a JSON object with file and report_id ({error})")
            continue
        if report_id in seen or file in facts_by_file:
            faults.append(f"line {number} repeats {report_id}")
        faults += [f"line {number}: {fault}" for fault in _faults_of_file(path.parent, file, facts.get("sha256"))]
        seen.add(report_id)
        facts_by_file[file] = facts
    if faults:
        raise ManifestError(f"{path} has faults: {'; '.join(faults)}. Correct these lines and try again.")
    return facts_by_file


def _faults_of_file(folder: Path, file: str, sha256: str | None) -> list[str]:
    target = folder / file
    if not target.resolve().is_relative_to(folder.resolve()):
        return [f"{file} leaves the folder"]
    if not target.is_file():
        return [f"{file} is missing"]
    if sha256 and hashlib.sha256(target.read_bytes()).hexdigest() != sha256:
        return [f"{file} has changed since its sha256 was written"]
    return []
