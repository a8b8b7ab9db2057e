"""Support: what is asked of a claim that was written freely, beyond the checks that every claim passes.

Words picked from a report support themselves. Words that a model wrote need not follow from their quote, and may carry
what somebody hid in a report or a question. So each of them must come from the quote, or be a plain word of ordinary use.
"""

import re
from collections.abc import Callable, Sequence

from ingest.tables import split_cells
from ingest.units import TABLE_KINDS, split_units
from ingest.words import STOP, split_words, stem, stems
from retrieval.checks.citations import NEGATION, Quote, find_numbers
from retrieval.checks.instruction import INSTRUCTION
from retrieval.checks.quoting import STRAIGHT, is_unseen, lead_in
from retrieval.checks.units import plain_words
from retrieval.question.understanding import find_bodies

Common = Callable[[str], bool]  # whether a stem is in ordinary use throughout the library
LONGEST_CLAIM = 500
LEAST_SHARE = 0.7  # of a sentence's content words that its quotes, or what stands over them, must hold
LINK = re.compile(
    r"[a-z][a-z\d+.-]{0,30}:/|\bhxxp|\bwww\b|\b(?:javascript|data|mailto|file|tel):(?=\S)|\S@\S|<\s*[a-z/!?]|\]\s*[(\[:]|&#?\w+;|%[\da-f]{2}"
    r"|\b[a-z\d-]{2,63}(?:\.|\s*[\[(]\s*(?:dot|\.)\s*[\])]\s*| dot )(?:com|org|net|uk|gov|io|co|info|biz|example|test|xyz|ru|cn|html?|php|png|jpe?g|gif|exe|zip)\b"
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b",
    re.I,
)
MARKUP = re.compile(r"[<>\[\]{}|\\`*_#~^@$]")
ADDRESSES_READER = re.compile(r"\b(?:i|i'm|we|us|our|my|me|you|your|yours|please|click|visit us|call us|let's)\b", re.I)
PLAIN = frozenset(
    stem(word)
    for word in """said say saying found find finding showed shown show shows reported noted told described stated judged considered
    including included include includes involved involving following compared overall although however while also among across
    within per cent total number share rate average around about nearly almost roughly people person inspector inspectors report
    reports inspection given made make had held having one two used using based part received receive took taken place part
    happened occurred regarding concerning respectively whereas since both either other another same well known named called
    area areas figure figures case cases according needed needing being""".split()
)
# A claim may turn a finding round with one word; a word of one of these groups needs one of the same group in its quote.
TURNS = tuple(
    frozenset(words.split())
    for words in (
        "rose rise rises risen rising increase increased increases increasing grew grown growing more higher over above exceed exceeded greater improved improve improving improvement better",
        "fell fall falls fallen falling decrease decreased decreases decreasing reduced fewer less lower under below declined decline declining worsened worse dropped drop deteriorated",
        "all every always each whole entire entirely fully completely everyone only",
        "none never nobody nothing neither no zero",
        "most majority mostly mainly many generally usually often",
        "few minority rarely seldom little some sometimes partly",
        "good strong effective excellent well successful succeeded best positive impressive outstanding safe",
        "poor weak bad ineffective inadequate failed failing failure worst negative unsafe insufficient lacking lacked",
        "first before earlier previously former",
        "last after later latest recently",
    )
)
LONG_BODIES = {
    "CRC": "CRC Community Rehabilitation Company companies",
    "NPS": "NPS National Probation Service",
    "PDU": "PDU Probation Delivery Unit",
}
SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")
CLAUSE_END = re.compile(r"[,;:()]|\b(?:and|but|while|whereas|compared|against|than|although|though)\b", re.I)
MARK_AT_END = re.compile(r"(?<![\s,;])[\s,;]*(?:\[\d{1,2}\][\s,;]*+){1,20}(?=\.?\s*$)")  # a habit of models; the marks are ours to set
NAME = re.compile(r"\b[A-Z][\w’'-]*")


def find_unsupported(claim: str, quotes: Sequence[Quote], common: Common) -> str | None:
    """The first thing amiss with a freely written claim: length, link, instruction, name, content, negation or body."""
    given = "\n".join(_given(quote) for quote in quotes)
    if len(claim) > LONGEST_CLAIM:
        return "length"
    if find_link(claim) or any(LINK.search(quote.words) for quote in quotes):
        return "link"
    if INSTRUCTION.search(claim) or any(INSTRUCTION.search(quote.evidence.passage.text) for quote in quotes):
        return "instruction"
    if fault := find_new_words(claim, given, common):
        return fault
    if _turns_round(claim, quotes):
        return "negation"
    return "body" if any(_others_figure(claim, quote) for quote in quotes) else None


