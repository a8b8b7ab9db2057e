"""The lexicon: the names and words that a library knows, and how a question is read against them.

Areas, bodies, years, abbreviations and slips of spelling come from the library's own reports, so another
library is understood without touching this file.
"""

import re
from collections.abc import Collection, Iterable
from functools import cached_property

from rapidfuzz import fuzz, process

from corpus.areas import with_long_names
from ingest.exported import whole_words
from ingest.vocabulary import Vocabulary
from ingest.words import STOP, stem, stems
from retrieval.question.followup import asked_in, uncapitalised
from retrieval.question.framing import without_frame
from retrieval.question.sides import sets_beside
from retrieval.question.thesaurus import Thesaurus
from retrieval.question.understanding import ANY_KIND, BODY_WORDS, Understanding, chip, expansion_chip, find_bodies

ANSWER_KINDS = (
    ("comparison", r"\bcompar|\bdiffer|\bversus\b|\bvs?\b\.?|\bagainst\b|\bbetter or worse\b|\bwhich of the (?:two|bodies)\b|\bboth\b.*\band\b|\bfor each (?:body|organisation|area|of)\b|\bwhich (?:body|organisation|area)\b|\bwho (?:\w+ )+(?:more|less|better|worse)|\bsame\b(?!-)|\bthan the\b"),
    ("definition", r"\b(?:stands?|short) for\b|\bmean(?:s|t|ing)? by\b|what (?:does|do|is meant)\b.*\bmean\b|\bdefin|(?<!and )\bwhat(?:'s| is| are) (?!(?:it|that|this|they|those)\b)(?:an? |the )?(?:[A-Z][A-Za-z0-9]*[A-Z0-9][A-Za-z]*|[a-z]+(?: [a-z]+){0,2})\??$|\babbreviation|\bacronym|\bin full\b|\bglossary\b"),
    ("change", r"\bchang(?:e|ed|es)\b|\bsince\b|\bover time\b|\brisen|\brose\b|\bfell\b|\bfallen\b|\btrend|\bused to\b|\bimproved? (?:since|from)\b"),
    ("figure", r"\bhow many\b"),
    ("list", r"^\W*(?:please )?list\b|\blist (?:the|all|what|every|them|those)\b|\bwhat (?:were|are) the (?:main )?(?:barriers|enablers|recommendations|reasons|problems|findings|programmes|services|areas|strengths|weaknesses)\b|\brecommend|\bwhich (?:programmes|services|areas|organisations|prisons|counties|authorities|offices)\b|\bname the\b|\bwhat (?:kinds|sorts|types)\b|\bbarriers\b|\benablers\b"),
    ("example", r"\bexample|\bcase study\b|\bcase of\b|\bpractice example"),
    ("figure", r"\bhow (?:many|much|long|often|old|big|large|high|low|far|frequent)\b|\bwhat (?:share|proportion|percentage|percent|per cent|number|figure|fraction|rate|rating|score|date|year|size|average|cost|total)\b|\bpercentage\b|\bproportion\b|(?:^|[,;] )\W*(?:and |but |so |since )?when\b|\bwhen (?:was|were|did|do|does|is|are|will|had|has)\b|\baverage\b|\bwhat was the (?:rate|rating|number|average|share|proportion|percentage|workload|caseload)\b"),
    ("yes or no", r"^(?:and |but |so )?(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should)(?:n't)?\b"),
)  # fmt: skip
# Words that say where to look, not what for: "in the 2019 press release", "according to the Gwent commentary".
SOURCE = re.compile(
    r"\b(?:according to|as told by|in|from|through|via|per|by|does|did|do) (?:the|this|that|its|an?|your) (?:[\w&’'-]+ ){0,6}?"
    r"((?:(?:inspection|annual|press|blog|thematic) )?(?:report|release|commentary|blog(?: post)?|post|article|digest|bulletin|newsletter|inspection|glossary))\b",
    re.I,
)
# What somebody is to do, with nothing said of when or about what, is asked of the recommendations: "what should the CRC do?"
TO_BE_DONE = re.compile(
    r"\bwhat\b(?!.*\b(?:if|when|after|before|once|where|about|with)\b).*?"
    r"\b((?:should|must|ought)(?: [\w&’'-]+){0,7}?|(?:needs? to|has to|have to|(?:told|asked|urged|advised) to)(?: \w+)?) (?:do|be doing|improve|change|fix|put right)\b",
    re.I,
)
RECOMMENDED = "recommended"
SPELLING_SCORE = 84
SHORTEST_NAME = 6  # letters


