"""Polarity: whether the words that answer a yes-or-no question say yes or no; nothing is said where that is not plain.

Plain is: one sentence holds nearly all that is asked, in clauses that all deny or all affirm, with no share, degree or plan in it.
"Reports were of good quality in three-quarters of cases" is neither yes nor no, and a wrong "Yes" is worse than none.
"""

import re

from ingest.words import stems
from retrieval.question.understanding import Understanding, find_bodies
from retrieval.search.searcher import Searcher

NEARLY_ALL = 0.68  # of the weight of what is asked, in the sentence
MOST = 0.5  # and in one clause of it
FEW_STEMS = 2  # are soon held by chance
CLAUSE = re.compile(r"[,;:()–—]|\b(?:but|though|although|however|yet|while|whereas|despite|except|because|so that)\b", re.I)
DENIES = re.compile(
    r"\b(?:no|not|never|none|neither|nor|without|cannot|\w+n[’']t|lack(?:s|ed|ing)?|fail(?:s|ed|ing|ure)?|unable|rarely|hardly|seldom|barely|"
    r"little|few|insufficient\w*|inadequate\w*|inconsisten\w*|missed|refus\w+|contrary|instead)\b",
    re.I,
)
HEDGES = re.compile(
    r"\b(?:some|sometimes|part(?:ly|ially)|most(?:ly)?|many|much|several|half|thirds?|quarters?|majority|minority|percent|per cent|"
    r"nearly|almost|generally|usually|often|always|only|mixed|varied|variable|limited|less|fewer|all but|one in|\d+ of|too|"
    r"could|should|would|may|might|plan(?:s|ned)?|aim(?:s|ed)?|intend(?:s|ed)?|expect(?:s|ed)?|due to|will|try(?:ing)?|tried|"
    r"attempt\w*|hop(?:es?|ed|ing)|proposed|seem\w*|appear\w*|said|felt|poor\w*|low|weak\w*)\b|%",
    re.I,
)
TURNS = re.compile(
    r"\b(?:or|only|all|every|any|always|ever|more|less|fewer|better|worse|most|than|just|without|no|not|never|lack|fail\w*|\w+n[’']t)\b",
    re.I,
)
POINTS_BACK = re.compile(r"\W{0,3}(?:this|that|these|those|it|they|which|none)\b", re.I)  # "..., but this was not happening"
DEGREE = re.compile(r"\b(?:enough|good|well|properly|fully|sufficient\w*|adequate\w*|effective\w*|satisf\w+|happy|strong\w*|right)\b", re.I)


def tell_polarity(searcher: Searcher, understood: Understanding, words: str) -> str:
    """What the words say to the question: "Yes", "No", or nothing."""
    if understood.asked != understood.text or TURNS.search(understood.text) or HEDGES.search(words) or len(understood.own) < 2:
        return ""
    if not {m.lower() for m in DEGREE.findall(understood.text)} <= {m.lower() for m in DEGREE.findall(words)}:
        return ""
    if held_share(searcher, understood, words) < NEARLY_ALL or not _is_of_all(understood, words):
        return ""
    shares = {clause: held_share(searcher, understood, clause) for clause in CLAUSE.split(words) if clause}
    relevant = [clause for clause, share in shares.items() if share > 0 or POINTS_BACK.match(clause)]
    fullest = max(relevant, key=shares.__getitem__, default="")
    if shares.get(fullest, 0.0) < MOST or not _in_order(understood, fullest):
        return ""
    denied = [bool(DENIES.search(clause)) for clause in relevant]
    return "" if not denied or (any(denied) and not all(denied)) else "No" if denied[0] else "Yes"


def _is_of_all(understood: Understanding, words: str) -> bool:
    """Whether the words name both bodies of a question that sets one to the other: "can the NPS use the CRC's workshops?"."""
    return len(understood.bodies) < 2 or set(understood.bodies) <= set(find_bodies(words))


def _in_order(understood: Understanding, clause: str) -> bool:
    """Whether a clause holds what is asked in its order: "was happy for staff to leave" does not tell whether staff were happy."""
    at = [understood.own.index(s) for s in stems(clause) if s in understood.own]
    return len(understood.own) > FEW_STEMS or at == sorted(at)


def held_share(searcher: Searcher, understood: Understanding, words: str) -> float:
    """The share of the weight of what is asked that the words hold, themselves or in other words."""
    held, weight = set(stems(words)), searcher.shelf.lexical.weight
    total = sum(map(weight, understood.own)) or 1.0
    return (sum(weight(s) for s in understood.own if s in held) + searcher.weigh_meant(understood, held)) / total
