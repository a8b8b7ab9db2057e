"""The writer with a language model: what it writes is checked claim by claim, and the offline writer stands in for it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from ingest.lexical import LexicalIndex
from retrieval.answering.writer import OnDraft, Writer
from retrieval.calls import Caller, Message, ModelFailure, Stopped, never
from retrieval.checks.citations import Draft, find_fault, find_numbers
from retrieval.checks.quoting import is_unseen, locate
from retrieval.checks.support import MARK_AT_END, Common, find_link, find_new_words, find_unsupported
from retrieval.evidence import Evidence
from retrieval.model.prompt import ANSWER_SCHEMA, MOST_CLAIMS, QUESTION_SCHEMA, ask_again, ask_for_claims, ask_to_rewrite, choose_given
from retrieval.model.reply import ReplyReader, Said, read_rewriting
from retrieval.model.settings import REPLAY, ModelSettings, what_leaves
from retrieval.question.understanding import Understanding
from retrieval.search.shelf import bodies_over

LONGEST_QUESTION = 300
REWRITING_SECONDS = 15.0  # of a whole answer's time; a question is short
CHARS_A_TOKEN = 4
IN_USE, LEAST_PASSAGES = 0.02, 8  # share of the passages that hold a word of ordinary use, and how many must at least
FOUND_NOTHING = "The language model found no answer in the passages it was given."
TOO_LONG = "The language model wrote more than is taken of it; what was checked up to there is shown."
CUT = "The language model’s reply broke off; what was checked up to there is shown."
NO_REPAIR = "The language model could not be asked to correct what failed."


@dataclass
class Account:
    """What became of one answer: who wrote it, and what its reader must know."""

    authors: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    left_out: int = 0

    def note(self, author: str, *notices: str) -> None:
        self.authors += [author] if author not in self.authors else []
        self.notices += [notice for notice in notices if notice and notice not in self.notices]


@dataclass(frozen=True)
class Heard:
    """A reply once it was checked: its drafts, those that failed with their fault, and how it ended."""

    drafts: tuple[Draft, ...]
    reader: ReplyReader
    overlong: bool = False

    @property
    def holding(self) -> list[Draft]:
        return [draft for draft in self.drafts if not draft.fault]

    @property
    def faulty(self) -> list[Draft]:
        return [draft for draft in self.drafts if draft.fault]

    @property
    def broken_off(self) -> bool:
        return not self.overlong and not self.reader.closed


@dataclass(frozen=True)
class ModelWriter(Writer):
    """Writes through a Caller; `offline` writes where that fails. Use `anew` for each answer, or accounts run together."""

    caller: Caller
    offline: Writer
    settings: ModelSettings
    common: Common
    on_draft: OnDraft | None = None
    stopped: Stopped = never
    account: Account = field(default_factory=Account)

    @property
    def name(self) -> str:
        """Who wrote since `anew`; the model, before anything is written."""
        return " and ".join(self.account.authors) or self.caller.name

    @property
    def notice(self) -> str:
        return " ".join([*self.account.notices, *_left_out(self.account.left_out)])

    @property
    def leaves(self) -> str:
        return what_leaves(self.settings)

    def anew(self, on_draft: OnDraft | None = None, stopped: Stopped = never) -> "ModelWriter":
        return replace(self, on_draft=on_draft, stopped=stopped, account=Account())

    def over(self, offline: Writer) -> "ModelWriter":
        return replace(self, offline=offline)

    def write(self, understood: Understanding, evidence: Sequence[Evidence]) -> list[Draft]:
        """The model's drafts, those that failed a check with their fault; the offline writer's where none holds."""
        given = choose_given(evidence, self.settings.tokens)
        if not given:
            return []
        check = partial(self._checked, given, understood.bodies)
        try:
            return self._written(ask_for_claims(understood.text, given), check, understood, evidence)
        except ModelFailure as failure:
            return self._offline(failure.notice, understood, evidence)

    def rewrite(self, question: str, earlier: Sequence[str]) -> str | None:
        """The follow-up in the model's words, if these add no name, figure or topic to what was asked."""
        until = time.monotonic() + min(REWRITING_SECONDS, self.settings.seconds)
        try:
            pieces = self.caller.stream(ask_to_rewrite(question, earlier), QUESTION_SCHEMA, until, self.stopped)
            text = read_rewriting("".join(piece.text for piece in pieces)[: 10 * LONGEST_QUESTION])
        except ModelFailure:
            return None
        turns = "\n".join((question, *earlier))
        new = find_link(text) or find_new_words(text, turns, self.common) or not find_numbers(text) <= find_numbers(turns)
        return None if not text or len(text) > LONGEST_QUESTION or new else text

    def _written(
        self, messages: list[Message], check: Callable[[Said], Draft], understood: Understanding, evidence: Sequence[Evidence]
    ) -> list[Draft]:
        until = time.monotonic() + self.settings.seconds
        heard = self._hear(messages, check, until)
        holding, faulty, notices = heard.holding, heard.faulty, _told(heard)
        if not heard.reader.readable or faulty:
            try:
                again = self._hear(ask_again(messages, heard.reader.text[:8000], faulty), check, until, heard.drafts)
            except ModelFailure as failure:
                if not heard.reader.readable:
                    raise
                notices.append(NO_REPAIR if failure.kind != "stopped" else failure.notice)
            else:
                if not heard.reader.readable:
                    heard, notices = again, _told(again)
                faulty = [*again.faulty, *faulty[len(again.drafts) :]]
                holding += again.holding
        return self._settled(heard, holding, faulty, notices, understood, evidence)

    def _settled(
        self, heard: Heard, holding: list[Draft], faulty: list[Draft], notices: list[str],
        understood: Understanding, evidence: Sequence[Evidence],
    ) -> list[Draft]:  # fmt: skip
        """The drafts as they are handed over, with what must be said of them."""
        if holding:
            self.account.note(self.caller.name, *notices)
            self.account.left_out += len(faulty)
            return [*holding, *faulty]
        if faulty:
            return [*self._offline(ModelFailure("checks").notice, understood, evidence), *faulty]
        if heard.reader.in_reports or not heard.reader.readable:
            raise ModelFailure(_why_nothing(heard))
        self.account.note(self.caller.name, FOUND_NOTHING)
        return []

    def _hear(self, messages: Sequence[Message], check: Callable[[Said], Draft], until: float, known: tuple[Draft, ...] = ()) -> Heard:
        """One reply, checked as it comes; what is known already is passed over, and more than is taken is not waited for."""
        reader, drafts = ReplyReader(), list[Draft]()
        most = self.settings.answer_tokens * CHARS_A_TOKEN
        try:
            for piece in self.caller.stream(messages, ANSWER_SCHEMA, until, self.stopped):
                for said in reader.feed(piece):
                    self._take(check(said), drafts, known)
                if len(reader.claims) > MOST_CLAIMS or len(reader.text) > most:
                    return Heard(tuple(drafts), reader, overlong=len(reader.claims) > MOST_CLAIMS or not reader.closed)
        except ModelFailure as failure:
            holding = any(not draft.fault for draft in drafts)
            if not (failure.kind == "cut" or (failure.kind in ("slow", "stopped") and holding)):
                raise
        for said in reader.end():
            self._take(check(said), drafts, known)
        if reader.refusal:
            raise ModelFailure("declined")
        return Heard(tuple(drafts), reader)

    def _take(self, draft: Draft, drafts: list[Draft], known: tuple[Draft, ...]) -> None:
        if draft in drafts or draft in known or len(drafts) >= MOST_CLAIMS:
            return
        drafts.append(draft)
        if self.on_draft and not draft.fault:
            self.on_draft(draft)

    def _checked(self, given: Sequence[Evidence], bodies: Sequence[str], said: Said) -> Draft:
        """A claim as a draft with the report's own words, and the first check it fails."""
        text = MARK_AT_END.sub("", " ".join("".join(c for c in said.text if not is_unseen(c)).split())).strip()
        found = [locate(words, given[number - 1]) if 0 < number <= len(given) else None for number, words in said.quotes]
        quotes = tuple(dict.fromkeys(quote for quote in found if quote))
        draft = Draft(text, quotes)
        if not quotes or None in found:
            return replace(draft, fault="quote")
        over = {e.passage.passage_id: bodies_over(e.passage) for e in given}
        return replace(draft, fault=find_fault(draft, bodies, over) or find_unsupported(text, quotes, self.common) or "")

    def _offline(self, notice: str, understood: Understanding, evidence: Sequence[Evidence]) -> list[Draft]:
        self.account.note(self.offline.name, notice, self.offline.instead)
        return self.offline.write(understood, evidence)


