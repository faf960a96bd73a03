"""The one door for writes: everything that anybody changes comes through `perform`.

In one transaction that holds the write lock: the act's records are read and their versions compared,
the rules decide, the rows are written with raised versions, the journal and the revision follow.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from industrack_core.desk import ahead, together, undo
from industrack_core.desk.field import calendar_links, handing, outgoing, pairing, settling
from industrack_core.desk.field.office_word import with_visits
from industrack_core.desk.field.over_field import over_field
from industrack_core.desk.foreseen import foresee
from industrack_core.desk.jobs import answering, imports, jobs, planning, snoozing
from industrack_core.desk.permitting import permitted, setting_of
from industrack_core.desk.plan import Decision, Plan, Setting
from industrack_core.desk.records import (
    customer_acts,
    employees,
    holiday_acts,
    people,
    record_imports,
    records,
    restoring,
    settings_acts,
)
from industrack_core.desk.unveiling import why_not_compared, with_unseen
from industrack_core.domain.acts import acts, field_acts, founding, imported
from industrack_core.domain.errors import CommitLost, DatabaseForbidden
from industrack_core.domain.outcomes import Done, Finding, FindingKind, Outcome, Refused, Stale, Trial, Weight
from industrack_core.domain.rights import Via
from industrack_core.store.store import Store
from industrack_core.store.writing import device_states, journal
from industrack_core.store.writing.lookups import Lookups
from industrack_core.store.writing.rehearsal import Rehearsal
from industrack_core.store.writing.rules import ReferenceInUse
from industrack_core.store.writing.transaction import Transaction

_DECIDE: dict[type, Callable[[Transaction, Any, Setting], Decision]] = {
    acts.AddJob: jobs.add_job,
    acts.EditJob: jobs.edit_job,
    acts.DispatchJob: jobs.dispatch_job,
    acts.DeleteJob: jobs.delete_job,
    acts.AnswerForm: answering.answer_form,
    acts.SaveRecord: settings_acts.save_record,
    acts.DeleteRecord: settings_acts.delete_record,
    acts.RestoreRecord: restoring.restore_record,
    acts.MergeCustomers: customer_acts.merge_customers,
    imported.ImportCustomers: customer_acts.import_customer_rows,
    acts.SetBilling: planning.set_billing,
    acts.PlaceJob: jobs.place_job,
    acts.UnassignJob: jobs.unassign_job,
    acts.PlanJob: planning.plan_job,
    acts.SetStatus: planning.set_status,
    acts.CopyJob: planning.copy_job,
    acts.Snooze: snoozing.snooze,
    acts.AddEmployee: employees.take_on_employee,
    imported.ImportJobs: imports.import_job_rows,
    imported.ImportRecords: record_imports.import_record_rows,
    imported.TakeHolidays: holiday_acts.take_holidays,
    founding.LoadRecords: records.load_records,
    founding.InventCompany: records.load_records,
    field_acts.OfferPairing: pairing.offer_pairing,
    field_acts.PairDevice: pairing.pair_device,
    field_acts.SignOutDevice: pairing.sign_out_device,
    field_acts.FieldSync: handing.field_sync,
    field_acts.FileStored: handing.file_stored,
    field_acts.SettleReport: settling.settle_report,
    field_acts.RecallJob: settling.recall_job,
    field_acts.MakeCalendarLink: calendar_links.make_calendar_link,
    field_acts.EndCalendarLink: calendar_links.end_calendar_link,
    field_acts.ClaimMessage: outgoing.claim_message,
    field_acts.MessageTried: outgoing.message_tried,
    field_acts.HookFailed: outgoing.hook_failed,
    field_acts.SettleMessage: outgoing.settle_message,
    founding.BeginRoles: people.begin_roles,
    founding.AskIn: people.ask_in,
    founding.MakeAdmin: people.make_admin,
    founding.GiveRole: people.give_role,
    acts.Undo: undo.undo,
    acts.Redo: undo.redo,
}


def perform_act(store: Store, act: acts.Act, who: str, now: datetime, act_id: str | None = None) -> Outcome:
    """Do `act` for `who` at `now` (aware UTC), whole or not at all. Raises DatabaseError: nothing is saved then.

    With an `act_id` of the caller's, the journal is asked for it first, under the lock: what it has is not done again,
    and its Done is the answer. Raises CommitLost, with the id, when the connection breaks under way.
    """
    given, act_id, label = act_id is not None, act_id or uuid4().hex, ""
    try:
        ready = None if given else ahead.prepared(store, act, who, now, decide)
        if isinstance(ready, Refused | Stale | Done):
            return ready
        for content in act.pictures if isinstance(act, founding.InventCompany) else ():
            store.contents.put(content)
        with store.writing(lambda look: _expect(look, act, who, act_id if given else None, ready)) as tx:
            before = journal.done_before(tx, act_id) if given else None
            if before is not None:
                tx.prove()
                return before
            if tx.closed:
                return Refused((Finding(FindingKind.PERMISSION, Weight.STOPS, tx.closed),))
            outcome = _performed(tx, act, act_id, who, now, ready)
            label = tx.label
            return outcome
    except ReferenceInUse:
        text = "Other records were built on this meanwhile, so it cannot be taken back."
        return Refused((Finding(FindingKind.BUILT_ON, Weight.STOPS, text),))
    except DatabaseForbidden:
        refused = _refused_by_rule(store, act, who, now)
        if refused is None:
            raise
        return refused
    except CommitLost as error:
        error.act_id, error.label = act_id, label
        raise


def _refused_by_rule(store: Store, act: acts.Act, who: str, now: datetime) -> Refused | None:
    """The program's own refusal of what a server's grants do not let somebody write: it says what they may not."""
    with store.reading() as connection:
        tx = Rehearsal(connection, store.contents)
        setting = setting_of(tx, who, now)
        decision = decide(tx, act, setting) if setting.person is not None else None
    return decision if isinstance(decision, Refused) else None


def decide(tx: Transaction, act: Any, setting: Setting) -> Decision:
    """What the act's rule says, and whether who acts may write that; nothing is written."""
    if isinstance(act, acts.Together):
        return together.decide_together(tx, act, setting, decide)
    if isinstance(act, imported.FILE_ACTS) and (why_not := why_not_compared(act.rows, setting.person)):
        return Refused((Finding(FindingKind.PERMISSION, Weight.STOPS, why_not),))
    act = with_unseen(tx, act, setting.person)
    decision = _DECIDE[type(act)](tx, over_field(tx, act), setting)
    if isinstance(decision, Plan) and not decision.undoes:
        decision = with_visits(tx, decision, setting)
    return permitted(tx, act, decision, setting)


