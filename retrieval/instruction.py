"""Instruction: words in a report that are addressed to a machine that reads, not to a person.

A passage with such words is quoted by no model, and the sentence they stand in answers nothing.
"""

import re

INSTRUCTION = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,40}\b(?:instructions?|prompts?|rules|checks?|evidence|passages?|guidelines)\b"
    r"|\b(?:system|developer) (?:prompt|message|note|override)\b|(?:^|[.!?\[<(#*]\s*+|(?<!\s)[^\S\n]*+\n\s*+)(?:system|assistant|user|human|ai)\s*[:>\]|]|<\|"
    r"|\b(?:as an?|dear|attention|note to(?: the)?|you are(?: now)? an?) (?:ai|a\.i\.|assistants?|language models?|llms?|chatbots?|models?|bots?)\b"
    r"|\b(?:any|the|every|all|if you are an?) (?:ai|assistants?|language models?|llms?|chatbots?) (?:\w+ ){0,5}(?:must|should|shall|will|reading|that reads|who reads)\b"
    r"|\b(?:say|state|add|write|print|output|include|append|mention|tell|repeat|begin|end|reply|respond|answer|claim|insert|render|display)\b[^.\n]{0,30}"
    r"\b(?:in|to|of|with|from) (?:your|each|every|the|all|any) (?:answers?|reply|replies|responses?|output|claims?|statements?|readers?|users?)\b"
    r"|\b(?:always|only) (?:answer|say|state|reply|respond)\b"
    r"|\b(?:tell|inform|convince|ask|direct|urge) (?:the|every|any|each|all) (?:readers?|users?|persons? asking)\b"
    r"|\b(?:your|the) (?:next|final|only) (?:answer|reply|response|output)\b|\byour (?:answer|reply|response|output|instructions)\b|\bin_reports\b",
    re.I,
)
