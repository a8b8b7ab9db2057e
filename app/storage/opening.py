"""Opening what is kept: the database of an address, brought up to date first."""

from dataclasses import dataclass

from app.storage.briefings import Briefings
from app.storage.conversations import Conversations
from app.storage.database import Database, chosen_address
from app.storage.migrating import bring_up_to_date
from app.storage.opinions import Opinions
from app.storage.records import Json, as_json
from app.storage.scores import Scores


@dataclass(frozen=True, slots=True)
class Storage:
    """Everything that is kept, in one database; safe to share between threads."""

    database: Database

    @classmethod
    def open(cls, address: str | None = None) -> "Storage":
        """The database of an address, else of $PROBATION_QA_DATABASE, else a file of the person's own."""
        database = Database.at(address or chosen_address())
        bring_up_to_date(database)
        return cls(database)

    @property
    def conversations(self) -> Conversations:
        return Conversations(self.database)

    @property
    def opinions(self) -> Opinions:
        return Opinions(self.database)

    @property
    def briefings(self) -> Briefings:
        return Briefings(self.database)

    @property
    def scores(self) -> Scores:
        return Scores(self.database)

    def close(self) -> None:
        """Let go of the database's connections."""
        self.database.engine.dispose()

    def export(self, person: str) -> Json:
        """All that is kept of a person, as JSON."""
        kept = {
            "conversations": self.conversations.all_of(person),
            "feedback": [remark.feedback for remark in self.opinions.list(person)],
            "briefings": self.briefings.list(person, count=None),
            "scores": self.scores.list(person=person),
        }
        return {name: [as_json(record) for record in records] for name, records in kept.items()}
