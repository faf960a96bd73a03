"""The guard of the journal and the ledger, in the server's language. What stands between @ is put in by `functions`."""

ENTRY = """
DECLARE
    before record;
    now_s bigint := extract(epoch FROM clock_timestamp());
BEGIN
    IF @free@ THEN
        RETURN NEW;
    END IF;
    IF NEW.via NOT IN ('console', 'command', 'import', 'gateway') THEN
        RAISE EXCEPTION 'the entry does not say how it came' USING ERRCODE = 'IT005';
    ELSIF @by_gateway@ THEN
        IF NEW.via <> 'gateway' OR NEW.who <> 'gateway' AND NOT EXISTS (SELECT FROM @place@.employee
            WHERE NEW.who = btrim(first_name || ' ' || last_name) || ' (phone)') THEN
            RAISE EXCEPTION 'a gateway acts for technicians alone' USING ERRCODE = 'IT003';
        END IF;
    ELSIF NEW.via = 'gateway' THEN
        RAISE EXCEPTION 'only a gateway acts for phones' USING ERRCODE = 'IT014';
    ELSIF NEW.who <> session_user THEN
        RAISE EXCEPTION 'the entry names another login' USING ERRCODE = 'IT003';
    ELSIF @guard@.rights_of(session_user) IS NULL THEN
        RAISE EXCEPTION 'the login is of no active user' USING ERRCODE = 'IT002';
    ELSIF NEW.act IN ('LoadRecords', 'InventCompany') THEN
        RAISE EXCEPTION 'a company is founded by the owner of the database' USING ERRCODE = 'IT006';
    END IF;
    IF NEW.undoes IS NOT NULL AND NOT @guard@.may_take_back(NEW.undoes, NEW.act) THEN
        RAISE EXCEPTION 'the role of % may not take that back', session_user USING ERRCODE = 'IT012';
    END IF;
    SELECT revision, at INTO before FROM @place@.journal ORDER BY revision DESC LIMIT 1;
    IF NEW.revision <> coalesce(before.revision, 0) + 1 OR NEW.undone_by IS NOT NULL THEN
        RAISE EXCEPTION 'the entry is not the next one' USING ERRCODE = 'IT005';
    END IF;
    IF NEW.at < before.at OR (NEW.at <> before.at AND abs(NEW.at - now_s) > 300) THEN
        RAISE EXCEPTION 'the time is not that of the server' USING ERRCODE = 'IT004';
    END IF;
    RETURN NEW;
END
"""
"""Before an entry: it is the next one, of who is connected, and of now. What is by phones comes by a gateway, and names
a technician or none."""

ENTRY_STAYS = """
DECLARE
    settled integer;
BEGIN
    IF @free@ THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'journal' THEN
        SELECT revision INTO settled FROM @place@.ledger;
        IF to_jsonb(OLD) - 'undone_by' = to_jsonb(NEW) - 'undone_by' AND (
            (OLD.undone_by IS NULL AND NEW.undone_by > settled AND NEW.undone_by > NEW.revision AND EXISTS (
                SELECT FROM @place@.journal WHERE revision = NEW.undone_by AND act IN ('Undo', 'Redo')
                AND (who = OLD.who OR @guard@.takes_all_back()) AND undoes IS NOT NULL))
            OR (NEW.undone_by IS NULL AND EXISTS (
                SELECT FROM @place@.journal u JOIN @place@.journal r ON r.revision = u.undone_by
                WHERE u.revision = OLD.undone_by AND u.undone_by > settled AND r.act = 'Redo'))
        ) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'what is in the journal stays' USING ERRCODE = 'IT001';
END
"""
"""Nothing of an entry changes, but that an Undo or Redo is said to have taken it back: of the same person, or of
one who may take back what others did."""

MAY_TAKE_BACK = """
SELECT @guard@.takes_all_back() OR EXISTS (
    SELECT FROM @place@.journal u LEFT JOIN @place@.journal d ON act_ = 'Redo' AND d.revision = u.undoes
    WHERE u.revision = undoes_ AND u.who = session_user AND coalesce(d.who, u.who) = u.who)
"""
"""Whether who is connected may take an entry back, or by a Redo do again what it took back."""

TAKES_ALL_BACK = "SELECT coalesce('undo.any' = ANY (@guard@.rights_of(session_user)), false)"
"""Whether who is connected may take back what others did."""

