"""Invented reports, citations of them, and the worst texts that reports and models could hand over."""

from corpus.report import Facts, Report
from ingest.passages import Passage
from retrieval.answer import Citation, Claim
from retrieval.briefing.briefing import Line

WORST = (
    "<script>alert(1)</script> ![x](https://leak.example/p.png) <img src=x onerror=y> [go](javascript:z()) [ref]: https://leak.example "
    "<https://leak.example> www.leak.example a@leak.example :smile: `code` **bold** | cell | [^1] &copy; $x$ # no\x00\x07\x0b\ud800\ufffe "
    '=HYPERLINK("https://leak.example") {{ 7 }} \u202eturned\u202c \u200fright\u200f "quoted"'
)
OPENINGS = (
    "# head", "- item", "1. item", "2) item", "> quote", "---", "===", "+ x", "~~~", "    code", "| a | b |", ": term", "[^9]: note", "***",
)  # fmt: skip


def make_report(report_id: str, text: str, **facts: object) -> Report:
    return Report(report_id, f"{report_id}.md", "0" * 64, Facts(**{"title": f"Inspection of {report_id.title()}", **facts}), text)


def cite(marker: int, report: Report, quote: str, headings: tuple[str, ...] = ("Findings", "Home visits")) -> Citation:
    """A citation of words that stand in the report."""
    start = report.text.index(quote)
    passage = Passage(report.report_id, headings, "prose", start, start + len(quote), quote)
    return Citation(marker, report, passage, start, start + len(quote))


ARDEN = make_report(
    "arden",
    "Home visits were made in 31% of cases. Staff were\nexperienced. The CRC should visit homes where a child lives.",
    publisher="HM Inspectorate of Probation", kind="inspection report", digest=True, area=("Arden",), published_on="2017-11",
    address="https://reports.example/arden?a=1&b=2", licence="OGL v3",
)  # fmt: skip
BORLAND = make_report(
    "borland",
    "Home visits were made in 45% of cases. Unpaid work began late.",
    publisher="Borland Gazette", kind="news", area=("Borland",), published_on="2019-07-17",
    address="javascript:alert(1)", licence="unknown",
)  # fmt: skip
TRAP = make_report(
    f"trap {WORST}", f"{WORST} {'word ' * 2500}", publisher=WORST, kind=WORST, area=(WORST,), published_on="2018", licence=WORST
)


def line(text: str, *markers: int, label: str = "", verified: bool = True) -> Line:
    return Line(Claim(text, markers), label, verified)
