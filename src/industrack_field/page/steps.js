/**
 * What a report changes of one technician: the twin of `industrack_core/domain/field`, tested by the same table of
 * cases. Pure: instants are only compared and copied.
 *
 * member: { visits: { job: { status, reason, arrived, since } }, open: [{ kind, job, starts, ends, marks, id }] }
 * taken:  { visits: [{ job, before, after }], entries: [{ before, after }] }, or { why } where the office has to look
 */

const UNTOUCHED = Object.freeze({ status: "not_started", reason: "", arrived: false, since: 0 });
const FRESH = ["not_started", "on_travel"];
const AT_IT = ["started", "paused"];
const RULES = {
  start_travel: { from: ["not_started"], to: "on_travel", opens: "travel", goesFirst: true },
  end_travel: { from: ["on_travel"], to: "not_started" },
  start_job: { from: FRESH, to: "started", opens: "job", goesFirst: true },
  pause: { from: ["started"], to: "paused", opens: "break" },
  hold: { from: AT_IT, to: "paused" },
  resume: { from: ["paused"], to: "started", opens: "job", goesFirst: true },
  complete: { from: [...AT_IT, ...FRESH], to: "completed" },
  decline: { from: FRESH, to: "declined" },
};

/** How far the technician is with a job. */
export const visitOf = (member, job) => member.visits[job] ?? UNTOUCHED;

const running = (member) => member.open.filter((each) => each.kind !== "shift");
const openShift = (member) => member.open.find((each) => each.kind === "shift");

function underWay(member) {
  const timed = new Set(running(member).map((each) => each.job));
  const jobs = Object.keys(member.visits).map(Number);
  const at = jobs.filter((job) => ["started", "on_travel"].includes(visitOf(member, job).status));
  return at.sort((a, b) => timed.has(b) - timed.has(a) || a - b);
}

/** A report while it is applied: what it opens, closes and puts, looked at once in the end. */
function begin(member, at, marks) {
  const visits = new Map();
  const entries = [];
  const all = (...more) => [...new Set([...marks, ...more])].sort();
  const taking = {
    put: (job, status, reason = "", arrived = false) => visits.set(job, { status, reason, arrived, since: at }),
    open: (kind, job) => entries.push({ before: null, after: { kind, job, starts: at, ends: null, marks: all(), id: 0 } }),
    point: (kind, job) => entries.push({ before: null, after: { kind, job, starts: at, ends: at, marks: all("start_missing"), id: 0 } }),
    close: (each, ...more) => entries.push({ before: each, after: { ...each, ends: at, marks: all(...each.marks, ...more) } }),
    openShift: () => {
      if (!openShift(member)) entries.unshift({ before: null, after: { kind: "shift", job: 0, starts: at, ends: null, marks: all(), id: 0 } });
    },
    closeOwn: (job) => running(member).filter((each) => each.job === job).forEach((each) => taking.close(each)),
    leaveOthers: (job) => {
      for (const each of running(member)) if (each.job !== job) taking.close(each, ...(each.kind === "break" ? [] : ["auto"]));
      for (const other of underWay(member)) if (other !== job) taking.halt(other);
    },
    halt: (job) => {
      const started = visitOf(member, job).status === "started";
      taking.put(job, started ? "paused" : "not_started", "", started);
    },
    taken: () => {
      const changed = [...visits].map(([job, after]) => ({ job, before: visitOf(member, job), after }));
      const before = [...changed.map((each) => each.before.since), ...entries.filter((each) => each.before).map((each) => each.before.starts)];
      return Math.max(at, ...before) > at ? { why: "too_early" } : { visits: changed, entries };
    },
  };
  return taking;
}

const NOTHING = { visits: [], entries: [] };

/** What a step on a job comes to; `opensShift`: a shift begins with it where none runs. */
export function takeStep(member, job, step, at, { reason = "", marks = [], opensShift = true } = {}) {
  const visit = visitOf(member, job);
  const rule = RULES[step];
  if (isThere(member, job, step, reason)) return NOTHING;
  if (!rule.from.includes(visit.status)) return { why: "out_of_turn" };
  const taking = begin(member, at, marks);
  if (opensShift && step !== "decline") taking.openShift();
  if (rule.goesFirst) taking.leaveOthers(job);
  taking.closeOwn(job);
  const arrived = step === "decline" ? visit.arrived : step !== "start_travel";
  taking.put(job, rule.to, ["hold", "decline"].includes(step) ? reason : "", arrived);
  const rests = step === "pause" && running(member).some((each) => each.job !== job);
  if (rule.opens && !rests) taking.open(rule.opens, job);
  else if (step === "complete" && FRESH.includes(visit.status)) taking.point("job", job);
  return taking.taken();
}

function isThere(member, job, step, reason) {
  const visit = visitOf(member, job);
  if (step === "hold") return visit.status === "paused" && visit.reason === reason && !member.open.some((each) => each.job === job);
  if (step === "end_travel") return visit.status === "not_started" && visit.arrived;
  return visit.status === RULES[step].to;
}

/** What a step of the day (start, end, break_start, break_end) comes to. */
export function takeShift(member, step, at, { marks = [], opensShift = true } = {}) {
  const taking = begin(member, at, marks);
  const breaks = running(member).filter((each) => each.kind === "break");
  if (step === "start") taking.openShift();
  else if (step === "end") end(member, taking);
  else if (step === "break_end") goOn(member, taking, breaks);
  else if (breaks.length) return NOTHING;
  else interrupt(member, taking, opensShift);
  return taking.taken();
}

function end(member, taking) {
  for (const each of running(member)) taking.close(each, ...(each.kind === "break" ? [] : ["auto"]));
  for (const job of underWay(member)) taking.halt(job);
  if (openShift(member)) taking.close(openShift(member));
  else if (running(member).length) taking.point("shift", 0);
}

function interrupt(member, taking, opensShift) {
  if (opensShift) taking.openShift();
  for (const each of running(member)) taking.close(each);
  const jobs = underWay(member);
  for (const job of jobs) if (visitOf(member, job).status === "started") taking.halt(job);
  taking.open("break", jobs[0] ?? 0);
}

function goOn(member, taking, breaks) {
  for (const each of breaks) taking.close(each);
  const job = breaks.at(-1)?.job ?? 0;
  const visit = visitOf(member, job);
  if (visit.status === "paused" && !visit.reason) {
    taking.put(job, "started", "", true);
    taking.open("job", job);
  } else if (visit.status === "on_travel") taking.open("travel", job);
}

/** The technician once a report is applied; what it closed comes back as `closed`. */
export function after(member, taken) {
  if (taken.why) return { member, closed: [] };
  const gone = new Set(taken.entries.map((each) => each.before));
  const now = taken.entries.map((each) => each.after).filter(Boolean);
  const open = [...member.open.filter((each) => !gone.has(each)), ...now.filter((each) => each.ends === null)];
  const visits = { ...member.visits, ...Object.fromEntries(taken.visits.map((each) => [each.job, each.after])) };
  return { member: { visits, open }, closed: now.filter((each) => each.ends !== null) };
}

/** The next step of a visit, that of the one big button; null where nothing follows. */
export function nextStep(visit) {
  if (visit.status === "not_started") return visit.arrived ? "start_job" : "start_travel";
  return { on_travel: "start_job", started: "complete", paused: "resume" }[visit.status] ?? null;
}

/** The steps that a visit allows, as they are offered. */
export const stepsFrom = (visit) => Object.keys(RULES).filter((step) => RULES[step].from.includes(visit.status));
