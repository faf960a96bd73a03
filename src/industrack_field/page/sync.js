/** One round with the gateway: what was reported goes, what the phone should have comes. Written to the store at once. */

import { BUILD } from "/build.js";
import { prune } from "/forgetting.js";
import { newToken, sha256 } from "/keys.js";
import { one, pairsOf } from "/store.js";
import { entryNumber } from "/view.js";
import { PROTOCOL, Unreachable, ask } from "/wire.js";

const MOST_REPORTS = 100;
const MOST_BYTES = 240000;
const ROTATE_MS = 30 * 24 * 3600 * 1000;

/** The office at this address is another one than that of this phone. */
export class OtherCompany extends Error {
  code = "company";
}

/** The office has reports under this phone's name that it never made: somebody copied its store. */
export class Cloned extends Error {
  code = "reused";
}

/** What goes with the next request, and the highest sequence that this phone ever gave. */
export async function outgoing(store, { most = MOST_REPORTS, storage = "" } = {}) {
  return store.read(["meta", "outbox", "jobs", "files"], async (s) => {
    const [meta, sequences, jobs, files] = await Promise.all([pairsOf(s.meta), one(s.outbox.getAllKeys()), one(s.jobs.getAll()), one(s.files.getAll())]);
    const last = meta.last ?? 0;
    const unsent = await one(s.outbox.getAll(IDBKeyRange.lowerBound(last, true), most));
    const top = Math.max(meta.top ?? 0, last, sequences.at(-1) ?? 0);
    const waiting = files.filter((each) => each.state === "waiting").length;
    const json = {
      v: PROTOCOL,
      now: Date.now(),
      build: BUILD,
      key: meta.key ?? "",
      first: sequences[0] ?? last + 1,
      reports: fitting(unsent.map(asSent)),
      have: jobs.filter((each) => !each.taken_at).map((each) => each.tag),
      seen: seenOf(jobs, meta),
      lists: meta.listsTag ?? "",
      unsent: [sequences.filter((seq) => seq > last).length, waiting],
      storage,
    };
    if (meta.nextHash) json.next = meta.nextHash;
    return { json, meta, top };
  });
}

const asSent = ({ seq, at, kind, job, entry, body }) => ({ seq, at, kind, job: job ?? 0, entry: entry ?? "", body });

function fitting(reports) {
  let bytes = 0;
  const count = reports.findIndex((each) => (bytes += JSON.stringify(each).length * 2) > MOST_BYTES);
  return count === -1 ? reports : reports.slice(0, Math.max(1, count));
}

function seenOf(jobs, meta) {
  const seen = jobs.filter((each) => (each.live?.receipt ?? 0) < 4).map((each) => entryNumber(each.entry));
  return seen.filter((entry) => entry && meta.seen?.[entry]);
}

/** Asks once; true if there is more to ask for at once. The gateway's no is thrown as it is (wire.js). */
export async function round(store, options = {}) {
  await rotate(store);
  const { json, meta, top } = await outgoing(store, options);
  const began = Date.now();
  const answer = await asked(store, meta, json);
  if (meta.key && answer.key && answer.key !== meta.key) throw new OtherCompany();
  const sent = json.reports.at(-1)?.seq ?? meta.last ?? 0;
  if (answer.last > sent && answer.last > (await outgoing(store)).top) throw new Cloned();
  const news = await taken(store, answer, { began, ended: Date.now(), sent, top });
  const parting = json.reports.length > 0 && !answer.me; // signed out: it took what there was, and says so when asked again
  const before = meta.last ?? 0;
  const behind = answer.last < before; // a restored backup lacks what was acknowledged: all of it goes again, at once
  const goesOn = json.reports.length > 0 && answer.last < top && answer.last > before;
  return { more: answer.more || parting || behind || goesOn, wait: answer.wait, news };
}

