"""Random reports put together from the kinds of line that flattened reports are made of."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import strategies as st

from corpus.report import Facts, Report
from ingest import index
from ingest.embedding import Vectors
from ingest.readers.text import read_text
from ingest.reading import UnreadableReport

sys.path.append(str(Path(__file__).parent))

from page_server import Site, open_site

LINES = (
    "The effectiveness of probation work",
    "CRC effectiveness",
    "NPS effectiveness",
    "1. Judgements",
    "2. The quality of the work",
    "Recommendations",
    "Appendix 5: Glossary",
    "Contents",
    "Foreword\t4",
    "CRC effectiveness\t12",
    "1. Judgements\t6",
    "Key facts",
    "Staff were well trained. They met every person within a week of sentence, and 33 per cent of them more than once.",
    "The CRC lost its notes (see para. 12) and Dr. Oduya wrote them again, which took her three weeks.",
    "This line ends without a full stop and is long enough to have been cut in two by the end of a page",
    "and this line begins in lower case.",
    "The barriers to work were:",
    "• no buses",
    "• no courses, and nobody to ask about them",
    "1. see everybody within two days",
    "(a) in brackets",
    "- a dash",
    "Table 3: Cases",
    "Measure\tCRC\tNPS",
    "Cases\t1,250\t640",
    "\trun on\tfurther",
    "RAR\tRehabilitation Activity Requirement: days of activity",
    "¹ Source: the Ministry.",
    "Good practice example: Asha was homeless. Her officer found her a room.",
    "She kept every appointment.",
    "One officer said:",
    "“I know the names.”",
    "Share this post",
    "Related posts",
    "Page 7",
    "A" * 130,
    "Every week. " * 120,
    "• " + "no end of words " * 90,
    "",
    "",
    "",
    "",
    "   ",
    "\t",
)


@st.composite
def _texts(draw: st.DrawFn) -> str:
    anything = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=30)
    return "\n".join(draw(st.lists(st.one_of(*[st.sampled_from(LINES)] * 9, anything), max_size=40)))


@pytest.fixture(scope="session")
def random_texts() -> st.SearchStrategy[str]:
    """Texts of up to forty such lines, now and then with a line of anything between them."""
    return _texts()


@pytest.fixture(scope="session")
def report_of() -> Callable[[str], Report | None]:
    """A text read as a report; None where there is nothing to read in it."""

    def read(text: str) -> Report | None:
        try:
            reading = read_text(text.encode("utf-8"))
        except UnreadableReport:
            return None
        return Report("r", "r.txt", "", Facts("Title"), reading.text, reading.blocks)

    return read


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server on this machine."""
    with open_site() as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two short reports to change at will."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.txt").write_text("Probation in Northmoor\n\nStaff of the CRC in Northmoor were trained in knots.\n", encoding="utf-8")
    (folder / "b.md").write_text("# Probation in Southvale\n\nThe NPS in Southvale lent bicycles to its officers.\n", encoding="utf-8")
    return folder


@pytest.fixture
def looked_through_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """An index is looked through in this process: one of its own imports Chroma again, a second of the processor each time."""

    def find_faults(folder: Path, vectors: Vectors) -> list[str]:
        try:
            index.look_through(folder, vectors)
        except SystemExit:
            return ["the index files are damaged"]
        return []

    monkeypatch.setattr(index, "find_faults", find_faults)
