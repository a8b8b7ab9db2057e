"""Where published words are found: the page of a PDF, a web page at the words, or only the address of what a digest sums up."""

from dataclasses import replace

import pytest

from app.markup.onward import published_at, text_fragment
from corpus.report import Facts, Report

TEXT = "Visits were made in 31 per cent of cases.\n\nA second page."
REPORT = Report("r", "r.pdf", "0", Facts("R", address="https://reports.example/r.pdf#top"), TEXT, pages=(0, 43))


def test_a_pdf_is_opened_at_its_page() -> None:
    assert published_at(REPORT, 43, 50) == ("Page 2 where it was published", "https://reports.example/r.pdf#page=2")


def test_a_web_page_is_opened_at_the_words() -> None:
    web = replace(REPORT, facts=Facts("R", address="https://reports.example/r?x=1#top"), pages=())
    told, address = published_at(web, 0, 41)
    assert told == "These words where they were published"
    assert address == "https://reports.example/r?x=1#:~:text=Visits%20were%20made%20in%2031%20per%20cent%20of%20cases."


def test_the_words_of_a_digest_are_not_sought_where_they_do_not_stand() -> None:
    digest = replace(REPORT, facts=replace(REPORT.facts, digest=True))
    assert published_at(digest, 43, 50) == ("Where it was published", "https://reports.example/r.pdf#top")


@pytest.mark.parametrize("address", [None, "", "javascript:alert(1)", "reports/r.pdf"])
def test_what_is_no_web_address_is_no_link(address: str | None) -> None:
    assert published_at(replace(REPORT, facts=Facts("R", address=address)), 0, 5) == ("", "")


@pytest.mark.parametrize(
    ("words", "fragment"),
    [
        ("Staff, well-trained & calm", "Staff%2C%20well%2Dtrained%20%26%20calm"),
        ("• first item\n• second item", "first%20item,second%20item"),
        ("Leadership\tGood", "Leadership,Good"),
        (" ".join(f"w{n}" for n in range(13)), "w0%20w1%20w2%20w3%20w4,w8%20w9%20w10%20w11%20w12"),
        ("\n", ""),
    ],
)
def test_words_are_named_as_a_browser_finds_them(words: str, fragment: str) -> None:
    assert text_fragment(words) == fragment
