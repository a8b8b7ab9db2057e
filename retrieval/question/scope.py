"""Scope: questions that no report can answer because they ask for an opinion, for advice on a person, for talk or about the library."""

import re

OPINION = re.compile(
    r"\b(?:do you think|what do you think|your (?:opinion|view|favourite)|would you (?:say|recommend|rather)|are you (?:a|an|sure|real)|who (?:are|made) you)\b",
    re.I,
)
ADVICE = re.compile(
    r"\b(?:my (?:client|case|caseload|offender|service user|son|daughter|husband|wife|partner|brother|neighbour|ex|probation officer|manager|boss|solicitor)"
    r"|should (?:i(?! (?:learn|know|read|look|ask|expect|take))|he|she)\b|^\W*should we\b|(?:can|could|may|must) i (?!see|find|get|have|read|know|ask|look|(?:fairly|safely|reasonably) |compare|rely|trust|quote|cite|say|tell from|conclude|assume|expect to find|check|learn)|i(?:'m| am) (?:supervising|managing|on (?:probation|licence|a tag))|i have (?:a|an|this) (?:man|woman|client|case|person|lad|guy|service user))\b",
    re.I,
)
# About the library itself; "how many reports did inspectors read?" is about what a report says.
LIBRARY = re.compile(
    r"^\W*(?:how many|which|what) (?:reports?|texts?|documents?|areas?|years?|inspections?) (?:"
    r"are (?:there|covered|included|held|available)?(?: ?(?:here|(?:in|by) (?:the|this|your) library))?\W*$"
    r"|do (?:you|we) (?:have|hold|cover|know)|have you(?: got)?|does (?:the|this) library (?:hold|have|cover)|can I ask about)"
    r"|^\W*what (?:can|could|should) (?:I|you|we|one) (?:ask(?: you)?|answer|help with)(?: (?:here|about|you))?\W*$"
    r"|^\W*what (?:is|are) (?:in (?:the|this|your) library|you able to (?:do|answer))|^\W*(?:help|how do I use this)\W*$",
    re.I,
)
TALK = re.compile(
    r"^\W*(?:thanks|thank you|cheers|brilliant|great)\b(?!.*\?)[^?]{0,80}$|^\W*(?:hi|hello|hey|thanks|thank you|good (?:morning|afternoon|evening)|ok|okay|bye)(?: (?:there|all|again|very much|so much|everyone))?\W*$"
    r"|^\W*(?:how are you|tell me a (?:joke|story)|sing)\b"
    r"|\b(?:write|compose) (?:me )?(?:a|an|some) (?:poem|song|story|joke|code|limerick|essay|cover letter|email|haiku)|\b(?:recipe|weather|football score|lottery|horoscope|capital of)\b"
    r"|\bignore (?:all |your |the )?(?:previous |above |earlier )?instructions\b|\bsystem prompt\b",
    re.I,
)


def find_reason_outside(question: str) -> str | None:
    """Why a question lies outside what reports can answer: opinion, advice, talk or the library itself; None when it may be answered."""
    for reason, pattern in (("advice", ADVICE), ("opinion", OPINION), ("talk", TALK), ("library", LIBRARY)):
        if pattern.search(question):
            return reason
    return None
