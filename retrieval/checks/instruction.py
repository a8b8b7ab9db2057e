"""Instruction: words in a report that are addressed to a machine that reads, not to a person.

A passage with such words is quoted by no model, and the sentence they stand in answers nothing.
"""

import re

# All but the last two begin with a word, which is looked for once for all of them: each by itself took three times as long.
INSTRUCTION = re.compile(
    r"\b(?=[a-z])(?:(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,40}"
    r"\b(?:instructions?|prompts?|rules|checks?|evidence|passages?|guidelines)\b"
    r"|(?:system|developer) (?:prompt|message|note|override)\b"
    r"|(?:as an?|dear|attention|note to(?: the)?|you are(?: now)? an?) (?:ai|a\.i\.|assistants?|language models?|llms?|chatbots?|models?|bots?)\b"
    r"|(?:any|the|every|all|if you are an?) (?:ai|assistants?|language models?|llms?|chatbots?) (?:\w+ ){0,5}(?:must|should|shall|will|reading|that reads|who reads)\b"
    r"|(?:say|state|add|write|print|output|include|append|mention|tell|repeat|begin|end|reply|respond|answer|claim|insert|render|display)\b[^.\n]{0,30}"
    r"\b(?:in|to|of|with|from) (?:your|each|every|the|all|any) (?:answers?|reply|replies|responses?|output|claims?|statements?|readers?|users?)\b"
    r"|(?:always|only) (?:answer|say|state|reply|respond)\b"
    r"|(?:tell|inform|convince|ask|direct|urge) (?:the|every|any|each|all) (?:readers?|users?|persons? asking)\b"
    r"|(?:your|the) (?:next|final|only) (?:answer|reply|response|output)\b|your (?:answer|reply|response|output|instructions)\b|in_reports\b)"
    r"|(?:^|[.!?\[<(#*]\s*+|\n[^\S\n]*+)(?:system|assistant|user|human|ai)\s*[:>\]|]|<\|",
    re.I,
)
