import pytest

from app.phrases import ENDINGS, date_words, kind_words, limits_words, source_words
from corpus.report import Facts
from retrieval.answer import STATUSES
from retrieval.evidence import Filters


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2017-11-09", "9 November 2017"),
        ("2017-11", "November 2017"),
        ("2017", "2017"),
        (None, ""),
        ("2017-13", "2017"),
        ("undated", "undated"),
    ],
)
def test_dates_are_said_as_precisely_as_they_are_known(date: str | None, words: str) -> None:
    assert date_words(date) == words


def test_every_status_has_its_own_words_and_shape() -> None:
    assert set(ENDINGS) == set(STATUSES)
    assert len({e.label for e in ENDINGS.values()}) == len({e.shape for e in ENDINGS.values()}) == len(STATUSES)


def test_a_digest_is_called_one() -> None:
    assert kind_words(Facts("T", kind="news", digest=True)) == "digest of: news"
    assert kind_words(Facts("T", digest=True)) == "digest of: report"
    assert source_words(Facts("T", kind="news", publisher="Gazette", published_on="2019-07")) == "News · Gazette · July 2019"


def test_limits_are_said_in_one_phrase() -> None:
    assert limits_words(Filters()) == ""
    limits = Filters(report_ids=frozenset({"a", "b"}), areas=frozenset({"Kent", "Arden"}), years=frozenset({2017}))
    assert limits_words(limits) == "area Arden or Kent; year 2017; 2 chosen reports"
