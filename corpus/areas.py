"""Areas: the short names of counties that people and headlines use, and the names that reports are filed under."""

import re

LONG_BY_SHORT = {
    "northants": "Northamptonshire", "notts": "Nottinghamshire", "herts": "Hertfordshire", "beds": "Bedfordshire",
    "cambs": "Cambridgeshire", "bucks": "Buckinghamshire", "lincs": "Lincolnshire", "leics": "Leicestershire",
    "staffs": "Staffordshire", "worcs": "Worcestershire", "glos": "Gloucestershire", "hants": "Hampshire",
    "wilts": "Wiltshire", "lancs": "Lancashire", "derbys": "Derbyshire", "oxon": "Oxfordshire", "salop": "Shropshire",
    "w mercia": "West Mercia",
}  # fmt: skip
WHOLE_COUNTRY = frozenset({"england and wales", "england", "national"})
SHORT = re.compile(rf"\b(?:{'|'.join(LONG_BY_SHORT)})\b", re.I)


def with_long_names(text: str) -> str:
    """A text in which counties have their full names."""
    return SHORT.sub(lambda match: LONG_BY_SHORT[match[0].lower()], text)