def judge(store: Store, act: acts.JobAct | acts.SaveRecord, who: str, now: datetime) -> Outcome:
    """What performing `act` would answer as things are; nothing is written, no lock is taken.

    The rule that decides is the one that `perform` asks. A `Done` has the sentence and the warnings, no changes.
    Raises DatabaseError.
    """
    with store.reading() as connection:
        tx = Rehearsal(connection, store.contents)
        decision = decide(tx, act, setting_of(tx, who, now))
    return Done(0, decision.line, (), decision.warnings) if isinstance(decision, Plan) else decision


def rehearse(store: Store, several: Sequence[acts.JobAct], who: str, now: datetime) -> tuple[Trial, ...]:
    """What each of several acts would come to if those that can be done are done one after the other.

    A read, which holds up nobody. What only asks is taken as said yes to. Raises DatabaseError.
    """
    with store.reading() as connection:
        tx = Rehearsal(connection, store.contents)
        return together.tried(tx, several, setting_of(tx, who, now), decide)


def _expect(look: Lookups, act: acts.Act, who: str, act_id: str | None, ready: ahead.Ready | None) -> None:
    """Ask for what is looked up first: clock and person, whether it was done, and what the act, or its plan, wants."""
    look.expect_sitter(who)
    if act_id is not None:
        journal.expect_done(look, act_id)
    if ready is None:
        foresee(look, act)
    else:
        ready.expect(look)


def _performed(
    tx: Transaction, act: acts.Act, act_id: str, who: str, now: datetime, ready: ahead.Ready | None
) -> Outcome:
    setting = setting_of(tx, who, now)
    decision: Decision | None = ready.standing(tx) if isinstance(ready, ahead.Ready) else None
    # the rights of who acts may be others by now than when it was made ready
    decision = decide(tx, act, setting) if decision is None else permitted(tx, act, decision, setting)
    if not isinstance(decision, Plan):
        return decision
    written = tx.write(decision.changes, act_id)
    if isinstance(act, founding.InventCompany) and act.heard:
        device_states.put(tx.connection, act.heard)
    revision = journal.write(
        tx,
        act_id=act_id,
        at=now,
        who=who,
        act=type(act).__name__,
        line=decision.line,
        changes=() if isinstance(act, founding.LoadRecords) else written,
        batch=decision.batch,
        undoes=decision.undoes[0] if decision.undoes else None,
        via=Via.IMPORT if isinstance(act, imported.Import) else "",
    )
    for undone in decision.undoes:
        journal.mark_undone(tx, undone, revision)
    if decision.revives is not None:
        journal.revive(tx, decision.revives)
    return Done(revision, decision.line, tuple(each.change for each in written), decision.warnings)
