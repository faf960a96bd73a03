"""A phone becomes a device, and ceases to be one."""

from dataclasses import replace

from industrack_core.desk.jobs.job_checks import stale, stops
from industrack_core.desk.plan import Decision, Plan, Setting
from industrack_core.desk.records.people import first_gateway
from industrack_core.domain.acts.field_acts import OfferPairing, PairDevice, SignOutDevice
from industrack_core.domain.field.records import Device, DeviceState, Pairing
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done, FindingKind, Refused
from industrack_core.domain.records.office import Employee, EmployeeState
from industrack_core.domain.text.text import clean_line
from industrack_core.store.writing.field_lookups import device_by_hash
from industrack_core.store.writing.transaction import Transaction

NAME_LIMIT = 60


def offer_pairing(tx: Transaction, act: OfferPairing, setting: Setting) -> Decision:
    """A code for one phone of an employee; a new one ends the old."""
    employee = tx.get(Employee, act.employee_id)
    if employee is None:
        return Refused((stops(FindingKind.ENTRY, "This employee is not there any more."),))
    if employee.state is not EmployeeState.ACTIVE:
        text = f"{employee.short_name} is {employee.state.value}: only who works here gets a phone."
        return Refused((stops(FindingKind.ENTRY, text),))
    old = [each for each in tx.find(Pairing, "employee_id", [employee.id]) if each.device_id is None]
    made = Pairing(id=tx.new_id(), employee_id=employee.id, code_hash=act.code_hash, expires_s=act.expires_s)
    line = f"A code to pair a phone of {employee.short_name}."
    return Plan((*((each, None) for each in old), (None, made)), line)


def pair_device(tx: Transaction, act: PairDevice, setting: Setting) -> Decision:
    """The phone that comes with the code becomes a device. With the token of a device it is that, again."""
    known = device_by_hash(tx, act.token_hash)
    pairings = tx.find(Pairing, "code_hash", [act.code_hash])
    if known is not None and known.id in {each.device_id for each in pairings}:
        return Done(tx.revision, f"{known.name} is paired already.")
    now_s = setting.now.timestamp()
    pairing = next((each for each in pairings if each.device_id is None and each.expires_s > now_s), None)
    employee = tx.get(Employee, pairing.employee_id) if pairing is not None else None
    if pairing is None or employee is None or known is not None:
        return Refused((stops(FindingKind.ENTRY, "This code is wrong, used or too old: ask for a new one."),))
    device = Device(
        id=tx.new_id(), employee_id=employee.id, name=clean_line(act.name, NAME_LIMIT) or "Phone",
        token_hash=act.token_hash, paired_at=setting.minute,
    )  # fmt: skip
    used = (pairing, replace(pairing, device_id=device.id))
    return Plan((used, (None, device), *first_gateway(tx, setting)), f"Paired {device.name} of {employee.short_name}.")


def sign_out_device(tx: Transaction, act: SignOutDevice, setting: Setting) -> Decision:
    """Nothing is handed out to it any more; lost, it is refused as well."""
    device = tx.get(Device, act.device_id)
    if device is None or device.version != act.version:
        return stale(tx, Kind.DEVICE, act.device_id, "The phone", act.version, device.version if device else 0)
    state = DeviceState.LOST if act.lost else DeviceState.LEAVING
    employee = tx.get(Employee, device.employee_id)
    whose = f"{device.name} of {employee.short_name}" if employee is not None else device.name
    if device.state is state:
        return Done(tx.revision, f"{whose} is signed out already.")
    line = f"Marked {whose} as lost." if act.lost else f"Signed {whose} out."
    return Plan(((device, replace(device, state=state, next_hash="")),), line)
