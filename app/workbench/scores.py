"""Scores: where people's scores of answers are kept."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from corpus.errors import AssistantError
from evals.expert import Score, check_score, latest


class ScoresError(AssistantError):
    """Scores that cannot be read."""


class ScoreShelf(Protocol):
    """Keeps scores; of several by one person for one target the last holds."""

    def list(self, run: str) -> list[Score]: ...

    def save(self, score: Score) -> None: ...


@dataclass(frozen=True, slots=True)
class ScoreFile:
    """Scores as lines of a file beside the run, appended to and never rewritten."""

    folder: Path

    def list(self, run: str) -> list[Score]:
        path = self._path(run)
        if not path.exists():
            return []
        try:
            return latest(Score(**json.loads(line)) for line in path.read_text(encoding="utf-8").split("\n") if line.strip())
        except (OSError, ValueError, TypeError) as error:
            raise ScoresError(f"The scores in {path} cannot be read ({error}). Correct the file, or move it away.") from error

    def save(self, score: Score) -> None:
        line = json.dumps(asdict(check_score(score)), ensure_ascii=False) + "\n"
        with self._path(score.run).open("a", encoding="utf-8", newline="\n") as file:
            file.write(line)  # one short write in append mode: two people at once do not mix their lines

    def _path(self, run: str) -> Path:
        return self.folder / f"{run}.scores.jsonl"
