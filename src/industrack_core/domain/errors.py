"""Everything that can go wrong outside a person's entry, as one tree.

    IndustrackError                 a sentence for a person; `str(error)` is that sentence
    ├── DatabaseError               the records cannot be reached or written
    │   ├── DatabaseMissing         nothing is there, and nobody asked to create it
    │   ├── NotADatabase            a directory, another program's file, a damaged file
    │   ├── DatabaseNewer           written by a later version of the program
    │   ├── DatabaseOlder           written by an earlier one, and nobody said to bring it up to date
    │   ├── UpgradeStopped          bringing it up to date was interrupted
    │   ├── GivenUp                 nobody waits for what is read any longer
    │   ├── DatabaseForbidden       no permission, or opened read-only
    │   │   └── LoginShutOut        and so for all of it: the server lets the login see nothing, or not in
    │   ├── DatabaseClosed          the company moved, or is moving, to another place
    │   ├── DatabaseBusy            somebody else holds the write lock for too long
    │   │   ├── DatabaseLocked      a server's lock, of a row or a table, and it says so
    │   │   └── StandbyAway         because the second server does not answer
    │   ├── DatabaseFull            no space left
    │   ├── DatabaseChanged         a rule or a shape in it that this program did not make
    │   └── DatabaseUnavailable     the server is down, or the connection was lost
    │       ├── ServerFull          it is up, and has room for no further connection
    │       ├── CommitLost          it was lost while an act was under way
    │       └── ActInDoubt          so it was, and nobody could be asked since
    ├── AttachmentError             a file cannot be read, kept or written
    ├── PastUnknown                 the log does not say how things were at a moment
    └── UsageError                  a setting or an argument that makes no sense

What a person typed wrongly is no exception here: `EntryError` (entry.py) carries the sentence for
one field, and an act that may not happen answers with `Refused` (outcomes.py).
"""


class IndustrackError(Exception):
    """Base of all errors the program raises on purpose; its text is one sentence for a person."""


class NotAdmitted(IndustrackError):
    """Who sits here may not work in this office, or not do what was asked for."""


class DatabaseError(IndustrackError):
    """The records cannot be reached or written."""


class DatabaseMissing(DatabaseError):
    """There is no database at the place named."""


class NotADatabase(DatabaseError):
    """Something is there, but it is not a database of this program."""


class DatabaseNewer(DatabaseError):
    """The database was written by a later version of the program; nothing was changed."""


class DatabaseOlder(DatabaseError):
    """The database was written by an earlier version of the program, and may not be changed without a word.

    `how_to_copy` is the command that makes a copy of it first; empty where the program makes one itself.
    """

    def __init__(self, sentence: str, how_to_copy: str = "") -> None:
        super().__init__(sentence)
        self.how_to_copy = how_to_copy


class UpgradeStopped(DatabaseError):
    """Bringing the database up to date was interrupted; it is as it was before."""


class GivenUp(DatabaseError):
    """What was read is not waited for any longer, and was cut off."""


class DatabaseForbidden(DatabaseError):
    """The file or server may not be read or written by this user, or was opened read-only."""


class LoginShutOut(DatabaseForbidden):
    """The server knows the login and lets it see nothing of the company, or does not let it in: who was in is out."""


class DatabaseClosed(DatabaseError):
    """The company moves to another place, or has: nothing is written here any more; the text says where it goes on."""


class DatabaseBusy(DatabaseError):
    """Another connection held the write lock for longer than we wait."""


class DatabaseLocked(DatabaseBusy):
    """A server says that a lock was waited for, and did not come."""


class StandbyAway(DatabaseBusy):
    """Who holds the write lock waits for the second server with its commit."""


class DatabaseFull(DatabaseError):
    """The disk, or the database's quota, has no space left."""


class DatabaseUnavailable(DatabaseError):
    """The server does not answer, or the connection broke; nothing is known to be saved."""


class DatabaseChanged(DatabaseError):
    """Somebody else gave the database a rule or a shape that this program does not know; nothing was saved."""


class ServerFull(DatabaseUnavailable):
    """The server has room for no further connection; those that one has stand."""


class ServerBehind(DatabaseUnavailable):
    """Of several servers one answers that was the primary before another took its place."""


class CommitLost(DatabaseUnavailable):
    """The connection broke while an act was under way, or the server gave up waiting for its standby with the commit.

    Whether it is saved, and stays so, the journal knows by the id of the act, asked in a transaction that writes.
    `label` is the record that it was about, empty where that is not known.
    """

    act_id = ""
    label = ""


class ActInDoubt(DatabaseUnavailable):
    """Nobody knows whether an act was saved, and the server could not be asked in time; the text has the act's id."""

    exit_code = 3


class UsageError(IndustrackError):
    """An argument, a setting or a file that the person gave cannot be used."""


class AttachmentError(IndustrackError):
    """A file that should be attached, viewed or saved cannot be."""


class PastUnknown(IndustrackError):
    """How things were at a moment is not known: the log begins later, or the moment is still to come."""
