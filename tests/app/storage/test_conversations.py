"""Conversations are kept, found, renamed, deleted, and are nobody else's."""

import threading

import pytest

from app.storage.conversations import new_id
from app.storage.opening import Storage
from app.storage.records import Conversation, Turn

ANSWER = {"status": "answered", "text": "Häufig. [1]", "claims": [{"text": "Häufig.", "citations": [1]}], "ﬁeld": None}


def begin(storage: Storage, name: str, *asked: str, person: str = "local") -> Conversation:
    begun = storage.conversations.begin(person, name, "shipped")
    for question in asked:
        storage.conversations.add(begun.id, person, question, question, {"areas": ["Arden"]}, ANSWER)
    found = storage.conversations.open(begun.id, person)
    assert found
    return found


def add(storage: Storage, conversation: Conversation, asked: str, person: str = "local") -> Turn | None:
    return storage.conversations.add(conversation.id, person, asked, asked, {}, ANSWER)


def names(storage: Storage, words: str = "", person: str = "local") -> list[str]:
    return [listed.name for listed in storage.conversations.list(person, words)]


def test_a_conversation_comes_back_as_it_was_kept(storage: Storage) -> None:
    kept = begin(storage, "Home visits", "How often?", "And in Borland?")
    assert [t.asked for t in kept.turns] == ["How often?", "And in Borland?"]
    assert kept.turns[0].answer == ANSWER and kept.turns[0].filters == {"areas": ["Arden"]}
    assert (kept.name, kept.library) == ("Home visits", "shipped")
    assert kept.created <= kept.turns[0].created <= kept.turns[1].created and kept.created.utcoffset() is not None


def test_the_last_changed_comes_first_with_its_number_of_turns(storage: Storage) -> None:
    first, second = begin(storage, "first", "a", "b"), begin(storage, "second")
    assert names(storage) == ["second", "first"]
    add(storage, first, "c")
    assert [(listed.name, listed.turns) for listed in storage.conversations.list("local")] == [("first", 3), ("second", 0)]
    storage.conversations.rename(second.id, "local", "2nd")
    assert names(storage) == ["2nd", "first"]
    assert [listed.name for listed in storage.conversations.list("local", count=1)] == ["2nd"]


def test_words_of_names_questions_and_answers_find_it_whatever_their_case(storage: Storage) -> None:
    begin(storage, "Straßen in ÄRDEN", "Who visits homes?")
    begin(storage, "Unpaid work", "100% of it? under_scored")
    assert names(storage, "strassen ärden") == names(storage, "VISITS häufig ärden") == ["Straßen in ÄRDEN"]
    assert names(storage, "100%") == names(storage, "under_") == ["Unpaid work"]
    assert names(storage, "1%0") == names(storage, "un_paid") == names(storage, "claims") == []
    assert names(storage, "häufig") == ["Unpaid work", "Straßen in ÄRDEN"]


def test_a_new_name_is_found_and_the_old_one_is_not(storage: Storage) -> None:
    kept = begin(storage, "Before")
    assert storage.conversations.rename(kept.id, "local", "After\0 \ud800")
    assert names(storage) == ["After ?"] and names(storage, "before") == []


def test_deleting_takes_the_turns_and_what_was_said_of_them(storage: Storage) -> None:
    kept, other = begin(storage, "gone", "a", "b"), begin(storage, "stays", "c")
    for turn in (*kept.turns, *other.turns):
        storage.opinions.save(turn.id, "local", "right")
    assert storage.conversations.delete(kept.id, "local")
    assert storage.conversations.open(kept.id, "local") is None and names(storage) == ["stays"]
    assert [remark.turn.asked for remark in storage.opinions.list()] == ["c"]
    assert not storage.conversations.delete(kept.id, "local") and add(storage, kept, "d") is None


def test_nobody_reads_or_changes_what_another_person_asked(storage: Storage) -> None:
    kept = begin(storage, "mine", "a", person="ann")
    assert storage.conversations.open(kept.id, "bob") is None and names(storage, person="bob") == []
    assert not storage.conversations.rename(kept.id, "bob", "his") and not storage.conversations.delete(kept.id, "bob")
    assert add(storage, kept, "b", person="bob") is None
    assert storage.conversations.open(kept.id, "ann") == kept


def test_what_no_database_takes_is_replaced_and_not_refused(storage: Storage) -> None:
    kept = begin(storage, "nul \0 and half \ud800", "asked \0\udfff")
    assert (kept.name, kept.turns[0].asked) == ("nul  and half ?", "asked ?")


def test_turns_added_at_the_same_time_all_stay_in_an_order(storage: Storage) -> None:
    kept = begin(storage, "busy")
    writers = [threading.Thread(target=add, args=(storage, kept, str(n))) for n in range(16)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    found = storage.conversations.open(kept.id, "local")
    assert found and sorted(int(turn.asked) for turn in found.turns) == list(range(16))


@pytest.mark.parametrize("times", [1000])
def test_ids_are_long_and_never_the_same(times: int) -> None:
    ids = {new_id() for _ in range(times)}
    assert not any(each.startswith("-") for each in ids), "a terminal takes such a word for an option"
    assert len(ids) == times and all(len(each) >= 22 for each in ids)
