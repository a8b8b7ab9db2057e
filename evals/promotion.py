"""Promotion: an answer that somebody judged becomes a line of a file of cases.

A right answer brings its gold and points with it. For any other, the places that an evaluator has to fill are left empty,
and the checker of cases names each of them until they are filled.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpus.errors import AssistantError
from evals.case import CaseError
from evals.lines import read_lines, read_object
from evals.sets import appending, find_faults
from retrieval.answer import ANSWERED, NOT_IN_REPORTS

UNFILLED_POINTS = [[""]]
UNFILLED_GOLD = [{"report_id": "", "quote": ""}]


class PromotionError(AssistantError):
    """A case that cannot be added to its file."""


def draft_case(case_id: str, answer: Mapping[str, Any], right: bool, note: str, labels: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a case; `answer` is as `retrieval.answer.to_json` has it, `labels` gives kind, audience and split."""
    fields = {"id": case_id, "question": answer["question"], **labels}
    if right:
        claims, citations = answer["claims"], answer["citations"]
        fields |= {"points": [[claim["text"]] for claim in claims], "gold": [_gold(c) for c in citations]}
        fields |= {} if answer["status"] == (ANSWERED if citations else NOT_IN_REPORTS) else {"status": answer["status"]}
    else:
        fields |= {"points": UNFILLED_POINTS, "gold": UNFILLED_GOLD}
    return fields | ({"note": note} if note else {})


def add_line(path: Path, fields: Mapping[str, Any]) -> list[str]:
    """Append a case to a file; gives what the checker still finds wrong with the file. A question is not added twice."""
    with appending(path) as append:
        lines, unread = read_lines([path])
        if any(read_object(line)[0].get("id") == fields["id"] for _, line in lines):
            raise PromotionError(f"{path} holds a case {fields['id']} already. Correct it there, or name another file with --out.")
        if unread:
            raise CaseError(unread)
        append([json.dumps(fields, ensure_ascii=False)])
    return find_faults([path])


def _gold(citation: Mapping[str, Any]) -> dict[str, str]:
    return {"report_id": citation["report_id"], "quote": " ".join(citation["quote"].split())}
