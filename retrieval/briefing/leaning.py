"""Leaning: whether words praise the work they tell of, fault it, or neither."""

import re

from ingest.words import NUMBER_WORDS

UNFAVOURABLE = re.compile(
    r"\b(?:(?:not(?! only)|never|neither|nor|hardly|too|less than|fewer than|little|few|no) (?:\w+ ){0,4}?(?:enough|good|well|adequate\w*|sufficient\w*|"
    r"consistent\w*|effective\w*|regular\w*|routine\w*|always|often|little|few|many|much|slow\w*|late|weak|thin|infrequent\w*|clear|manageable|"
    r"evaluated|happen|made|used|available|known|followed|chased|tracked|recorded|focused|progress|acceptable|evidence|lacked)"
    r"|\w*(?:poor|inadequa|insufficien|ineffectiv|inefficien|disadvantag|inconsisten|inappropria|unaccepta|unmanage|undermin|under-\w+ed|unclear|unsuita|unreliab|neglect|disappoint)\w*"
    r"|lack(?:ed|s|ing)?|fail(?:ed|s|ing|ings|ure|ures)?|weak(?:er|est|ness|nesses|ened)?|wors(?:e|ened|ening)|missing|missed|skipped|absent|delay(?:s|ed)?"
    r"|short(?:fall|falls|age|ages|comings?)|fell short|falls? short|bottom grade|requir(?:es?|ed|ing) improvement|need(?:s|ed|ing)? (?:to improve|improv\w+|more|further|attention)"
    r"|(?:could|should|ought to) have|rarely|seldom|hardly|overload\w*|struggl\w+|slow|slipped|overworked|demoralised|low morale|unable|vulnerable|concern(?:s|ed|ing)?"
    r"|difficult\w*|problem(?:s|atic)? (?:with|in|of|were|was|left|found)|complain\w*|confus\w+|under-?us\w+|only (?:a |one |\d)\w*|the only (?:\w+ ){1,3}(?:was|were)|limited to|unfit|vacan\w+|doubt\w*|far to go|sees? little|left out|hostil\w+|backlog\w*|declin\w+|deteriorat\w+|lost)\b",
    re.I,
)
FAVOURABLE = re.compile(
    r"\b(?:good(?!-)|(?<!how )(?<!as )well(?!-)|better|best|effective(?:ly)?|excellent|outstanding|strong(?:er|ly)?|strength\w*|improv(?:ed|es|ement|ements)|impress\w+|prais\w+|positive(?:ly)?"
    r"|sufficient(?:ly)?|success\w*|innovative|enjoy\w*|welcom\w+|clear(?!ly)|clearly (?!dis|in|un|not)|consistent(?:ly)?|committed (?!in\b|after\b|since\b|before\b|by\b|while\b|on\b)|skilled|valued?|valuable|enthusiastic|supportive|pleased"
    r"|helped|promising|appropriate(?:ly)?|correct(?:ly)?|thorough|robust|responsive|respect\w*|inventive|creative|encouraging|manageable|healthy|rose from)\b",
    re.I,
)
TURN = re.compile(r",? (?:but|however|though|yet|whereas)\b,?|; however,?|\. Still,", re.I)
CONCESSION = re.compile(r"^(?:although|while|despite|even so|in spite of|though)\b[^,]*,", re.I)
# What faults when it is denied praise: "neither had been successful", "measures no better".
DENIED = re.compile(
    r"\b(?:(?:neither|none|nor)\b(?: \w+){0,8}?|(?:not(?! only)|never|hardly|no|without|rarely|seldom|cannot|\w+n[’']t|less)\b(?: \w+){0,5}?) "
    rf"(?:{FAVOURABLE.pattern})",
    re.I,
)
# What sounds like a judgement and names a thing, a person or a case, or says that something bad was not there.
NAMES = re.compile(
    r"\b(?:(?:learning|mental|health) (?:difficult|problem)\w*|problems with (?:alcohol|drugs?|drink)|difficult (?:cases?|people|behaviour)"
    r"|vulnerable (?:people|adults?|children|victims?|women|groups?)|(?:every|each|all|any|where) appropriate|appropriate (?:cases?|people)"
    r"|no (?:\w+ )?(?:concerns?|problems?|delays?|backlogs?|shortages?|complaints?|difficulties|vacancies|doubts?)"
    r"|few(?:er)? (?:\w+ )?(?:vacancies|complaints|delays))\b",
    re.I,
)
# What is planned, or ought to be, is not praised for being so.
WISHED = re.compile(
    r"\b(?:planned|intend(?:s|ed)|aim(?:s|ed)|hop(?:es|ed)|propos(?:es|ed)|promis(?:es|ed)|wish(?:es|ed)|ought|need(?:s|ed)|asked) (?:to|for)\b[^;.]*"
    r"|\bshould be\b[^;.]*",
    re.I,
)
CONCEDED_LAST = re.compile(r",? (?:although|even though|despite|in spite of)\b[^,;]{0,300}$", re.I)
CLAUSE_END = re.compile(r"[,;:.](?!\d)|\b(?:but|while|whereas)\b", re.I)
SMALL = re.compile(
    r"\b(?:fewer|less) than half\b|\bunder half\b|\ba minority\b|(?<![\w-])(?:a|one)[ -](?:third|quarter|fifth|tenth)\b"
    r"|\bone in (?:three|four|five|six|ten|\d+)\b",
    re.I,
)
PERCENTAGE = re.compile(r"(?<!by )(?<!from )(?<!to )(?<!another )(?<![\d.])(\d+(?:\.\d+)?) ?(?:%|per cent)", re.I)
PART_OF = re.compile(r"\b(\d+|[a-z]+) (?:out )?of (?:the |every )?(\d+|[a-z]+)\b", re.I)
SHORTEST_TURN = 15  # characters


def leaning(words: str) -> int:
    """1 for words that praise, -1 for words that fault, 0 for neither or both; after a turn ("but") only what follows counts."""
    clauses = CLAUSE_END.split(NAMES.sub("it", _main(words)))
    faults = praise = 0
    for clause in clauses:
        rest, faulted = UNFAVOURABLE.subn(" ", clause)
        rest, denied = DENIED.subn(" ", rest)
        praised = len(FAVOURABLE.findall(WISHED.sub(" ", rest)))
        few = praised and _of_few(clause)  # of seventeen cases in sixty it is a fault that they were good
        faults += faulted + denied + (praised if few else 0)
        praise += 0 if few else praised
    return (praise > faults) - (faults > praise)


def _main(words: str) -> str:
    """What a sentence says once its turn is taken and what it concedes is left out."""
    last = TURN.split(words)[-1]
    said = CONCESSION.sub("", last if len(last) > SHORTEST_TURN else words)
    kept = CONCEDED_LAST.sub("", said)
    return kept if len(kept) > SHORTEST_TURN else said


def _of_few(clause: str) -> bool:
    """Whether a clause speaks of less than half of something."""
    if SMALL.search(clause) or any(float(share) < 50 for share in PERCENTAGE.findall(clause)):
        return True
    parts = [(_number(part), _number(whole)) for part, whole in PART_OF.findall(clause)]
    return any(part and whole and part < whole / 2 for part, whole in parts)


def _number(word: str) -> int:
    return int(NUMBER_WORDS.get(word.lower(), word) if word.isdigit() or word.lower() in NUMBER_WORDS else 0)
