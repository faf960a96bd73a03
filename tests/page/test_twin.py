"""The page judges a technician's steps as the office does: one table of cases for both."""

import json
from pathlib import Path
from typing import Any

from tests.page.phone import Phone

CASES = json.loads((Path(__file__).parents[1] / "field" / "steps_cases.json").read_text(encoding="utf-8"))
JUDGED = """value.map(({ visits, open, step, shift, job, at, reason, marks, opens_shift: opensShift }) => {
  const visit = ([status, reason, arrived, since]) => ({ status, reason, arrived, since });
  const spell = ([kind, job, starts, ends, marks]) => ({ kind, job, starts, ends, marks, id: 0 });
  const known = Object.fromEntries(Object.entries(visits).map(([job, each]) => [job, visit(each)]));
  const member = { visits: known, open: open.map(spell) };
  const options = { reason, marks, opensShift };
  const made = step ? m.takeStep(member, job, step, at, options) : m.takeShift(member, shift, at, options);
  if (made.why) return { review: made.why };
  const row = (each) => each && [each.kind, each.job, each.starts, each.ends, each.marks];
  const changed = made.visits.map(({ job, after }) => [job, [after.status, after.reason, after.arrived, after.since]]);
  const entries = made.entries.map((each) => [row(each.before), row(each.after)]);
  return { then: { visits: Object.fromEntries(changed), entries } };
})"""


def test_the_page_judges_each_case_as_the_machine_does(phone: Phone) -> None:
    judged: list[dict[str, Any]] = phone.ask("steps.js", JUDGED, CASES)
    expected = [{name: case[name] for name in ("review", "then") if name in case} for case in CASES]
    wrong = [(case, answer) for case, answer, right in zip(CASES, judged, expected, strict=True) if answer != right]
    assert wrong[:3] == []
    assert len(judged) > 1000
