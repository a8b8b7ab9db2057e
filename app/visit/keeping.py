"""Keeping: what a visitor asks and says is kept; where it cannot be, the page goes on and says why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from app.storage.database import chosen_address
from app.storage.faults import StorageError, Unreachable
from app.storage.opening import Storage
from app.storage.records import Conversation, Feedback, Listed, Named, SavedBriefing
from retrieval.answer import Answer, filters_json, to_json
from retrieval.briefing.briefing import Briefing
from retrieval.briefing.briefing import to_json as briefing_json
from retrieval.evidence import Question
from retrieval.kept import Lost, read_back, read_filters
from retrieval.search.shelf import Shelf

LOCAL = "local"  # who asks where nobody signs in
LONGEST_NAME = 70
MOST_ALIKE = 200  # briefings on one topic
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Turn:
    """What a visitor asked, the answer it got, and which of its citations no longer hold; `id` is empty where it is not kept."""

    asked: str
    answer: Answer
    id: str = ""
    lost: tuple[Lost, ...] = ()


class Keeper:
    """What one person keeps, for one run of the page.

    A fault of the database is remembered in `fault` and answered with nothing, never raised; one that does not answer is not asked again.

    For nobody in particular nothing is kept: who comes from the same address is not the same person.
    """

    def __init__(self, person: str | None = LOCAL, address: str | None = None):
        self.person, self.fault, self._away = person or "", "", False
        self._address = address or chosen_address()

    def keep(self, conversation_id: str, asked: str, answer: Answer, library: str) -> tuple[str, str]:
        """Add a turn, to a new conversation where there is none of this id; gives its id and the turn's, empty where not kept."""

        def add(storage: Storage) -> tuple[str, str]:
            given = (self.person, asked, answer.question.text, filters_json(answer.question.filters), to_json(answer))
            turn = storage.conversations.add(conversation_id, *given) if conversation_id else None
            if turn:
                return conversation_id, turn.id
            begun = storage.conversations.begin(self.person, name_of(asked), library)
            turn = storage.conversations.add(begun.id, *given)
            return begun.id, turn.id if turn else ""

        return self._try(add, ("", ""))

    def open(self, conversation_id: str) -> Conversation | None:
        """A conversation of this person."""
        return self._try(lambda storage: storage.conversations.open(conversation_id, self.person), None)

    def list(self, words: str, count: int) -> list[Listed]:
        """The person's conversations, or those that hold these words, the last changed first."""
        return self._try(lambda storage: storage.conversations.list(self.person, words, count), [])

    def rename(self, conversation_id: str, name: str) -> bool:
        """Give a conversation another name."""
        return self._try(lambda storage: storage.conversations.rename(conversation_id, self.person, name), False)

    def delete(self, conversation_id: str) -> bool:
        """Delete a conversation with what was said of it."""
        return self._try(lambda storage: storage.conversations.delete(conversation_id, self.person), False)

    def keep_briefing(self, made: Briefing) -> SavedBriefing | None:
        """Keep a briefing as it was made, under its topic and, where that is taken, a number; None where it is not kept."""
        name = name_of(made.topic[:1].upper() + made.topic[1:])
        taken = {each.name for each in self.list_briefings(name.rstrip("…"), MOST_ALIKE)}
        numbered = next(words for n in range(1, MOST_ALIKE + 2) if (words := f"{name} ({n})" if n > 1 else name) not in taken)
        kept = (numbered, filters_json(made.coverage.filters), briefing_json(made))
        return self._try(lambda storage: storage.briefings.save(self.person, *kept), None)

    def open_briefing(self, briefing_id: str) -> SavedBriefing | None:
        """A briefing of this person, or one that another shares."""
        return self._try(lambda storage: storage.briefings.open(briefing_id, self.person), None)

    def list_briefings(self, words: str, count: int) -> Sequence[Named]:
        """The person's briefings, or those whose name holds these words, the last changed first."""
        return self._try(lambda storage: storage.briefings.names(self.person, words, count), [])

    def edit_briefing(self, briefing_id: str, changed: Briefing | None) -> bool:
        """Keep a briefing as it was changed; None takes all changes back."""
        edits = briefing_json(changed) if changed else {}
        return self._try(lambda storage: storage.briefings.edit(briefing_id, self.person, edits), False)

    def rename_briefing(self, briefing_id: str, name: str) -> bool:
        """Give a briefing another name."""
        return self._try(lambda storage: storage.briefings.rename(briefing_id, self.person, name), False)

    def share_briefing(self, briefing_id: str, shared: bool) -> bool:
        """Let others open a briefing by its link, or no longer."""
        return self._try(lambda storage: storage.briefings.share(briefing_id, self.person, shared), False)

    def delete_briefing(self, briefing_id: str) -> bool:
        """Delete a briefing with what was changed in it."""
        return self._try(lambda storage: storage.briefings.delete(briefing_id, self.person), False)

    def opinion(self, turn_id: str) -> Feedback | None:
        """What this person said of a turn."""
        return self._try(lambda storage: storage.opinions.of([turn_id], self.person).get(turn_id), None)

    def say(self, turn_id: str, verdict: str | None, note: str) -> bool:
        """Keep what this person says of a turn; None withdraws it."""
        if verdict is None:
            return self._try(lambda storage: storage.opinions.withdraw(turn_id, self.person), False)
        return self._try(lambda storage: storage.opinions.save(turn_id, self.person, verdict, note) is not None, False)

    def _try(self, work: Callable[[Storage], Result], otherwise: Result) -> Result:
        if not self.person or self._away:
            return otherwise
        try:
            return work(open_storage(self._address))
        except StorageError as error:
            self.fault, self._away = str(error), isinstance(error, Unreachable)
            return otherwise


@st.cache_resource(show_spinner=False)
def open_storage(address: str) -> Storage:
    """One storage for all visitors; one that could not be opened is tried again at the next visit."""
    return Storage.open(address)


def name_of(asked: str) -> str:
    """A first question as the name of its conversation."""
    words = " ".join(asked.split())
    if len(words) <= LONGEST_NAME:
        return words
    cut = words[:LONGEST_NAME]
    return (cut[: cut.rfind(" ")] if " " in cut else cut).rstrip(" ,;:") + "…"


def turns_of(conversation: Conversation, shelf: Shelf) -> list[Turn]:
    """The turns of a kept conversation, their citations checked anew; nothing is asked again."""
    turns = []
    for kept in conversation.turns:
        question = Question(kept.standalone, read_filters(kept.filters), kept.asked if kept.asked != kept.standalone else "")
        read = read_back(kept.answer, question, shelf)
        turns.append(Turn(kept.asked, read.answer, kept.id, read.lost))
    return turns
