/** What the phone keeps no longer: what the office has for good, and all of it when the phone is given back. */

import { one } from "/store.js";

const KEEP_MS = 30 * 24 * 3600 * 1000;
const KEEP_REPORTS = 3000;

/** Reports that the office has and that no backup will ask for again. */
export async function prune(s, last, now) {
  const keys = (await one(s.outbox.getAllKeys())).filter((seq) => seq <= last);
  for (const seq of keys.slice(0, Math.max(0, keys.length - KEEP_REPORTS))) s.outbox.delete(seq);
  for (const seq of keys.slice(-KEEP_REPORTS)) {
    const report = await one(s.outbox.get(seq));
    if (!report || report.at > now - KEEP_MS) break;
    s.outbox.delete(seq);
  }
}

/** Forgets what the office gave (`signed_out`); with `all` also what was never sent (`lost`). */
export function forget(store, all) {
  const names = ["meta", "jobs", "lists", "outbox", "files", "drafts"];
  return store.write(names, async (s) => {
    await one(s.jobs.clear());
    await one(s.lists.clear());
    if (!all) {
      for (const file of await one(s.files.getAll())) if (file.state === "fetched" || file.state === "sent") s.files.delete(file.digest);
      return;
    }
    for (const name of names) await one(s[name].clear());
  });
}