ENTRY_ENDS = """
DECLARE
    chain text;
    changes text;
    is_beyond boolean;
    known record;
BEGIN
    IF @free@ THEN
        RETURN NULL;
    END IF;
    SELECT revision, next_record_id INTO known FROM @place@.ledger;
    IF known.revision < NEW.revision THEN
        RAISE EXCEPTION 'the ledger does not know the entry' USING ERRCODE = 'IT010';
    END IF;
    SELECT string_agg(@said_of_change@, '' ORDER BY c.position),
            bool_or(c.version_before = 0 AND c.record_id NOT BETWEEN 1 AND known.next_record_id - 1)
        INTO changes, is_beyond FROM @place@.journal_change c WHERE c.revision = NEW.revision;
    IF is_beyond THEN
        RAISE EXCEPTION 'the id of a record is not one that was counted' USING ERRCODE = 'IT013';
    END IF;
    SELECT j.chain INTO chain FROM @place@.journal j WHERE j.revision = NEW.revision - 1;
    IF NOT FOUND AND NEW.revision > 1 THEN
        RETURN NULL;
    END IF;
    IF NEW.chain <> encode(sha256(convert_to(@said_of_entry@
        || coalesce(changes, ''), 'UTF8')), 'hex') THEN
        RAISE EXCEPTION 'the hash of the entry is another one' USING ERRCODE = 'IT010';
    END IF;
    RETURN NULL;
END
"""
"""At the end of a transaction: the ledger knows the entry and the ids in it, and its hash is that of what it says."""

CHANGE = """
DECLARE
    before record;
    has integer;
    columns jsonb;
    rights text[];
BEGIN
    IF @free@ THEN
        RETURN NEW;
    END IF;
    IF NOT EXISTS (SELECT FROM @guard@.row_right WHERE kind = NEW.kind) THEN
        RAISE EXCEPTION 'there are no such records' USING ERRCODE = 'IT007';
    END IF;
    IF NEW.revision <= (SELECT revision FROM @place@.ledger) THEN
        RAISE EXCEPTION 'what is in the journal stays' USING ERRCODE = 'IT001';
    END IF;
    SELECT version_before, version_after INTO before FROM @place@.journal_change
        WHERE kind = NEW.kind AND record_id = NEW.record_id ORDER BY revision DESC, position DESC LIMIT 1;
    IF FOUND AND (CASE WHEN NEW.version_before = 0
        THEN before.version_after <> 0 OR NEW.version_after <> before.version_before + 1
        ELSE before.version_after <> NEW.version_before END)
        OR NEW.version_before > 0 AND NEW.version_after NOT IN (0, NEW.version_before + 1)
        OR NEW.version_before = 0 AND NEW.version_after < 1 THEN
        RAISE EXCEPTION 'the version is not the next one' USING ERRCODE = 'IT008';
    END IF;
    has := @guard@.version_of(NEW.kind, NEW.record_id);
    IF (CASE WHEN NEW.version_after = 0 THEN has IS NOT NULL ELSE coalesce(has, 0) < NEW.version_after END) THEN
        RAISE EXCEPTION 'the record is not as the entry says' USING ERRCODE = 'IT007';
    END IF;
    columns := NEW.before::jsonb;
    IF NEW.was_start IS DISTINCT FROM
            (CASE WHEN NEW.kind = 'job' THEN (columns ->> 'starts_at')::integer END)
        OR NEW.was_queued IS DISTINCT FROM
            (CASE WHEN NEW.kind = 'job' AND (columns ->> 'in_queue')::integer = 1 THEN 1 END) THEN
        RAISE EXCEPTION 'the entry says another start than the record had' USING ERRCODE = 'IT009';
    END IF;
    IF NEW.kind = 'job' AND (NEW.after::jsonb ->> 'minutes')::integer
            > greatest(@longest@, (SELECT longest_minutes FROM @place@.ledger)) THEN
        RAISE EXCEPTION 'no job is that long' USING ERRCODE = 'IT013';
    END IF;
    IF @by_gateway@ THEN
        RETURN NEW;
    END IF;
    rights := @guard@.rights_of(session_user);
    columns := NEW.after::jsonb;
    IF (CASE
        WHEN NEW.version_before = 0 THEN NOT @guard@.may(rights, NEW.kind, 'create')
        WHEN NEW.version_after = 0 THEN NOT @guard@.may(rights, NEW.kind, 'delete')
        ELSE EXISTS (SELECT FROM jsonb_object_keys(columns) name WHERE NOT @guard@.may(rights, NEW.kind, name))
    END) THEN
        RAISE EXCEPTION 'the role of % may not change that of a %', session_user, NEW.kind USING ERRCODE = 'IT012';
    END IF;
    RETURN NEW;
END
"""
"""Before a change in an entry: it goes on from the newest one, the record is so by now, and the role may do it."""

