"""The guard of records, crews and logins, in the server's language. What stands between @ is put in by `functions`."""

from collections.abc import Iterable

_VERSION = """
    WHEN '@table@' THEN RETURN (SELECT version FROM @place@.@table@ WHERE id = id_);"""


def version_of(tables: Iterable[str]) -> str:
    """The version of a record of a kind; each table by itself, because the server then keeps its plans."""
    each = "".join(_VERSION.replace("@table@", name) for name in tables)
    return f"\nBEGIN\n    CASE kind_{each}\n    END CASE;\nEND\n"


_NUMBER = """
    WHEN '@table@' THEN RETURN EXISTS (SELECT FROM @place@.@table@ WHERE number = number_);"""


def has_number(tables: Iterable[str]) -> str:
    """Whether a record of a kind has a number."""
    each = "".join(_NUMBER.replace("@table@", name) for name in tables)
    return f"\nBEGIN\n    CASE kind_{each}\n    END CASE;\nEND\n"


_WEIGHED = """
    WHEN '@table@' THEN ANALYZE @place@.@table@;"""


def weighed(tables: Iterable[str]) -> str:
    """Tells the planner what is in one of these tables, for who may import: a server does so for their owner alone."""
    each = "".join(_WEIGHED.replace("@table@", name) for name in tables)
    return f"{_MAY_IMPORT}    CASE table_{each}\n    END CASE;\nEND\n"


_MAY_IMPORT = """
BEGIN
    IF NOT coalesce(@free@ OR 'import' = ANY (@guard@.rights_of(session_user)), false) THEN
        RAISE EXCEPTION 'the role of % may not import', session_user USING ERRCODE = 'IT012';
    END IF;
"""
RIGHTS = """
SELECT CASE WHEN u.is_gateway = 1 THEN NULL
    WHEN r.rights !~ '"-|\\\\' THEN b.rights || ARRAY(SELECT jsonb_array_elements_text(r.rights::jsonb))
    ELSE ARRAY((SELECT unnest(b.rights) UNION SELECT jsonb_array_elements_text(r.rights::jsonb))
        EXCEPT SELECT substr(each, 2) FROM jsonb_array_elements_text(r.rights::jsonb) each WHERE each LIKE '-%') END
FROM @place@.office_user u JOIN @place@.office_role r ON r.id = u.role_id
JOIN @guard@.base_right b ON b.base = r.base WHERE u.login = login_ AND u.state = 'active'
"""
"""What an active office user may: what their role's base may and what is its own, without what is taken from it (`-`,
which may also be written as `\\u002d`). Nothing (null) for who is none, or no person."""

MAY = """
SELECT coalesce((SELECT r.rights IS NULL OR r.rights && has FROM @guard@.row_right r
    WHERE r.kind = kind_ AND r.what IN (what_, '*') ORDER BY r.what = '*' LIMIT 1), false)
"""
"""Whether rights are enough for what happens to a record of a kind."""

RECORD = """
DECLARE
    was jsonb := to_jsonb(OLD) - 'body';
    is_ jsonb := to_jsonb(NEW) - 'body';
    number integer := coalesce(NEW.id, OLD.id);
    seen integer := coalesce(OLD.version, 0);
    left_ integer := coalesce(NEW.version, 0);
    newest integer;
    has integer;
    said record;
BEGIN
    IF @free@ THEN
        RETURN NULL;
    END IF;
    IF was = is_ AND @by_gateway@ THEN
        RETURN NULL;
    END IF;
    SELECT version_before, version_after, before::jsonb AS before, after::jsonb AS after INTO said
        FROM @place@.journal_change WHERE kind = TG_TABLE_NAME::text AND record_id = number
        ORDER BY revision DESC, position DESC LIMIT 1;
    newest := said.version_after;
    IF FOUND AND (said.version_before, said.version_after) <> (seen, left_) THEN
        SELECT version_before, version_after, before::jsonb AS before, after::jsonb AS after INTO said
            FROM @place@.journal_change WHERE kind = TG_TABLE_NAME::text AND record_id = number
            AND version_before = seen AND version_after = left_ ORDER BY revision DESC, position DESC LIMIT 1;
    END IF;
    IF NOT FOUND OR TG_OP = 'UPDATE' AND (OLD.id <> NEW.id OR left_ <> seen + 1) THEN
        RAISE EXCEPTION '% % was changed without an entry in the journal', TG_TABLE_NAME, number
            USING ERRCODE = 'IT007';
    END IF;
    IF newest <> left_ THEN
        has := @guard@.version_of(TG_TABLE_NAME, number);
        IF newest <> coalesce(has, 0) THEN
            RAISE EXCEPTION '% % is not in the version of the journal', TG_TABLE_NAME, number
                USING ERRCODE = 'IT008';
        END IF;
    END IF;
    IF (CASE TG_OP
        WHEN 'INSERT' THEN said.before IS NOT NULL OR said.after <> is_
        WHEN 'DELETE' THEN said.after IS NOT NULL OR said.before <> was
        ELSE NOT was @> said.before OR was || said.after || jsonb_build_object('version', left_) <> is_
    END) IS NOT FALSE THEN
        RAISE EXCEPTION '% % is not as the journal says', TG_TABLE_NAME, number USING ERRCODE = 'IT009';
    END IF;
    RETURN NULL;
END
"""
"""At the end of a transaction: what was done to a record is what the journal says, column by column.

The table's name is of the type `name`: compared as it is with the journal's texts, it keeps a server from the index of
a record's changes, and each row is looked for among all changes.
"""

