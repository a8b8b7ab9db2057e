"""Train the bundled embedder on our questions, for both ways in which search uses it.

The mean of its hidden states is a passage's vector (dense search, after Henderson et al. 2017, arXiv:1705.00652);
every word piece by itself, narrowed to a few dimensions, is what the reader compares word by word (late interaction:
Khattab and Zaharia 2020, arXiv:2004.12832). A question must lie nearer to its own passage than to the others of the
batch and to one that is picked to be near (the same heading under the other body), and within its passage nearest to
the sentence that answers. Word vectors and the lowest layers stay as they are, which keeps what the model knew of
words that no question of ours uses.

    python -m retrieval.training.train --out DIR [--epochs 3] [--held-out 10] [--start STATE] [--scenes]
"""

import argparse
import json
import random
import re
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from retrieval.training.grains import Encoded, TwoGrains, compare_pieces, start_model, words_of
from retrieval.training.pairs import Example, Text, read_examples, read_scenes

BATCH = 24
RATE = 5e-5
HEAD_RATE = 5e-4
DENSE_SCALE, PIECE_SCALE, SENTENCE_SCALE = 20.0, 30.0, 20.0  # inverse temperatures of the softmaxes
SEED = 20261122


def draw_batches(examples: list[Example], rng: random.Random) -> list[list[Example]]:
    """Batches in which no two questions have the same answer."""
    waiting, batches = list(examples), []
    rng.shuffle(waiting)
    while len(waiting) >= BATCH:
        batch: list[Example] = []
        rest: list[Example] = []
        for example in waiting:
            fresh = len(batch) < BATCH and all(example.answer != other.answer for other in batch)
            (batch if fresh else rest).append(example)
        if len(batch) < BATCH:
            break
        batches.append(batch)
        waiting = rest
    return batches


def batch_loss(model: TwoGrains, tokenizer: Any, batch: list[Example], rng: random.Random) -> torch.Tensor:
    """Both grains by the same softmax over the batch, and the answering sentence among those of its passage."""
    questions = model(tokenizer, [e.question for e in batch])
    answers = [words_of(e.answer, rng) for e in batch if e.answer]
    wrong = [words_of(rng.choice(e.near), rng) for e in batch if e.near]
    texts = model(tokenizer, [*answers, *wrong])
    target = torch.arange(len(batch))
    loss = _sentence_loss(questions, texts, batch, answers)
    for logits in (DENSE_SCALE * questions.vectors @ texts.vectors.T, PIECE_SCALE * compare_pieces(questions, texts)):
        loss = loss + F.cross_entropy(logits, target) + 0.5 * F.cross_entropy(logits[:, : len(batch)].T, target)
    return loss


def _sentence_loss(questions: Encoded, texts: Encoded, batch: list[Example], answers: list[str]) -> torch.Tensor:
    losses = []
    for row, (example, words) in enumerate(zip(batch, answers, strict=True)):
        spans, right = _sentences(words, example.sentence)
        if right is None or len(spans) < 2:
            continue
        cosines = questions.pieces[row] @ texts.pieces[row].T
        middles = torch.tensor([(a + b) / 2 for a, b in texts.encodings[row].offsets])
        scores = []
        for start, end in spans:
            inside = texts.mask[row] & (middles >= start) & (middles <= end)
            best = cosines.masked_fill(~inside, -1.0).amax(-1) if inside.any() else cosines[:, 0] * 0 - 1.0
            scores.append((best * questions.weights[row]).sum())
        losses.append(F.cross_entropy(SENTENCE_SCALE * torch.stack(scores).unsqueeze(0), torch.tensor([right])))
    return 0.5 * torch.stack(losses).mean() if losses else torch.zeros(())


