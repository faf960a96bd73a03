/** What is shown: the office's documents, and over them what this phone has reported and the office may not have yet. */

import { after, nextStep, takeShift, takeStep, visitOf } from "/steps.js";
import { dayKey } from "/times.js";

/** Everything the screens read, made of what the store keeps. */
export function picture(all, now = Date.now()) {
  const { meta, lists, files, drafts } = all;
  const last = meta.last ?? 0;
  const pending = meta.pending ? [{ ...meta.pending, seq: Infinity }] : [];
  const reports = [...all.reports, ...pending];
  const shown = reports.filter((each) => each.seq > (meta.shown ?? 0));
  const unsent = reports.filter((each) => each.seq > last);
  const waitingFiles = files.filter((each) => ["waiting", "marked"].includes(each.state));
  const day = dayOf(all, takenBack(shown));
  const jobs = new Map(all.jobs.map((doc) => [doc.job, jobOf(doc, { shown: takenBack(shown), reports, unsent, files, drafts, day, meta })]));
  const order = [...jobs.values()].sort((a, b) => (a.startsAt ?? Infinity) - (b.startsAt ?? Infinity) || a.id - b.id);
  return { meta, lists, files, drafts, reports, unsent, waitingFiles, day, jobs, order, hand: atHand(order, now), settings: lists.settings ?? {} };
}

/** Reports without those that an `undo` among them took back, and without the undos. */
function takenBack(reports) {
  const gone = new Set(reports.filter((each) => each.kind === "undo").map((each) => each.body.seq));
  return reports.filter((each) => each.kind !== "undo" && !gone.has(each.seq));
}

/** The technician's own day: visits, what is open, what has ended today. */
function dayOf({ jobs, meta, lists }, shown) {
  const me = meta.me ?? {};
  const known = (each) => ({ kind: each.kind, job: each.job ?? 0, starts: each.starts_at, ends: each.ends_at ?? null, marks: each.mark ?? [], id: each.id ?? 0 });
  const open = [...(me.shift ? [{ ...known(me.shift), kind: "shift" }] : []), ...(me.open ?? []).filter((each) => each.kind !== "shift").map(known)];
  const visits = {};
  for (const { job, live = {} } of jobs) {
    const { status = "not_started", reason = "", arrived = false, since_at = 0 } = live;
    visits[job] = { status, reason, arrived, since: since_at };
  }
  const opensShift = lists?.settings?.auto_shift !== false;
  let member = { visits, open };
  let today = (me.today ?? []).map(known).filter((each) => each.ends !== null);
  for (const report of shown) {
    const made = applied(member, report, opensShift);
    member = made.member;
    today = report.kind === "amend" ? amended(today, report.body) : [...today, ...made.closed];
  }
  const shift = member.open.find((each) => each.kind === "shift") ?? null;
  const rest = member.open.find((each) => each.kind === "break") ?? null;
  return { member, shift, rest, today: [...today, ...member.open].sort((a, b) => a.starts - b.starts) };
}

function applied(member, { kind, job, at, body }, opensShift) {
  if (kind === "step") return after(member, takeStep(member, job, body.step, at, { reason: body.reason ?? "", opensShift }));
  if (kind === "shift") return after(member, takeShift(member, body.step, at, { opensShift }));
  return { member, closed: [] };
}

function amended(today, { entry, starts, ends }) {
  return today.map((each) => (each.id === entry ? { ...each, starts, ends, marks: [...new Set([...each.marks, "amended"])] } : each));
}