CREW = """
DECLARE
    job_ integer;
    planned record;
    kept record;
BEGIN
    IF @free@ THEN
        RETURN NULL;
    END IF;
    IF TG_TABLE_NAME = 'job' THEN
        job_ := NEW.id;
    ELSE
        job_ := coalesce(NEW.job_id, OLD.job_id);
    END IF;
    SELECT j.starts_at, j.starts_at + j.minutes AS ends_at, string_to_array(nullif(j.crew, ''), ',')::integer[] AS crew
        INTO planned FROM @place@.job j WHERE j.id = job_;
    SELECT array_agg(c.employee_id) AS crew, bool_and(c.starts_at IS NOT DISTINCT FROM planned.starts_at
        AND c.ends_at IS NOT DISTINCT FROM planned.ends_at) AS is_then
        INTO kept FROM @place@.job_crew c WHERE c.job_id = job_;
    IF NOT coalesce(planned.crew, '{}') <@ coalesce(kept.crew, '{}')
        OR NOT coalesce(kept.crew, '{}') <@ coalesce(planned.crew, '{}') OR NOT coalesce(kept.is_then, true) THEN
        RAISE EXCEPTION 'the crew of job % is another one', job_ USING ERRCODE = 'IT011';
    END IF;
    RETURN NULL;
END
"""
"""At the end of a transaction: who does a job when, is what the job says."""

KEEP_MEMBER = """
DECLARE
    has text[] := @guard@.rights_of(login_);
    wanted text;
    names text[] := @groups@;
    each_ text;
    is_in boolean;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login_ AND NOT rolsuper) OR login_ = current_user
        OR login_ = ANY (names) THEN
        RETURN;
    END IF;
    wanted := CASE WHEN EXISTS (SELECT FROM @place@.office_user
            WHERE login = login_ AND is_gateway = 1 AND state = 'active') THEN names[4] WHEN has IS NULL THEN NULL
        WHEN has && (SELECT rights FROM @guard@.base_right WHERE base = '') THEN names[3]
        WHEN has && (SELECT rights FROM @guard@.base_right WHERE base = 'rows') THEN names[2] ELSE names[1] END;
    FOREACH each_ IN ARRAY names LOOP
        SELECT EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
            JOIN pg_roles l ON l.oid = m.member WHERE g.rolname = each_ AND l.rolname = login_) INTO is_in;
        IF is_in AND each_ IS DISTINCT FROM wanted THEN
            EXECUTE format('REVOKE %I FROM %I', each_, login_);
        ELSIF NOT is_in AND each_ = wanted THEN
            EXECUTE format('GRANT %I TO %I', each_, login_);
        END IF;
    END LOOP;
END
"""
"""Puts a login into the group that its office user's rights take, and out of the others."""

MEMBERS = """
BEGIN
    IF TG_TABLE_NAME = 'office_role' THEN
        PERFORM @guard@.keep_member(u.login) FROM @place@.office_user u WHERE u.role_id = NEW.id;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM @guard@.keep_member(OLD.login);
    ELSE
        PERFORM @guard@.keep_member(NEW.login);
    END IF;
    RETURN NULL;
END
"""
"""Logins follow their office users and roles, in the same transaction."""

PEOPLE = """
DECLARE
    has text[];
    role_ids integer[];
BEGIN
    IF @free@ THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    has := @guard@.rights_of(session_user);
    IF TG_TABLE_NAME = 'office_user' THEN
        role_ids := ARRAY[OLD.role_id, NEW.role_id];
    ELSE
        role_ids := ARRAY[OLD.id];
    END IF;
    IF NOT @guard@.may(has, TG_TABLE_NAME, '*')
        OR EXISTS (SELECT FROM @place@.office_role r WHERE r.id = ANY (role_ids)
            AND @guard@.gives_more(r.base, r.rights, has))
        OR TG_TABLE_NAME = 'office_user' AND '1' IN (to_jsonb(OLD) ->> 'is_gateway', to_jsonb(NEW) ->> 'is_gateway')
            AND @guard@.gives_more('admin', '[]', has)
        OR TG_TABLE_NAME = 'office_role' AND TG_OP <> 'DELETE'
            AND @guard@.gives_more(to_jsonb(NEW) ->> 'base', to_jsonb(NEW) ->> 'rights', has) THEN
        RAISE EXCEPTION 'the role of % may not give or take that', session_user USING ERRCODE = 'IT012';
    END IF;
    RETURN coalesce(NEW, OLD);
END
"""
"""Before a user or a role changes, and by the rights of before: nobody gives or takes more than they may themselves."""

GIVES_MORE = """
SELECT EXISTS (SELECT FROM (
        (SELECT unnest(b.rights) FROM @guard@.base_right b WHERE b.base = base_
            UNION SELECT jsonb_array_elements_text(rights_::jsonb))
        EXCEPT SELECT substr(each, 2) FROM jsonb_array_elements_text(rights_::jsonb) each
            WHERE each LIKE '-%' AND base_ <> 'admin'
    ) given (name)
    WHERE NOT name = ANY (coalesce(has, '{}'))
    AND EXISTS (SELECT FROM @guard@.base_right b WHERE b.base = 'admin' AND name = ANY (b.rights)))
"""
"""Whether a role lets one do more than these rights; what is no right (any longer) is nothing that it gives. From an
admin nothing is taken: who has such a role counts as one."""

MOVES = """
BEGIN
    IF NOT (@free@) AND EXISTS (SELECT FROM @place@.inventory_item WHERE id = OLD.item_id) THEN
        RAISE EXCEPTION 'what moved the stock stays' USING ERRCODE = 'IT001';
    END IF;
    RETURN NULL;
END
"""
"""At the end of a transaction: moves of stock go with their item, and not before."""