def find_link(text: str) -> bool:
    """Whether a text holds an address, a link, mark-up, or characters that are not seen."""
    return bool(LINK.search(text) or MARKUP.search(text)) or any(map(is_unseen, text))


def find_new_words(text: str, given: str, common: Common) -> str | None:
    """The name or content of a text that does not come from what is given."""
    known = set(stems(given)) | {stem(word) for word in split_words(given)}
    if not find_bodies(text) or set(find_bodies(text)) <= set(find_bodies(given)):
        known |= {stem(word) for body in find_bodies(text) for word in split_words(LONG_BODIES.get(body, body))}
    else:
        return "name"
    if any(ord(char) > 126 for char in set(text.translate(STRAIGHT)) - set(given) - set("–—…")):
        return "content"  # letters that only look like ours
    for sentence in filter(str.strip, SENTENCE_END.split(text)):
        fault = _new_in_sentence(sentence.strip(), given, known, common)
        if fault:
            return fault
    return None


def _new_in_sentence(sentence: str, given: str, known: set[str], common: Common) -> str | None:
    for match in NAME.finditer(sentence):
        new = {stem(w) for w in split_words(match[0]) if w not in STOP} - known
        if new and (match.start() > 1 or not new <= PLAIN):
            return "name"
    content = stems(sentence)
    new_words = [s for s in content if s not in known and s not in PLAIN]
    held = [s for s in content if s in known]
    if not held or any(not common(s) for s in new_words) or len(new_words) > (1 - LEAST_SHARE) * len(content):
        return "content"
    said, meant = set(re.findall(r"[a-z]+", sentence.lower())), set(re.findall(r"[a-z]+", given.lower()))
    if any(said & group and not meant & group for group in TURNS) or not set(_addressed(sentence)) <= set(_addressed(given)):
        return "content"
    return None


def _addressed(text: str) -> list[str]:
    return [match.lower() for match in ADDRESSES_READER.findall(text.translate(STRAIGHT))]


def _given(quote: Quote) -> str:
    """The quoted words with all that stands over them: lead-in, table heads, headings, and facts of the report."""
    facts, passage = quote.evidence.report.facts, quote.evidence.passage
    dates = " ".join(d.replace("-", " ") for d in (facts.published_on, facts.inspected_on) if d)
    return "\n".join(
        (
            plain_words(quote.words),
            lead_in(quote),
            " ".join(_heads(quote)),
            *passage.headings,
            facts.title,
            *facts.area,
            *facts.bodies,
            dates,
        )
    )


def _turns_round(claim: str, quotes: Sequence[Quote]) -> bool:
    """A claim says no where its quotes do not, or leaves out the no of the clause that it tells."""
    meant = [f"{lead_in(quote).rstrip(':')} {plain_words(quote.words)}" for quote in quotes]
    if NEGATION.search(claim):
        return not any(NEGATION.search(words) for words in meant)
    said = set(stems(claim))
    return any(NEGATION.search(clause) and _tells(said, clause) for words in meant for clause in CLAUSE_END.split(words))


def _tells(said: set[str], clause: str) -> bool:
    """Whether a claim's words hold most of a clause."""
    told = set(stems(NEGATION.sub(" ", clause)))
    return len(told) > 1 and len(told & said) >= 0.6 * len(told)


def _others_figure(claim: str, quote: Quote) -> bool:
    """A claim that names one body takes a figure that its quote gives for the other, in a column or a clause."""
    bodies, numbers = find_bodies(claim), find_numbers(claim)
    if len(bodies) != 1 or not numbers:
        return False
    parts = _columns(quote) if quote.evidence.passage.kind in TABLE_KINDS else [(c, c) for c in CLAUSE_END.split(plain_words(quote.words))]
    for number in numbers:
        over = [find_bodies(head) for head, words in parts if number in find_numbers(words)]
        if over and all(named and bodies[0] not in named for named in over):
            return True
    return False


def _columns(quote: Quote) -> list[tuple[str, str]]:
    """Each cell of a quoted row under the head of its column."""
    heads = _heads(quote)
    return [(heads[n] if n < len(heads) else "", cell) for line in quote.words.splitlines() for n, cell in enumerate(split_cells(line))]


def _heads(quote: Quote) -> list[str]:
    passage = quote.evidence.passage
    head = next((u for u in split_units(passage) if u.kind == "head"), None)
    if head:
        return split_cells(quote.evidence.report.text[head.start : head.end])
    return passage.context.split(" | ") if " | " in passage.context else []
