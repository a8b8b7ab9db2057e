from dataclasses import replace

import pytest

from retrieval.question.understanding import Understanding
from retrieval.words.listing import find_listing

TABLE = "{caption}\nEnablers\tBarriers\nStaff knew the area.\tPlans came late."


@pytest.fixture
def table(evidence_of):
    def make(caption, score):
        return replace(evidence_of(TABLE.format(caption=caption), kind="table"), score=score)

    return make


def test_the_table_on_just_the_body_asked_about_is_given(table):
    both, alone = table("Table 1: the CRC and the NPS", 9.0), table("Table 2: the NPS", 8.0)
    nps, two = Understanding(bodies=("NPS",)), Understanding(bodies=("CRC", "NPS"))
    assert find_listing(nps, [both, alone], both) is alone
    assert find_listing(two, [alone, both], alone) is both
    assert find_listing(nps, [both, replace(alone, score=2.0)], both) is both


def test_a_table_with_the_column_asked_for_comes_before_prose(table, evidence_of):
    prose, named = replace(evidence_of("Absence was a barrier."), score=9.0), table("Table 2", 8.5)
    assert find_listing(Understanding(stems=("barrier", "work")), [prose, named], prose) is named
    assert find_listing(Understanding(stems=("absenc", "work")), [prose, named], prose) is None
