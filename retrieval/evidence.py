"""Question and Evidence: what is asked, and the passages that search put forward for it."""

from dataclasses import dataclass

from corpus.report import Report
from ingest.passages import Passage

UNREAD = frozenset({"glossary", "footnote", "about", "furniture"})  # kinds of passage that find nothing of their own


@dataclass(frozen=True, slots=True)
class Filters:
    """What a question is limited to; an empty field limits nothing."""

    report_ids: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return any((self.report_ids, self.areas, self.bodies, self.kinds, self.years))

    def admit(self, report: Report) -> bool:
        """Whether a report is within these limits."""
        facts = report.facts
        return (
            (not self.report_ids or report.report_id in self.report_ids)
            and (not self.areas or bool(self.areas & set(facts.area)))
            and (not self.bodies or bool(self.bodies & set(facts.bodies)))
            and (not self.kinds or facts.kind in self.kinds)
            and (not self.years or facts.year in self.years)
        )


@dataclass(frozen=True, slots=True)
class Question:
    """The words asked and the limits set.

    `asked` keeps what the person typed when `text` was completed from earlier turns; `without` are the chips of what
    the person does not want to be read into the question.
    """

    text: str
    filters: Filters = Filters()
    asked: str = ""
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage search put forward. Ranks count from 1 and are None where that search did not find it.

    `score` orders evidence within one question; `covered` is the share of the question's weight, names aside, that the
    passage holds, `meant` the share that it holds in other words; `matched` are the stems it shares with the question;
    `aligned` is how near the question's word pieces, names aside, come to the passage's, `sentence` to those of one of its
    sentences, items or rows (0 where the passage stood too far behind to be looked at so closely).
    """

    passage: Passage
    report: Report
    score: float
    lexical_rank: int | None = None
    dense_rank: int | None = None
    cosine: float = 0.0
    covered: float = 0.0
    matched: tuple[str, ...] = ()
    aligned: float = 0.0
    meant: float = 0.0
    sentence: float = 0.0