/** A restored backup may know only the token before, and a lost answer the next one: each is tried, none is given up. */
async function asked(store, meta, json) {
  let refusal = new Unreachable("no token");
  for (const token of new Set([meta.token, meta.oldToken, meta.nextToken])) {
    if (!token) continue;
    try {
      const answer = await ask("POST", "/v1/sync", { token, json });
      if (token !== meta.token) await store.setMeta({ token, oldToken: meta.token, tokenAt: Date.now(), nextToken: "", nextHash: "" });
      return answer;
    } catch (error) {
      if (error.code !== "unknown_device") throw error;
      refusal = error;
    }
  }
  throw refusal;
}

/**
 * Writes an answer in one transaction; how many jobs are new, changed and gone. What the office has beyond what this
 * request `sent` counts once another tab heard it of its own: else it is sent, and the office sees whether it is the same.
 * Such an answer of another tab is newer than one without it, and nothing of it is taken back.
 */
async function taken(store, answer, { began, ended, sent, top }) {
  return store.write(["meta", "jobs", "lists", "outbox"], async (s) => {
    const heard = (await one(s.meta.get("last"))) ?? 0;
    const last = heard > sent ? heard : Math.min(answer.last, sent);
    for (const { seq, verdict } of answer.results ?? []) {
      const report = await one(s.outbox.get(seq));
      if (report) s.outbox.put({ ...report, verdict });
    }
    const unsent = new Set((await one(s.outbox.getAll(IDBKeyRange.lowerBound(last, true)))).map((each) => each.job));
    const news = await documents(s, answer, unsent);
    if (answer.lists) {
      s.lists.put(answer.lists, "lists");
      s.meta.put(answer.lists.tag, "listsTag");
    }
    const values = { last, top, contact: ended, skew: answer.now - (began + ended) / 2 };
    if (!answer.more) values.shown = last;
    if (answer.key) values.key = answer.key;
    if (answer.me) values.me = answer.me;
    for (const [key, value] of Object.entries(values)) s.meta.put(value, key);
    if (answer.next) await useNext(s);
    await prune(s, last, ended);
    return news;
  });
}

async function documents(s, answer, unsent) {
  const { now } = answer;
  const jobs = answer.jobs ?? [];
  const news = { fresh: [], changed: [], gone: [] };
  const known = new Map((await one(s.jobs.getAll())).map((doc) => [doc.job, doc]));
  const left = new Set(answer.gone ?? []);
  const renewed = new Set(jobs.map((doc) => doc.job));
  for (const doc of known.values()) {
    const withdrawn = left.has(doc.tag) && !renewed.has(doc.job);
    if (!withdrawn && !doc.taken_at) continue;
    if (withdrawn && !doc.taken_at) news.gone.push(doc.sent?.number ?? "");
    if (unsent.has(doc.job)) s.jobs.put({ ...doc, taken_at: doc.taken_at ?? now });
    else if (!renewed.has(doc.job)) s.jobs.delete(doc.job);
  }
  for (const doc of jobs) {
    const before = known.get(doc.job);
    if (before?.entry !== doc.entry) (before ? news.changed : news.fresh).push(doc.sent?.number ?? "");
    s.jobs.put(doc);
  }
  return news;
}

/** After 30 days a new token is made, and offered until the gateway knows it; both are kept. */
async function rotate(store) {
  const meta = await store.meta();
  if (!meta.token || meta.nextToken || Date.now() - (meta.tokenAt ?? 0) < ROTATE_MS) return;
  const nextToken = newToken();
  await store.setMeta({ nextToken, nextHash: await sha256(nextToken) });
}

async function useNext(s) {
  const next = await one(s.meta.get("nextToken"));
  if (!next) return;
  s.meta.put(await one(s.meta.get("token")), "oldToken");
  s.meta.put(next, "token");
  s.meta.put(Date.now(), "tokenAt");
  s.meta.delete("nextToken");
  s.meta.delete("nextHash");
}