def open_writer(settings: ModelSettings, offline: Writer, lexical: LexicalIndex) -> ModelWriter:
    """The writer for these settings; LangChain is imported here and not before. Raises ModelSettingsError."""
    return ModelWriter(_open_caller(settings), offline, settings, partial(in_ordinary_use, lexical))


def in_ordinary_use(lexical: LexicalIndex, stem: str) -> bool:
    """Whether a stem stands in so many passages that nobody planted it."""
    return lexical.count_of(stem) >= max(LEAST_PASSAGES, IN_USE * lexical.count)


def _open_caller(settings: ModelSettings) -> Caller:
    from pathlib import Path

    from retrieval.model.recording import Recorder, Replay

    if settings.provider == REPLAY:
        return Replay(Path(settings.model))
    from retrieval.model.chat_model import ChatModel

    caller = ChatModel(settings)
    return Recorder(caller, settings.record, settings.host) if settings.record else caller


def _left_out(count: int) -> list[str]:
    many = f"{count} statements of the language model failed the checks and were left out."
    return [many if count > 1 else "1 statement of the language model failed the checks and was left out."] if count else []


def _told(heard: Heard) -> list[str]:
    return [TOO_LONG] if heard.overlong and heard.holding else [CUT] if heard.broken_off and heard.holding else []


def _why_nothing(heard: Heard) -> str:
    if not heard.reader.text.strip():
        return "empty"
    return "empty" if heard.reader.closed else "cut" if heard.broken_off and heard.reader.text.lstrip()[:1] in ("{", "[") else "unreadable"
