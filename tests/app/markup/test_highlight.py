import re

from app.markup.highlight import Highlight, show_stretch
from corpus.report import Block, Facts, Report

TEXT = "Heading\n\nOne two three.\n\n• first\n• second\n\na\tb <c>\nd\te"
BLOCKS = (
    Block("heading", 0, 7, 2), Block("paragraph", 9, 23), Block("item", 25, 32), Block("item", 33, 41),
    Block("row", 43, 50), Block("row", 51, 54),
)  # fmt: skip
REPORT = Report("r", "r.md", "0", Facts("R"), TEXT, BLOCKS)


def marked(start: int, end: int) -> list[str]:
    return re.findall(r"<mark[^>]*>(.*?)</mark>", show_stretch(REPORT, 0, len(TEXT), Highlight(start, end, "here")))


def test_blocks_keep_their_shape() -> None:
    assert show_stretch(REPORT, 0, 23) == '<h3 id="s0">Heading</h3><p class="paragraph">One two three.</p>'
    assert show_stretch(REPORT, 25, 41) == '<ul class="items"><li>• first</li><li>• second</li></ul>'
    assert "<tr><td>a</td><td>b &lt;c&gt;</td></tr><tr><td>d</td><td>e</td></tr>" in show_stretch(REPORT, 43, 54)


def test_the_marked_words_are_the_words_at_the_offsets() -> None:
    start = TEXT.index("two")
    assert marked(start, start + 3) == ["two"]


def test_a_quote_over_several_blocks_is_marked_in_each_and_found_at_its_first() -> None:
    shown = show_stretch(REPORT, 0, len(TEXT), Highlight(13, 45, "here"))
    assert marked(13, 45) == ["two three.", "• first", "• second", "a"]
    assert shown.count('id="here"') == 1 and '<mark id="here">two three.' in shown


def test_every_span_is_marked_exactly() -> None:
    for start in range(9, len(TEXT)):
        for end in range(start + 1, len(TEXT) + 1):
            shown = "".join(marked(start, end)).replace("&lt;", "<").replace("&gt;", ">")
            assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", TEXT[start:end])


def test_a_stretch_cuts_a_block_and_a_report_without_blocks_is_one_paragraph() -> None:
    assert show_stretch(REPORT, 9, 16) == '<p class="paragraph">One two</p>'
    assert show_stretch(Report("r", "r", "0", Facts("R"), "a <b"), 0, 4) == '<p class="paragraph">a &lt;b</p>'
