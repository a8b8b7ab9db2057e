"""Case: a curated question, what a good answer must say, and the words of the reports it must rest on.

A file of cases holds one JSON object a line: a case

    {"id", "question", "kind", "audience", "split", "points": [[alternative, ...], ...],
     "gold": [{"report_id", "quote"}], "trap": [wrong answer, ...], "status"?, "note"?}

or a conversation, {"id", "audience", "split", "turns": [case without id, audience and split, ...], "note"?}.
Gold is a quote and not a passage, so that cutting the reports anew never invalidates a case.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import AssistantError
from corpus.report import Report
from evals.span import Span
from retrieval.answer import ANSWERED, NEEDS_CLARIFICATION, NOT_IN_REPORTS, OUT_OF_SCOPE, PARTIAL, SOURCES_DISAGREE, STATUSES

CASES = Path(__file__).with_name("cases")
ANSWERING = frozenset({ANSWERED, PARTIAL, SOURCES_DISAGREE})
DECLINING = frozenset({NOT_IN_REPORTS, OUT_OF_SCOPE, NEEDS_CLARIFICATION})
OF_A_SET = ("id", "audience", "split")
OF_A_TURN = ("question", "kind")  # these must be there, the rest may
MAY_HAVE = ("points", "gold", "trap", "status", "note")
LONGEST_NOTE = 2000
AUDIENCES = ("staff", "trainer", "evaluator")
SPLITS = ("tune", "held")  # held cases are used only to report


class CaseError(AssistantError):
    """Curated cases with faults; the message names every one of them, and `faults` has them one by one."""

    def __init__(self, faults: Sequence[str]):
        counted = f"{len(faults)} fault{'s' if len(faults) != 1 else ''}"
        super().__init__(f"The cases have {counted}: {'; '.join(faults)}. Correct these lines and try again.")
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """Words of one report that hold the answer."""

    report_id: str
    quote: str


@dataclass(frozen=True, slots=True)
class Case:
    """One curated question. A good answer says one alternative of every point and gives no trap; `note` is for people only."""

    case_id: str
    question: str
    kind: str
    audience: str
    split: str
    points: tuple[tuple[str, ...], ...]
    gold: tuple[GoldQuote, ...]
    trap: tuple[str, ...] = ()
    status: str | None = None
    note: str = ""

    @property
    def answerable(self) -> bool:
        """Whether the reports hold an answer: what `status` says, else whether there is gold."""
        return self.status in ANSWERING if self.status else bool(self.gold)

    @property
    def expected(self) -> str:
        """The status a good answer has."""
        return self.status or (ANSWERED if self.gold else NOT_IN_REPORTS)


@dataclass(frozen=True, slots=True)
class Conversation:
    """Cases asked one after another; turn n has the case_id "<id>/<n>", counted from 1."""

    id: str
    audience: str
    split: str
    turns: tuple[Case, ...]


Curated = tuple[tuple[Case, ...], tuple[Conversation, ...]]


def read_cases(paths: Iterable[Path], reports: Mapping[str, Report] | None = None) -> Curated:
    """The cases and conversations of these files; with `reports` by id, each gold quote is looked up too."""
    lines, unread = read_lines(paths)
    curated, faults = check_lines(lines, reports)
    if unread or faults:
        raise CaseError([*unread, *faults])
    return curated


def check_lines(lines: Iterable[tuple[str, str]], reports: Mapping[str, Report] | None = None) -> tuple[Curated, list[str]]:
    """What lines hold, each given with where it stands, and every fault there is in them, also in those that hold no case."""
    faults: list[str] = []
    read: list[dict[str, Any]] = []
    found: list[Case | Conversation] = []
    for where, line in lines:
        fields, why = read_object(line)
        if not why:
            read.append(fields)
            why = _find_faults(fields)
            found += [] if why else [_read_fields(fields)]
        faults += [f"{where}: {fault}" for fault in why]
    faults += _repeats(read) + [fault for fields in read for fault in _lost_gold(fields, reports)]
    cases = tuple(each for each in found if isinstance(each, Case))
    return (cases, tuple(each for each in found if isinstance(each, Conversation))), faults


def read_lines(paths: Iterable[Path]) -> tuple[list[tuple[str, str]], list[str]]:
    """Every line of these files with where it stands, and a fault for each file that cannot be read."""
    lines: list[tuple[str, str]] = []
    faults = []
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            faults.append(f"{path} cannot be read ({error}); check the file's name and its encoding (UTF-8)")
            continue
        # Not splitlines: that would also break a line at the odd separators that a quote may hold.
        lines += [(f"{path.name} line {n}", line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    return lines, faults


def locate_gold(case: Case, reports: Mapping[str, Report]) -> tuple[tuple[Span, ...], ...]:
    """For each gold quote, every place where it stands; white space may differ, nothing else."""
    return tuple(find_places(gold, reports.get(gold.report_id)) for gold in case.gold)


def find_places(gold: GoldQuote, report: Report | None) -> tuple[Span, ...]:
    """Every place where a gold quote stands in its report; white space may differ, nothing else."""
    if report is None or not gold.quote.strip():
        return ()
    words = re.compile(r"\s+".join(re.escape(word) for word in gold.quote.split()))
    return tuple(Span(report.report_id, *match.span()) for match in words.finditer(report.text))


def read_object(line: str) -> tuple[dict[str, Any], list[str]]:
    """The fields of a line, or why it has none."""
    try:
        fields = json.loads(line)
        json.dumps(fields, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return {}, ["it holds half a character, which no file can keep"]
    except ValueError as error:
        return {}, [f"not JSON ({error})"]
    except RecursionError:
        return {}, ["not JSON that can be read: it is nested too deep"]
    return (fields, []) if isinstance(fields, dict) else ({}, ["not a JSON object"])


def _find_faults(fields: dict[str, Any]) -> list[str]:
    """What keeps fields from becoming a case or a conversation."""
    if "turns" not in fields:
        return _shape_faults(fields, (*OF_A_SET, *OF_A_TURN))
    faults = [*text_faults(fields, OF_A_SET), *strange_fields(fields, (*OF_A_SET, "turns", "note")), *note_faults(fields)]
    if not is_list(fields["turns"], dict) or not fields["turns"]:
        return [*faults, "turns is not a list of cases"]
    return faults + [f"turn {n}: {fault}" for n, turn in enumerate(fields["turns"], 1) for fault in _shape_faults(turn, OF_A_TURN)]


def _read_fields(fields: dict[str, Any]) -> Case | Conversation:
    """A case or a conversation from fields without a fault."""
    if "turns" not in fields:
        return _case(fields)
    shared = {"audience": fields["audience"], "split": fields["split"]}
    turns = tuple(_case({**shared, **turn, "id": f"{fields['id']}/{n}"}) for n, turn in enumerate(fields["turns"], 1))
    return Conversation(fields["id"], fields["audience"], fields["split"], turns)


def _case(fields: dict[str, Any]) -> Case:
    return Case(
        case_id=fields["id"],
        question=fields["question"],
        kind=fields["kind"],
        audience=fields["audience"],
        split=fields["split"],
        points=tuple(tuple(point) for point in fields.get("points", [])),
        gold=tuple(GoldQuote(quote["report_id"], quote["quote"]) for quote in fields.get("gold", [])),
        trap=tuple(fields.get("trap", [])),
        status=fields.get("status"),
        note=fields.get("note", ""),
    )


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


def _repeats(read: Sequence[Mapping[str, Any]]) -> list[str]:
    """Ids used twice, and questions asked twice; a later turn may well repeat another's words ("why?")."""
    ids = [fields["id"] for fields in read if isinstance(fields.get("id"), str)]
    questions = [" ".join(fields["question"].lower().split()) for fields in read if isinstance(fields.get("question"), str)]
    asked = [f"the question is asked {count} times: {q}" for q, count in Counter(questions).items() if q and count > 1]
    return [*repeated_ids(ids), *asked]


def repeated_ids(ids: Iterable[str]) -> list[str]:
    """A fault for each id that is used more than once."""
    return [f"the id {name} is used {count} times" for name, count in Counter(ids).items() if count > 1]


def _lost_gold(fields: Mapping[str, Any], reports: Mapping[str, Report] | None) -> Iterator[str]:
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