class Lexicon:
    """The names a library knows: areas, abbreviations with their long forms, and every word it uses."""

    def __init__(self, vocabulary: Vocabulary):
        self.areas, self.long_by_short = vocabulary.areas, vocabulary.long_by_short
        self.words, self.terms = vocabulary.words, vocabulary.terms

    @cached_property
    def _word_set(self) -> frozenset[str]:
        return frozenset(self.words)

    @cached_property
    def _stem_set(self) -> frozenset[str]:
        return frozenset(stem(word) for word in self.words)

    @cached_property
    def _area_names(self) -> list[tuple[str, str]]:
        """Each area, and how it is looked for."""
        return [(area, area.lower().replace("&", "and")) for area in self.areas]

    def understand(self, question: str, without: Collection[str] = ()) -> Understanding:
        """Read one question against this library; `without` are chips of what is not to be read into it."""
        text = with_long_names(question)
        spelled = tuple(pair for pair in self._respelled(text) if expansion_chip(pair) not in without)
        expansions = (*spelled, *(pair for pair in self._expanded(text) if expansion_chip(pair) not in without))
        kind = "list" if any(long == RECOMMENDED for _, long in expansions) else _kind_of(asked_in(text))
        added = [s for _, long in expansions for s in stems(long)]
        own = stems(without_frame(_mended(text, spelled)))
        told = " ".join(own + added)
        areas = tuple(area for area in self.find_areas(text) if chip("area", area) not in without)
        bodies = tuple(body for body in find_bodies(text) if chip("body", body) not in without)
        found = dict.fromkeys(re.findall(r"\b(?:19|20)\d\d\b", text))
        years = tuple(int(year) for year in found if chip("year", year) not in without)
        patterns = [BODY_WORDS[body] for body in bodies] if len(bodies) > 1 and len(areas) < 2 else list(map(re.escape, areas))
        if len(patterns) > 1 and sets_beside(text, patterns):
            kind = "comparison"
        table = re.search(r"\btable (\d+)", text.lower())
        return Understanding(
            text=_mended(text, spelled),
            areas=areas,
            bodies=bodies,
            years=years,
            answer_kind=kind if chip("asks for", kind) not in without else ANY_KIND,
            expansions=expansions,
            stems=tuple(own),
            added=tuple(s for s in dict.fromkeys(added) if s not in own),
            alternatives=tuple(Thesaurus.of_the_field().alternatives(text).items()),
            names=tuple(dict.fromkeys(s for name in (*areas, *bodies, *map(str, years), *SOURCE.findall(text)) for s in stems(name))),
            terms=tuple(term for term in self.terms if term in told and re.search(rf"\b{re.escape(term)}\b", told)),
            abbreviations=tuple(dict.fromkeys(re.findall(r"\b[A-Za-z]?[A-Z]{2,}[A-Za-z]?\b|\b[A-Z]\d\b", text))),
            table=table[1] if table else "",
        )

    def find_areas(self, text: str) -> tuple[str, ...]:
        """The areas named; "Mercia" alone does not name West Mercia, but the longest name that fits does."""
        lowered = re.sub(r"(?<!\s)\s*&\s*", " and ", text.lower())
        found = [area for area, name in self._area_names if name in lowered and re.search(rf"\b{re.escape(name)}\b", lowered)]
        return tuple(a for a in found if not any(a != b and a.lower() in b.lower() for b in found))

    def _respelled(self, text: str) -> tuple[tuple[str, str], ...]:
        """Long words that neither the library nor English knows and that stand close to one the library uses, and that word."""
        pairs = []
        for word in dict.fromkeys(re.findall(r"\b[a-z]{5,}\b", text)):
            if word in self._word_set or word in STOP or stem(word) in self._stem_set or word in whole_words():
                continue
            match = process.extractOne(word, self.words, scorer=fuzz.ratio, score_cutoff=SPELLING_SCORE)
            # "resigned" is no slip for "reassigned": a slip keeps the first letter and nearly the length.
            if match and match[0][0] == word[0] and abs(len(match[0]) - len(word)) <= 1:
                pairs.append((word, match[0]))
        return tuple(pairs)

    def is_nearly_known(self, word: str) -> bool:
        """Whether the library uses a word that begins with this one, or that a slip of spelling could have made into it."""
        begins = len(word) >= SHORTEST_NAME and any(known.startswith(word) for known in self.words)  # Northampton, Northamptonshire
        return begins or bool(process.extractOne(word, self.words, scorer=fuzz.ratio, score_cutoff=SPELLING_SCORE))

    def _expanded(self, text: str) -> tuple[tuple[str, str], ...]:
        lowered = text.lower()
        pairs = [
            (s, long)
            for s, long in self.long_by_short.items()
            if s.lower() in lowered and re.search(rf"\b{re.escape(s)}s?\b", text, 0 if len(s) < 4 else re.I)
        ]
        pairs += [(long, s) for s, long in self.long_by_short.items() if long.lower() in lowered]
        to_do = TO_BE_DONE.search(text)
        return tuple(sorted({*pairs, (to_do[1], RECOMMENDED)} if to_do else set(pairs)))


def _kind_of(text: str) -> str:
    """The kind of answer that a question asks for."""
    for kind, pattern in ANSWER_KINDS:
        if re.search(pattern, uncapitalised(text) if kind == "definition" else text.lower()):
            return kind
    return ANY_KIND


def _mended(text: str, spelled: Iterable[tuple[str, str]]) -> str:
    for slip, word in spelled:
        text = re.sub(rf"\b{re.escape(slip)}\b", word, text)
    return text
