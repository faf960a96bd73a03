/** Pictures and attachments: contents that go and come one at a time, beside the reports, which never wait for them. */

import { sha256 } from "/keys.js";
import { one } from "/store.js";
import { dayKey, nextDay } from "/times.js";
import { Refused, ask } from "/wire.js";

const AHEAD_BYTES = 5_000_000;
const AHEAD_ALL = 100_000_000;
const KEEP_FILE_MS = 7 * 24 * 3600 * 1000;
export const FILE_LIMIT = 15 * 1024 * 1024;
const UPLOAD_MS = 300000;

/** Whether the office's rule lets contents go over this connection. */
export const mayCarry = (settings) => !settings?.wifi_only || navigator.connection?.type !== "cellular";

/** Sends what waits, the smallest first; answers how many went. What the gateway does not want is marked and kept. */
export async function sendFiles(store, token) {
  let gone = 0;
  for (;;) {
    const file = await next(store);
    if (!file) return gone;
    try {
      await send(file, token);
      await mark(store, file, { state: "sent", sentAt: Date.now() });
      gone += 1;
    } catch (error) {
      if (!(error instanceof Refused) || ![404, 411, 413, 415, 422].includes(error.status)) throw error;
      const tries = (file.tries ?? 0) + 1;
      await mark(store, file, { tries, state: tries < 2 && error.status !== 413 ? "waiting" : "marked", error: error.code });
    }
  }
}

async function next(store) {
  return store.read(["files", "meta"], async (s) => {
    const last = (await one(s.meta.get("last"))) ?? 0;
    const waiting = (await one(s.files.getAll())).filter((each) => each.state === "waiting" && each.seq <= last);
    return waiting.sort((a, b) => a.size - b.size)[0];
  });
}

async function send(file, token) {
  const path = `/v1/files/${file.digest}`;
  try {
    await ask("HEAD", path, { token, raw: true });
  } catch (error) {
    if (error.status !== 404) throw error;
    await ask("PUT", path, { token, body: file.blob, patience: UPLOAD_MS });
  }
}

function mark(store, file, values) {
  return store.write(["files"], async ({ files }) => {
    const kept = await one(files.get(file.digest));
    if (kept) files.put({ ...kept, ...values });
  });
}

/** Keeps a picture of a form that is not saved yet. What is here already stays as it is: it may be on its way. */
export function keepShot(store, file) {
  return store.write(["files"], async ({ files }) => (await one(files.get(file.digest))) ?? one(files.put({ ...file, state: "draft" })));
}

/** Marked files go once more, as somebody asked. */
export function tryAgain(store) {
  return store.write(["files"], async ({ files }) => {
    for (const file of await one(files.getAll())) if (file.state === "marked") files.put({ ...file, state: "waiting", tries: 1 });
  });
}

/** What the office lost goes again (a restored backup); what nothing needs any more is forgotten. */
export function tidyFiles(store, page) {
  const shown = new Set();
  const missing = new Set();
  for (const job of page.order) {
    for (const each of job.attachments) shown.add(each.digest);
    for (const each of job.pictures) {
      shown.add(each.digest);
      if (each.mine && each.stored === false && each.seq === undefined) missing.add(each.digest);
    }
  }
  const drafted = new Set([...page.drafts.values()].flatMap((each) => Object.values(each.pictures ?? {}).flat()).map((each) => each.digest));
  return store.write(["files"], async ({ files }) => {
    for (const file of await one(files.getAll())) {
      const old = Date.now() - (file.sentAt ?? file.at ?? 0) > KEEP_FILE_MS;
      const idle = ["sent", "fetched"].includes(file.state) ? old && !shown.has(file.digest) : file.state === "draft" && Date.now() - file.at > 3600000;
      if (idle && !drafted.has(file.digest)) files.delete(file.digest);
      else if (file.state === "sent" && missing.has(file.digest) && Date.now() - file.sentAt > 60000) files.put({ ...file, state: "waiting" });
    }
  });
}

/** Fetches the attachments of today's and tomorrow's jobs, so that they open without a network. */
export async function fetchAhead(store, page, token, now = Date.now()) {
  const days = [dayKey(now), nextDay(dayKey(now))];
  const kept = new Set(page.files.map((each) => each.digest));
  let bytes = page.files.filter((each) => each.state === "fetched").reduce((sum, each) => sum + each.size, 0);
  const wanted = page.order.filter((job) => job.startsAt && days.includes(dayKey(job.startsAt))).flatMap((job) => job.attachments);
  for (const each of wanted) {
    if (each.kind !== "file" || kept.has(each.digest) || each.size > AHEAD_BYTES || bytes + each.size > AHEAD_ALL) continue;
    kept.add(each.digest);
    bytes += each.size;
    await fetchFile(store, each.digest, token).catch((error) => {
      if (!(error instanceof Refused)) throw error;
    });
  }
}

/** One content from the gateway, kept from now on. */
export async function fetchFile(store, digest, token) {
  const answer = await ask("GET", `/v1/files/${digest}`, { token, raw: true, patience: UPLOAD_MS });
  const blob = await answer.blob();
  const file = { digest, blob, size: blob.size, type: blob.type, state: "fetched", at: Date.now() };
  await store.write(["files"], async ({ files }) => one(files.put(file)));
  return file;
}

/**
 * A picture as it is kept: scaled to `edge`, as JPEG without anything the camera wrote beside it. A PDF stays as it is.
 * Null: nothing that the office could open, or too large.
 */
export async function prepared(picked, edge) {
  const blob = picked.type === "application/pdf" ? picked : await scaled(picked, edge);
  if (!blob || blob.size > FILE_LIMIT) return null;
  const name = (picked.name || "photo.jpg").replace(/\.[^.]*$/, "") + (blob.type === "application/pdf" ? ".pdf" : ".jpg");
  return { digest: await sha256(blob), blob, size: blob.size, type: blob.type, name, at: Date.now() };
}

async function scaled(picked, edge) {
  let picture;
  try {
    picture = await createImageBitmap(picked, { imageOrientation: "from-image" });
  } catch {
    return null;
  }
  const ratio = Math.min(1, edge / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * ratio));
  canvas.height = Math.max(1, Math.round(picture.height * ratio));
  const brush = canvas.getContext("2d");
  brush.fillStyle = "#fff";
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.8));
}