function jobOf(doc, { shown, reports, unsent, files, drafts, day, meta }) {
  const sent = doc.sent ?? {};
  const live = doc.live ?? {};
  const own = shown.filter((each) => each.job === doc.job);
  const visit = visitOf(day.member, doc.job);
  const entry = entryNumber(doc.entry);
  return {
    id: doc.job,
    doc,
    sent,
    entry: doc.entry,
    visit,
    next: doc.taken_at ? null : nextStep(visit),
    startsAt: sent.starts_at ?? null,
    endsAt: sent.starts_at ? sent.starts_at + (sent.minutes ?? 0) * 60000 : null,
    others: (live.visits ?? []).filter((each) => !each.mine),
    isNew: !meta.seen?.[entry] && (live.receipt ?? 0) < 4,
    takenAt: doc.taken_at ?? null,
    ...parts({ sent, live, own, files }),
    place: placeOf(doc.place ?? {}, own),
    signs: reports.filter((each) => each.kind === "sign" && each.job === doc.job),
    reviews: reports.filter((each) => each.job === doc.job && each.verdict === "review"),
    unsent: unsent.filter((each) => each.job === doc.job).length,
    drafts: [...drafts.keys()].filter((key) => key.split(/[/#]/)[1] === String(doc.job) && !/^(step|reason)\//.test(key)),
  };
}

/** The number of an outbox entry's name, `815` of `815.9c2e`. */
export const entryNumber = (entry) => Number.parseInt(entry ?? "0", 10);

function parts({ sent, live, own, files }) {
  const notes = keyed(live.notes, own, "note", (each) => ({ mine: true, ...each.body, at: each.at }));
  const pictures = keyed(live.files, own, "photo", (each) => ({ mine: true, stored: false, ...each.body, at: each.at }));
  for (const picture of pictures) picture.file = files.find((each) => each.digest === picture.digest) ?? null;
  const ticks = new Map(live.ticks ?? []);
  for (const { kind, body } of own) if (kind === "tick") ticks.set(body.task, body.done);
  const tasks = (sent.tasks ?? []).map((task) => ({ ...task, done: ticks.has(task.id) ? ticks.get(task.id) : task.done }));
  return { notes, pictures, tasks, items: itemsOf(sent, live, own), forms: formsOf(sent, live, own), attachments: sent.attachments ?? [] };
}

/** Things with a key, as the office has them and as this phone said since. */
function keyed(known, own, kind, made) {
  const found = new Map((known ?? []).map((each) => [each.key, each]));
  for (const report of own) if (report.kind === kind) found.set(report.body.key, { ...found.get(report.body.key), ...made(report) });
  return [...found.values()].filter((each) => !each.gone).sort((a, b) => a.at - b.at);
}

function itemsOf(sent, live, own) {
  const used = new Map((live.used ?? []).map((each) => [each.line ?? each.key, each]));
  for (const { kind, body } of own) if (kind === "used") used.set(body.line ?? body.key, body);
  const planned = (sent.items ?? []).map((item) => ({ line: item.id, item_id: item.item_id, name: item.name, planned: item.quantity, used: amount(used.get(item.id)) }));
  const lines = new Set(planned.map((each) => each.line));
  const added = [...used.values()].filter((each) => !lines.has(each.line) && !each.gone);
  return [...planned, ...added.map((each) => ({ ...each, planned: 0, used: each.quantity }))];
}

const amount = (each) => (each && !each.gone ? each.quantity : null);

function formsOf(sent, live, own) {
  const answers = [...(live.answers ?? []), ...own.filter((each) => each.kind === "answer").map((each) => ({ ...each.body, at: each.at }))];
  const forms = sent.forms ?? [];
  return forms.map((form) => ({ ...form, answered: answerOf(form, forms, answers) }));
}

/** Of a form that is on a job twice the first answer is the first one's; of the last one the newest counts. */
function answerOf(form, forms, answers) {
  const alike = forms.filter((each) => each.form_id === form.form_id);
  const given = answers.filter((each) => each.form === form.form_id);
  const at = alike.indexOf(form);
  return (at === alike.length - 1 && given.length > at ? given.at(-1) : given[at]) ?? null;
}

function placeOf(place, own) {
  const said = own.filter((each) => each.kind === "site_note").at(-1);
  return { ...place, note: said ? said.body.text : (place.note ?? ""), visits: place.visits ?? [] };
}

/** The forms that a step waits for or asks for: of its trigger, and not filled yet. */
export function formsAt(job, step) {
  const triggers = step === "hold" ? ["pause"] : step === "start_job" && job.visit.status === "on_travel" ? ["end_travel", "start_job"] : [step];
  return job.forms.filter((form) => triggers.includes(form.trigger) && !form.answered);
}

/** The job of the big button: that which is under way, else the next of today, else the earliest that is left. */
function atHand(order, now) {
  const left = order.filter((job) => job.next);
  const rank = { started: 0, on_travel: 1 };
  const active = left.filter((job) => job.visit.status in rank).sort((a, b) => rank[a.visit.status] - rank[b.visit.status]);
  const today = left.filter((job) => job.startsAt && dayKey(job.startsAt) === dayKey(now));
  const arrived = today.filter((job) => job.visit.arrived && job.visit.status === "not_started");
  const broken = today.filter((job) => job.visit.status === "paused");
  const fresh = today.filter((job) => job.visit.status === "not_started");
  return active[0] ?? broken.find((job) => !job.visit.reason) ?? arrived[0] ?? fresh[0] ?? broken[0] ?? null;
}
