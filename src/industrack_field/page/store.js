/**
 * What the phone keeps, in IndexedDB. Nothing is on the screen that is not here first.
 *
 * Every report stays in `outbox` under its sequence, sent or not: what the office has is one number, `meta.last`, so
 * that a restored backup, which has less, gets the rest again. `autoIncrement` gives the sequences, so that two tabs
 * cannot take the same.
 */

const ROOT = "industrack";
const VERSION = 1;

/** The store was made by a newer page than this one. */
export class NewerStore extends Error {}

/** The phone did not keep what it was given: full, or refused. */
export class NotKept extends Error {
  code = "not_kept";
}

function opened(name, upgrade) {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(name, VERSION);
    asked.onupgradeneeded = () => upgrade(asked.result);
    asked.onsuccess = () => {
      asked.result.onversionchange = () => asked.result.close();
      resolve(asked.result);
    };
    asked.onerror = () => reject(asked.error?.name === "VersionError" ? new NewerStore() : new NotKept(asked.error?.message));
  });
}

/** What a request answers. */
export function one(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Runs `work` with the named stores in one transaction and waits until it is on the disk. */
async function transaction(db, names, mode, work) {
  const tx = db.transaction(names, mode, { durability: "strict" });
  const ended = new Promise((resolve, reject) => {
    tx.oncomplete = resolve;
    tx.onabort = () => reject(tx.error);
  });
  ended.catch(() => {}); // told below, once
  try {
    const answer = await work(Object.fromEntries(names.map((name) => [name, tx.objectStore(name)])));
    await ended;
    return answer;
  } catch (error) {
    try {
      tx.abort();
    } catch {
      // it has ended already
    }
    throw mode === "readwrite" ? new NotKept(String(error)) : error;
  }
}

/** What is kept by names of its own, by those. */
export async function pairsOf(kept) {
  const [keys, values] = await Promise.all([one(kept.getAllKeys()), one(kept.getAll())]);
  return Object.fromEntries(keys.map((key, place) => [key, values[place]]));
}

/** A store of one pairing: `read` and `write` take names of stores and a function over them. */
export class Store {
  constructor(db, name) {
    this.db = db;
    this.name = name;
  }

  read(names, work) {
    return transaction(this.db, names, "readonly", work);
  }

  /** `meta` is always there: a store that was left for another one (`movedStore`) takes nothing any more. */
  write(names, work) {
    return transaction(this.db, [...names, "meta"], "readwrite", async (s) => {
      if (await one(s.meta.get("left"))) throw new NotKept("left");
      return work(s);
    });
  }

  async meta() {
    return this.read(["meta"], (s) => pairsOf(s.meta));
  }

  setMeta(values) {
    return this.write([], async ({ meta }) => {
      for (const [key, value] of Object.entries(values)) meta.put(value, key);
    });
  }

  close() {
    this.db.close();
  }
}

/** The store named by the last pairing, or a first one. */
export async function openStore() {
  const root = await opened(ROOT, (db) => db.createObjectStore("root"));
  const name = (await transaction(root, ["root"], "readonly", (s) => one(s.root.get("store")))) ?? `${ROOT}-1`;
  root.close();
  const store = await openNamed(name);
  // it was not left for another one: what did so was cut off, or failed
  if ((await store.meta()).left) await transaction(store.db, ["meta"], "readwrite", (s) => one(s.meta.delete("left")));
  return store;
}

async function openNamed(name) {
  const db = await opened(name, (made) => {
    made.createObjectStore("meta");
    made.createObjectStore("jobs", { keyPath: "job" });
    made.createObjectStore("lists");
    made.createObjectStore("outbox", { keyPath: "seq", autoIncrement: true });
    made.createObjectStore("files", { keyPath: "digest" });
    made.createObjectStore("drafts");
  });
  return new Store(db, name);
}

/**
 * A new store for a new device; what `old` has not sent goes along and gets new sequences there. From then on nobody writes
 * to the old one, nor does another tab: it would go with it. Where this fails the old one goes on.
 */
export async function movedStore(old, meta) {
  const number = Number(old.name.split("-").at(-1)) + 1;
  const store = await openNamed(`${ROOT}-${number}`);
  const kept = await old.write(["outbox", "files", "drafts"], async (s) => {
    const last = (await one(s.meta.get("last"))) ?? 0;
    const pending = await one(s.meta.get("pending"));
    const reports = (await one(s.outbox.getAll())).filter((each) => each.seq > last);
    const drafts = [await one(s.drafts.getAllKeys()), await one(s.drafts.getAll())];
    s.meta.put(true, "left");
    return { reports: pending ? [...reports, pending] : reports, files: await one(s.files.getAll()), drafts };
  });
  try {
    await store.write(["outbox", "files", "drafts"], async (s) => {
      await one(s.outbox.clear());
      const sequences = new Map();
      for (const { seq, ...report } of kept.reports) {
        const moved = report.kind === "undo" ? { ...report, body: { seq: sequences.get(report.body.seq) ?? 0 } } : report;
        sequences.set(seq, await one(s.outbox.add(moved)));
      }
      for (const file of kept.files) if (file.state !== "fetched") s.files.put({ ...file, seq: sequences.get(file.seq) ?? 0 });
      kept.drafts[0].forEach((key, place) => s.drafts.put(kept.drafts[1][place], key));
      for (const [key, value] of Object.entries(meta)) s.meta.put(value, key);
    });
    const root = await opened(ROOT, (db) => db.createObjectStore("root"));
    await transaction(root, ["root"], "readwrite", (s) => one(s.root.put(store.name, "store")));
    root.close();
  } catch (error) {
    (await openStore()).close();
    throw error;
  }
  old.close();
  indexedDB.deleteDatabase(old.name);
  return store;
}

/**
 * Keeps reports, with their pictures and without the drafts they came from, all or nothing.
 * A step that may still be taken back without a trace (`pending`) goes before them.
 */
export function keepReports(store, reports, drafts, files = []) {
  return store.write(["outbox", "files", "drafts"], async (s) => {
    await settlePending(s);
    let seq;
    for (const report of reports) seq = await one(s.outbox.add(report));
    for (const file of files) s.files.put({ ...file, state: "waiting", seq });
    await drop(s, drafts);
  });
}

/** Keeps a step for its ten seconds, in which it can be taken back without a trace; without the drafts it came from. */
export function keepPending(store, report, drafts) {
  return store.write(["outbox", "drafts"], async (s) => {
    await settlePending(s);
    await drop(s, drafts);
    await one(s.meta.put(report, "pending"));
  });
}

/** The pending step becomes a report; with `before` only if it was made before that time. */
export function settle(store, before = Infinity) {
  return store.write(["outbox"], (s) => settlePending(s, before));
}

async function settlePending(s, before = Infinity) {
  const pending = await one(s.meta.get("pending"));
  if (!pending || pending.at > before) return null;
  await one(s.meta.delete("pending"));
  return one(s.outbox.add(pending));
}

/** Takes the step of that time back: without a trace while it is pending, else by the report that `undo` makes of its own. */
export function takeBack(store, at, undo) {
  return store.write(["outbox"], async (s) => {
    if ((await one(s.meta.get("pending")))?.at === at) return one(s.meta.delete("pending"));
    await settlePending(s);
    const own = (await one(s.outbox.getAll())).findLast((each) => each.at === at && ["step", "shift"].includes(each.kind));
    return own && one(s.outbox.add(undo(own)));
  });
}

/** Forgets drafts, but for what another tab has written there since: of that this tab saw nothing. */
export function dropDrafts(store, ended) {
  return store.write(["drafts"], (s) => drop(s, ended));
}

async function drop({ drafts }, ended = () => []) {
  for (const [name, v] of ended()) if ((await one(drafts.get(name)))?.v === v) drafts.delete(name);
}

/** Keeps what is typed and not yet said, and answers under which name: the other one where another tab wrote there since its state `v`. */
export function keepDraft(store, [name, other], value, v) {
  return store.write(["drafts"], async ({ drafts }) => {
    const there = await one(drafts.get(name));
    return one(drafts.put(value, there && there.v !== v ? other : name));
  });
}

/** Everything, as the screens need it: one transaction, so that it fits together. */
export function readAll(store) {
  return store.read(["meta", "jobs", "lists", "outbox", "files", "drafts"], async (s) => {
    const [meta, drafts, jobs, lists, reports, files] = await Promise.all([
      pairsOf(s.meta), pairsOf(s.drafts), one(s.jobs.getAll()), one(s.lists.get("lists")), one(s.outbox.getAll()), one(s.files.getAll()),
    ]);
    return { meta, jobs, lists: lists ?? {}, reports, files, drafts: new Map(Object.entries(drafts)) };
  });
}