LEDGER = """
DECLARE
    ends record;
BEGIN
    IF @free@ THEN
        RETURN NEW;
    END IF;
    IF NEW.closed IS DISTINCT FROM OLD.closed
        AND NOT coalesce('office.move' = ANY (@guard@.rights_of(session_user)), false) THEN
        RAISE EXCEPTION 'the role of % may not close the office', session_user USING ERRCODE = 'IT012';
    END IF;
    SELECT revision, at, chain INTO ends FROM @place@.journal ORDER BY revision DESC LIMIT 1;
    IF NEW.revision < OLD.revision OR NEW.next_record_id < OLD.next_record_id
        OR NEW.longest_minutes < OLD.longest_minutes
        OR (NEW.revision, NEW.last_at, NEW.chain) IS DISTINCT FROM (ends.revision, ends.at, ends.chain)
        AND (NEW.revision, NEW.last_at, NEW.chain) IS DISTINCT FROM (OLD.revision, OLD.last_at, OLD.chain) THEN
        RAISE EXCEPTION 'the ledger goes on, and ends as the journal does' USING ERRCODE = 'IT010';
    END IF;
    IF NEW.next_record_id - OLD.next_record_id > @ids@::bigint * (NEW.revision - OLD.revision)
        AND NEW.next_record_id - OLD.next_record_id > @ids@::bigint * (NEW.revision - OLD.revision)
            + coalesce((SELECT sum(1 + length(c.after) / @shortest@) FROM @place@.journal_change c
                WHERE c.revision > OLD.revision), 0)
        OR NEW.longest_minutes > OLD.longest_minutes AND (NEW.longest_minutes > @longest@ OR NOT EXISTS (
            SELECT FROM @place@.journal_change c WHERE c.revision > OLD.revision AND c.kind = 'job'
            AND (c.after::jsonb ->> 'minutes')::integer >= NEW.longest_minutes)) THEN
        RAISE EXCEPTION 'the ledger goes on by what was written' USING ERRCODE = 'IT013';
    END IF;
    RETURN NEW;
END
"""
"""The ledger only goes on, by what was written, and ends as the journal does; who may move the office says that it is
closed. Ids are given to records and to what is listed in them, and a few for what an act then did not write."""

NUMBERING = """
DECLARE
    stem text;
    number bigint;
BEGIN
    IF @free@ THEN
        RETURN NULL;
    END IF;
    SELECT s.prefix, greatest(OLD.next_number, s.first_number) INTO stem, number
        FROM @place@.number_series s WHERE s.kind = NEW.kind;
    stem := coalesce(stem, NEW.prefix);
    number := coalesce(number, OLD.next_number);
    IF NEW.next_number < OLD.next_number THEN
        RAISE EXCEPTION 'numbers only go on' USING ERRCODE = 'IT010';
    END IF;
    WHILE number < NEW.next_number LOOP
        -- one that went in this database's past had it: numbers are taken while it is still there
        IF NOT @guard@.has_number(NEW.kind, stem || number) AND NOT EXISTS (
            SELECT FROM @place@.journal_change c WHERE c.kind = NEW.kind AND c.version_after = 0
                AND c.before::jsonb ->> 'number' = stem || number
        ) THEN
            RAISE EXCEPTION 'nothing has the number %', stem || number USING ERRCODE = 'IT013';
        END IF;
        number := number + 1;
    END LOOP;
    RETURN NULL;
END
"""
"""At the end of a transaction: the counter of numbers passed those alone that are in use. It stops at the first that is
not, however far it was set."""

STAYS = """
BEGIN
    IF @free@ THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the number of the schema is the owner''s' USING ERRCODE = 'IT010';
END
"""
"""The schema's number is locked by who writes, and written by the owner alone."""
