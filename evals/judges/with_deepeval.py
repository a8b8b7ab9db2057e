"""DeepEval as a judge, in a Python of its own: samples on stdin, a score a line on stdout.

Run by evals/judge.py as a script, because DeepEval 4.3 wants other versions than those pinned here. It imports
nothing of ours. Environment: JUDGE_MODEL, OPENAI_API_KEY, and OPENAI_BASE_URL where it is not OpenAI's own.
"""

import json
import os
import sys
from typing import Any

from deepeval.metrics import AnswerRelevancyMetric, FaithfulnessMetric
from deepeval.models import LocalModel, OpenAIModel
from deepeval.test_case import LLMTestCase

METRICS = {"faithfulness": FaithfulnessMetric, "answer_relevancy": AnswerRelevancyMetric}


def make_model() -> OpenAIModel | LocalModel:
    """A model at an address of one's own may not know OpenAI's structured answers, so it is asked for plain JSON."""
    name, address, key = os.environ["JUDGE_MODEL"], os.environ.get("OPENAI_BASE_URL"), os.environ.get("OPENAI_API_KEY", "none")
    return LocalModel(model=name, base_url=address, api_key=key, temperature=0) if address else OpenAIModel(model=name)


def judge(line: dict[str, Any], model: OpenAIModel | LocalModel) -> None:
    case = LLMTestCase(**line["sample"])
    for measure, metric in METRICS.items():
        told = {"id": line["id"], "measure": measure, "value": None, "why": ""}
        try:
            scored = metric(model=model, async_mode=False)
            told["value"] = float(scored.measure(case, _show_indicator=False))
            told["why"] = scored.reason or ""
        except Exception as problem:  # one sample that cannot be judged must not end the others
            told["why"] = f"{type(problem).__name__}: {problem}"
        print(json.dumps(told), flush=True)


def main() -> None:
    model = make_model()
    for line in sys.stdin:
        judge(json.loads(line), model)


if __name__ == "__main__":
    main()
