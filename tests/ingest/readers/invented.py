"""Invented reports: harbours, ferries and lighthouses that do not exist, every part known before it is printed."""

import random
from dataclasses import dataclass

NOUNS = (
    "lighthouse keeper|ferry pilot|harbour clerk|sailmaker|lock warden|tide gauge|slipway|boathouse|rope store|signal mast|ticket office|"
    "winch crew|net loft|quay lamp|buoy tender|chart room|mooring ring|fish market|dry dock|fog bell|pier master|oyster bed|cargo shed"
).split("|")
VERBS = (
    "repaired|counted|painted|recorded|measured|inspected|replaced|delivered|borrowed|surveyed|reopened|catalogued|sheltered|numbered"
).split("|")
ADJECTIVES = (
    "well-kept|narrow|seasonal|rusted|long-standing|half-empty|brightly painted|temporary|overcrowded|dependable|weather-beaten|modest"
).split("|")
PLACES = (
    "Northquay|Saltmere|Gannet Island|the eastern breakwater|Pellow Sound|Marram Bay|the upper basin|Tarn Ferry|Coldharbour Reach|Wrackness"
).split("|")
CLOSINGS = (
    "before the autumn gales|without asking for extra money|as the committee had recommended|although the records were incomplete|"
    "because the timetable had changed again|and the passengers noticed the difference|during an unusually quiet fortnight|"
    "after considerable disagreement|despite the interruption|with encouraging results throughout"
).split("|")
TOPICS = (
    "Moorings|Passenger safety|Lamp maintenance|Winter timetables|Staffing of the ferries|Dredging and depth|Ticket sales|Fog signals|"
    "Training of pilots|Complaints|Fuel stores|Small craft|Boat repairs|Night crossings|Visitors|Harbour dues|Rope and canvas|"
    "Weather records|Tide tables|Rescue drills"
).split("|")
HEADS = "Crossings|Late sailings|Keepers in post|Lamps lit|Remarks".split("|")


@dataclass(frozen=True)
class Part:
    """A heading, paragraph, item, caption or table; a note is (number, words) and belongs to its paragraph."""

    kind: str
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    notes: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Story:
    """A whole report. Its title is a heading of level 1, its chapters are of level 2, their sections of level 3."""

    title: str
    parts: tuple[Part, ...]


def sentence(chance: random.Random) -> str:
    pick = chance.choice
    number = f"{chance.randint(2, 98)} per cent of" if chance.random() < 0.2 else str(chance.randint(3, 4000))
    return f"The {pick(ADJECTIVES)} {pick(NOUNS)} at {pick(PLACES)} {pick(VERBS)} {number} {pick(NOUNS)}s {pick(CLOSINGS)}."


def paragraph(chance: random.Random) -> str:
    return " ".join(sentence(chance) for _ in range(chance.randint(2, 6)))


def invent(seed: int, chapters: int = 4) -> Story:
    """The same report for the same seed; the table of its second chapter may be longer than a page."""
    chance = random.Random(seed)
    topics = chance.sample(TOPICS, len(TOPICS))
    parts: list[Part] = []
    for chapter in range(1, chapters + 1):
        parts.append(Part("heading", f"{chapter}. {topics.pop()}", 2))
        for _ in range(chance.randint(2, 3)):
            noted = sum(len(p.notes) for p in parts)
            parts += _section(chance, topics.pop(), noted)
        parts += _table(chance, chapter, chance.randint(4, 40 if chapter == 2 else 9), chance.randint(3, 4))
    return Story(f"A review of harbours and ferries in {chance.choice(PLACES)}", tuple(parts))


def _section(chance: random.Random, topic: str, noted: int) -> list[Part]:
    parts = [Part("heading", f"{topic} in {chance.choice(PLACES)}", 3)]
    for _ in range(chance.randint(2, 4)):
        text, notes = paragraph(chance), ()
        if chance.random() < 0.3:
            noted += 1
            notes = ((noted, sentence(chance)),)
        parts.append(Part("paragraph", text, notes=notes))
    if chance.random() < 0.5:
        parts.append(Part("paragraph", f"The {chance.choice(NOUNS)} should:"))
        parts += [Part("item", sentence(chance).removeprefix("The ")) for _ in range(chance.randint(3, 5))]
    return parts


def _table(chance: random.Random, number: int, rows: int, columns: int) -> tuple[Part, Part]:
    heads = ("Station", *chance.sample(HEADS, columns - 1))
    body = [(f"{chance.choice(PLACES).title()} {number}-{n}", *(_cell(chance, head) for head in heads[1:])) for n in range(1, rows + 1)]
    return Part("caption", f"Table {number}: {chance.choice(TOPICS)} by station"), Part("table", rows=(heads, *body))


def _cell(chance: random.Random, head: str) -> str:
    if head == "Remarks":
        return f"{chance.choice(ADJECTIVES)} {chance.choice(NOUNS)} {chance.choice(CLOSINGS)}"
    return f"{chance.randint(1, 99)}%" if head == "Late sailings" else str(chance.randint(1, 9000))