def _sentences(words: str, sentence: str) -> tuple[list[tuple[int, int]], int | None]:
    """Spans of a text's sentences, and which of them holds the middle of the answering one."""
    at = words.find(sentence) if sentence else -1
    spans = [m.span() for m in re.finditer(r"[^\n]+?(?:[.!?](?=\s|$)|\n|$)", words)]
    middle = at + len(sentence) / 2
    return spans, next((i for i, (a, b) in enumerate(spans) if a <= middle < b), None) if at >= 0 else None


def evaluate(model: TwoGrains, tokenizer: Any, held: list[Example], texts: list[Text]) -> dict[str, float]:
    """By either grain, the rank of the right passage among all passages, for questions on sources that were held out."""
    model.eval()
    dense, pieces = [], []
    with torch.no_grad():
        parts = [model(tokenizer, [words_of(t) for t in texts[i : i + 64]]) for i in range(0, len(texts), 64)]
        for at in range(0, len(held), 16):
            questions = model(tokenizer, [e.question for e in held[at : at + 16]])
            dense.append(torch.cat([questions.vectors @ part.vectors.T for part in parts], 1))
            pieces.append(torch.cat([compare_pieces(questions, part) for part in parts], 1))
    model.train()
    own = torch.tensor([texts.index(e.answer) for e in held if e.answer])
    report: dict[str, float] = {"questions": len(held)}
    for name, scores in (("dense", torch.cat(dense)), ("pieces", torch.cat(pieces))):
        ranks = (scores >= scores.gather(1, own.unsqueeze(1))).sum(1).numpy()
        report |= {f"{name} first": float(np.mean(ranks == 1)), f"{name} mrr": float(np.mean(1 / ranks))}
    return report


def train(examples: list[Example], held_out: int, epochs: int, out: Path, start: Path | None = None) -> None:
    """Train on all sources but every `held_out`-th (0 holds out none); the state is saved after every epoch.

    `start` is such a state to go on from.
    """
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    sources = sorted({e.source for e in examples})
    held_sources = set(sources[3::held_out]) if held_out else set()
    answerable = [e for e in examples if e.answer is not None]
    texts = sorted({e.answer for e in answerable if e.answer}, key=lambda t: (t.place, t.words))
    kept = [e for e in answerable if e.source not in held_sources]
    held = [e for e in answerable if e.source in held_sources]
    model, tokenizer = start_model(texts)
    if start:
        model.load_state_dict(torch.load(start, weights_only=True))
    heads = [*model.narrow.parameters(), *model.weigh.parameters()]
    body = [p for p in model.encoder.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW([{"params": body, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01)
    steps = epochs * (len(kept) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1.0, (s + 1) / (0.1 * steps)) * max(0.05, 1 - s / steps))
    print(f"{len(kept)} questions, {steps} steps", flush=True)
    if held:
        print(json.dumps({"epoch": 0, **evaluate(model, tokenizer, held, texts)}), flush=True)
    out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), out / "model-0.pt")
    begun = time.time()
    for epoch in range(epochs):
        for n, batch in enumerate(draw_batches(kept, rng)):
            loss = batch_loss(model, tokenizer, batch, rng)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            if n % 20 == 0:
                print(f"epoch {epoch + 1}, step {n}, loss {loss.item():.3f}, {time.time() - begun:.0f} s", flush=True)
        torch.save(model.state_dict(), out / f"model-{epoch + 1}.pt")
        report = evaluate(model, tokenizer, held, texts) if held else {}
        print(json.dumps({"epoch": epoch + 1, **report}), flush=True)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Train the embedder's upper layers on the questions of this folder.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--held-out", type=int, default=10, help="hold out every n-th source; 0 for none")
    parser.add_argument("--start", type=Path, help="a saved state to go on from")
    parser.add_argument("--scenes", action="store_true", help="the invented reports alone, without the questions on digests")
    arguments = parser.parse_args()
    examples = read_scenes() if arguments.scenes else read_examples()
    train(examples, arguments.held_out, arguments.epochs, arguments.out, arguments.start)


if __name__ == "__main__":
    main()
