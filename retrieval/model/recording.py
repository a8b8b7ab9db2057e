"""Recording: what went to a model and what came back, kept in a folder of the person's own, and read again without a call."""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from retrieval.calls import Caller, Message, ModelFailure, Piece, Schema, Stopped
from retrieval.model.settings import ModelSettingsError


class Recorder:
    """A Caller that keeps all it hears; one file a request, for its owner's eyes only. Keys are no part of a request."""

    def __init__(self, caller: Caller, folder: Path, host: str = ""):
        self.caller, self.folder, self.host, self.name = caller, folder, host, caller.name
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise ModelSettingsError(f"Nothing can be kept in {folder} ({error.strerror}). Name another folder to record in.") from error

    def stream(self, messages: Sequence[Message], schema: Schema, until: float, stopped: Stopped) -> Iterator[Piece]:
        heard: list[Piece] = []
        failure: ModelFailure | None = None
        try:
            for piece in self.caller.stream(messages, schema, until, stopped):
                heard.append(piece)
                yield piece
        except ModelFailure as fault:
            failure = fault
            raise
        finally:
            if failure is None or failure.kind not in ("stopped", "resting", "budget"):  # those say nothing of the model
                self._keep(messages, schema, heard, failure)

    def _keep(self, messages: Sequence[Message], schema: Schema, heard: list[Piece], failure: ModelFailure | None) -> None:
        told = {
            "model": self.name,
            "host": self.host,
            "asked_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "messages": list(messages),
            "schema": schema,
            "pieces": [asdict(piece) for piece in heard],
            "failure": [failure.kind, failure.told] if failure else None,
        }
        path = self.folder / f"{request_hash(messages, schema)}.json"
        draft = path.with_name(f"{path.name}.{os.getpid()}.new")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(told, file, ensure_ascii=False, indent=1)
        draft.replace(path)


class Replay:
    """A Caller that gives the replies of a recording again, failures too, and calls nobody."""

    def __init__(self, folder: Path):
        if not any(folder.glob("*.json")):
            raise ModelSettingsError(f"There is no recording in {folder}. Name the folder that was recorded in: --model replay:FOLDER")
        self.folder, self.name = folder, f"replay:{folder.name}"

    def stream(self, messages: Sequence[Message], schema: Schema, until: float, stopped: Stopped) -> Iterator[Piece]:
        told = self._read(request_hash(messages, schema))
        yield from (Piece(**piece) for piece in told["pieces"])
        if told["failure"]:
            raise ModelFailure(*told["failure"])

    def _read(self, name: str) -> dict[str, Any]:
        try:
            told: dict[str, Any] = json.loads((self.folder / f"{name}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ModelFailure("unrecorded") from error
        return told


def request_hash(messages: Sequence[Message], schema: Schema) -> str:
    """The name of a request: the same words and shape have the same name, whichever model they went to."""
    return hashlib.sha256(json.dumps([list(map(list, messages)), schema], sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:32]
