"""RAGAS as a judge, in a Python of its own: samples on stdin, a score a line on stdout.

Run by evals/judge.py as a script, because RAGAS 0.4 cannot be installed beside the versions pinned here. It wants older
LangChain: pip install ragas "langchain<1" "langchain-community<0.4" "langchain-openai<1". It imports nothing of ours.
Environment: JUDGE_MODEL, OPENAI_API_KEY, and OPENAI_BASE_URL where it is not OpenAI's own.
"""

import asyncio
import json
import os
import sys
from collections.abc import Callable
from typing import Any

from openai import AsyncOpenAI
from ragas.llms import llm_factory
from ragas.metrics.collections import ContextRecall, Faithfulness


async def judge(line: dict[str, Any], llm: Any) -> None:
    sample = line["sample"]
    given = {name: sample[name] for name in ("user_input", "retrieved_contexts")}
    asked: dict[str, Callable[[], Any]] = {
        "faithfulness": lambda: Faithfulness(llm=llm).ascore(**given, response=sample["response"]),
        "context_recall": lambda: ContextRecall(llm=llm).ascore(**given, reference=sample["reference"]),
    }
    for measure, ask in asked.items():
        told = {"id": line["id"], "measure": measure, "value": None, "why": ""}
        try:
            told["value"] = float((await ask()).value)
        except Exception as problem:  # one sample that cannot be judged must not end the others
            told["why"] = f"{type(problem).__name__}: {problem}"
        print(json.dumps(told), flush=True)


def make_llm() -> Any:
    return llm_factory(os.environ["JUDGE_MODEL"], client=AsyncOpenAI())


async def main() -> None:
    llm = make_llm()
    for line in sys.stdin:
        await judge(json.loads(line), llm)


if __name__ == "__main__":
    asyncio.run(main())
