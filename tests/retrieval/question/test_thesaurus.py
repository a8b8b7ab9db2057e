from itertools import combinations

import pytest

from ingest.words import stems
from retrieval.question.thesaurus import GROUPS, Thesaurus


@pytest.fixture
def small():
    return Thesaurus([["chase up", "enforcement"], ["bench", "court", "magistrates’ court"], ["missed appointments", "absences"]])


def test_a_phrase_gives_the_other_members_of_its_group(small):
    assert small.alternatives("Do we chase up people?") == {"chase": (("enforc",),)}


def test_every_word_of_a_phrase_may_be_said_by_what_stands_for_the_phrase(small):
    assert small.alternatives("missed appointments") == {"miss": (("absenc",),), "appoint": (("absenc",),)}


def test_the_words_of_a_phrase_mean_nothing_apart(small):
    assert small.alternatives("They missed two of the appointments and gave chase") == {}


def test_a_word_is_never_offered_in_place_of_itself(small):
    assert small.alternatives("the magistrates' court") == {"court": (("bench",),), "magistr": (("bench",), ("court",))}


def test_a_text_with_no_word_of_the_field_has_no_alternatives(small):
    assert small.alternatives("") == small.alternatives("buses to Port Ellery") == {}


def test_the_groups_that_ship_hold_two_members_or_more_and_no_member_twice():
    for line in GROUPS.read_text(encoding="utf-8").splitlines():
        members = [m.strip() for m in line.split(",")] if line and not line.startswith("#") else ["a", "b"]
        assert len(members) > 1 and all(members), line
        assert not any(one == other for one, other in combinations(members, 2)), line


def test_the_field_calls_missed_appointments_by_other_names():
    others = Thesaurus.of_the_field().alternatives("Do we chase up people who keep missing appointments?")
    assert ("enforc",) in others["chase"] and tuple(stems("absence")) in others["appoint"]
