"""Fault: what is wrong with a line of a set, however much else is wrong with it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from corpus.report import Report
from evals.case import ANSWERING, AUDIENCES, SPLITS, GoldQuote, find_places
from retrieval.answer import STATUSES

OF_A_SET = ("id", "audience", "split")
OF_A_TURN = ("question", "kind")  # these must be there, the rest may
MAY_HAVE = ("points", "gold", "trap", "status", "note")
LONGEST_NOTE = 2000


def find_faults_of(fields: dict[str, Any]) -> list[str]:
    """What keeps fields from becoming a case or a conversation."""
    if "turns" not in fields:
        return _shape_faults(fields, (*OF_A_SET, *OF_A_TURN))
    faults = [*text_faults(fields, OF_A_SET), *strange_fields(fields, (*OF_A_SET, "turns", "note")), *note_faults(fields)]
    if not is_list(fields["turns"], dict) or not fields["turns"]:
        return [*faults, "turns is not a list of cases"]
    return faults + [f"turn {n}: {fault}" for n, turn in enumerate(fields["turns"], 1) for fault in _shape_faults(turn, OF_A_TURN)]


def find_repeats(read: Sequence[Mapping[str, Any]]) -> list[str]:
    """Ids used twice, and questions asked twice; a later turn may well repeat another's words ("why?")."""
    ids = [fields["id"] for fields in read if isinstance(fields.get("id"), str)]
    questions = [" ".join(fields["question"].lower().split()) for fields in read if isinstance(fields.get("question"), str)]
    asked = [f"the question is asked {count} times: {q}" for q, count in Counter(questions).items() if q and count > 1]
    return [*repeated_ids(ids), *asked]


def repeated_ids(ids: Iterable[str]) -> list[str]:
    """A fault for each id that is used more than once."""
    return [f"the id {name} is used {count} times" for name, count in Counter(ids).items() if count > 1]


def find_lost_gold(fields: Mapping[str, Any], reports: Mapping[str, Report] | None) -> Iterator[str]:
    """Gold that no report holds, of a line that may have other faults as well."""
    turns = fields["turns"] if is_list(fields.get("turns"), dict) else [fields]
    for n, turn in enumerate(turns, 1):
        gold = turn.get("gold") if is_list(turn.get("gold"), dict) else ()
        quotes = [GoldQuote(each["report_id"], each["quote"]) for each in gold or () if not text_faults(each, ("report_id", "quote"))]
        yield from gold_faults(str(fields.get("id")) + (f"/{n}" if "turns" in fields else ""), quotes, reports)


def gold_faults(name: str, gold: Iterable[GoldQuote], reports: Mapping[str, Report] | None) -> list[str]:
    """Quotes of the case or topic of this name that no report holds; none are looked for without reports."""
    if reports is None:
        return []
    faults = []
    for quote in gold:
        if quote.report_id not in reports:
            faults.append(f"{name}: there is no report {quote.report_id}")
        elif not find_places(quote, reports[quote.report_id]):
            faults.append(f"{name}: {quote.report_id} does not hold the words: {quote.quote}")
    return faults


def note_faults(fields: Mapping[str, Any]) -> list[str]:
    """What is wrong with a note."""
    note = fields.get("note", "")
    return [] if isinstance(note, str) and len(note) <= LONGEST_NOTE else [f"note is not at most {LONGEST_NOTE} characters of words"]


def strange_fields(fields: Mapping[str, Any], known: Sequence[str]) -> list[str]:
    """A field that nobody reads is a slip of the pen: with "pionts" a case would ask for nothing."""
    return [f"there is no field {name}: fields are {', '.join(known)}" for name in fields if name not in known]


def text_faults(fields: Mapping[str, Any], names: Sequence[str]) -> list[str]:
    """Fields that must hold words and do not, or hold none of the words there are for them."""
    missing = [name for name in names if not (isinstance(fields.get(name), str) and fields[name].strip())]
    known = {"audience": AUDIENCES, "split": SPLITS}
    strange = [name for name in names if name in known and name not in missing and fields[name] not in known[name]]
    return [
        *(f"{name} is missing" for name in missing),
        *(f"there is no {name} {fields[name]}: it is one of {', '.join(known[name])}" for name in strange),
    ]


def is_list(value: Any, of: type) -> bool:
    """Whether a value is a list of these."""
    return isinstance(value, list) and all(isinstance(member, of) for member in value)


def _shape_faults(fields: dict[str, Any], names: tuple[str, ...]) -> list[str]:
    """What keeps these fields from becoming a case."""
    points, gold, trap = (fields.get(name, []) for name in ("points", "gold", "trap"))
    faults = [*text_faults(fields, names), *strange_fields(fields, (*names, *MAY_HAVE))]
    if not is_list(points, list) or not all(is_list(point, str) for point in points):
        faults.append("points is not a list of lists of words")
    elif not all(any(wording.strip() for wording in point) for point in points):
        faults.append("a point has no alternatives")
    if not is_list(gold, dict) or any(text_faults(quote, ("report_id", "quote")) for quote in gold):
        faults.append("gold is not a list of report_id and quote")
    if not is_list(trap, str):
        faults.append("trap is not a list of words")
    if fields.get("status") not in (None, *STATUSES):
        faults.append(f"there is no status {fields['status']}: it is one of {', '.join(STATUSES)}")
    elif not faults and points and not gold and fields.get("status") not in ANSWERING:
        faults.append("it has points but no gold: quote the words that hold the answer, or leave the points out")
    return faults + note_faults(fields)
