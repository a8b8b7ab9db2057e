"""Topic: the noun phrase that a question is about, and a follow-up written with it in the place of its pronoun."""

import re

from ingest.words import stems

SAYS = r"(?:say|find|think|report|conclude|recommend|write)"
LEADS = (
    r"(?:tell|show|give) (?:me|us)(?: more)?(?: about)?|(?:summarise|describe|explain|list)",
    r"what happened (?:in|to|with|at)",
    r"what (?:is|was) (?:said|known) (?:about|of|on)",
    rf"what (?:do|does|did) (?:[\w’']+ ){{1,4}}?{SAYS} (?:about|on|of|in|at)",
    r"what(?:['’]s| is| are| was| were)",
    r"who (?:owns?|owned|runs?|ran|leads?|led|manages?|managed|provides?|provided|delivers?|delivered|(?:pays?|paid) for)",
    r"how (?:good|bad|well|big|large|high|low|long|effective|common) (?:is|are|was|were)",
    r"(?:is|are|was|were) there",
)
LED = re.compile(rf"^\W*(?:please |and |but |so )?(?:{'|'.join(LEADS)}) (?P<topic>.+)$", re.I)
THERE = re.compile(r"^\W*(?:what|which) (?P<topic>.+?) (?:is|are|was|were) there\b(?P<rest>.*)$", re.I)
DOES = re.compile(
    r"^\W*(?:how|what(?: \w+)?) (?:do|does|did|is|are|was|were|has|have) (?P<topic>(?:\S+ ){0,4}?\S+) "
    r"(?:works?|working|do|doing|perform|performing|performed|end|find|say|get|run|managed|led|organised|delivered)\b"
    r"(?P<rest>(?: (?:in|for) .*)?)$",
    re.I,
)
# What is no phrase of nouns: "what was told to them", "what is being done about delays".
NO_NOUN = frozenset("inspectors it this that these those they them there being done said told known given made".split())
CLAUSE = re.compile(r"\b(?:is|are|was|were|do|does|did|has|have|had|should|can|will|what|who|which|how|why|when|where)\b", re.I)
LONGEST = 10  # words
HEAD_ENDS = re.compile(r" (?:in|of|for|at|on|with|by|from|to|that|who)\b")
PRONOUN = re.compile(r"\b(?:(?P<one>it|he|him|she)|(?P<many>they|them)|(?P<own>its|his|their))\b", re.I)
INSPECTORS = re.compile(rf"\bthey {SAYS}|\bthey (?:want|suggest|speak|talk|look|see|inspect|visit|rate)", re.I)


def find_topic(question: str) -> str:
    """The noun phrase that a question is about: "Willowdene" of "Tell me about Willowdene"; empty where none stands at its end."""
    plain = question.strip(" ?.!")
    match = THERE.match(plain) or LED.match(plain) or DOES.match(plain)
    if not match:
        return ""
    topic = f"{match['topic']}{match.groupdict().get('rest') or ''}".strip()
    return topic if stems(topic) and len(topic.split()) <= LONGEST and _is_noun(topic) else ""


def _is_noun(phrase: str) -> bool:
    first = phrase.lower().split()[0]
    told = first in NO_NOUN or first.endswith("ed") or phrase.lower().startswith("the inspectors")
    return not told and not CLAUSE.search(phrase)


def put_topic(turn: str, topic: str) -> str | None:
    """A turn with the topic in the place of its pronoun; None where the pronoun means something else, such as the inspectors."""
    pronoun = PRONOUN.search(turn)
    if pronoun is None or INSPECTORS.search(turn) or len(PRONOUN.findall(turn)) > 1 or turn.lower().startswith("list"):
        return None
    if (pronoun["many"] and not _is_many(topic)) or (pronoun["one"] and _is_many(topic) and not topic[0].isupper()):
        return None
    said = f"{topic}{'’' if topic.endswith('s') else '’s'}" if pronoun["own"] else topic
    return f"{turn[: pronoun.start()]}{said}{turn[pronoun.end() :]}"


def _is_many(topic: str) -> bool:
    """Whether a noun phrase means several: "drug services in Northmoor", but not "YSS" or "the process"."""
    return bool(re.search(r"[^siu]s$", HEAD_ENDS.split(topic)[0]))
