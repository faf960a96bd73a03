/** Requests to the gateway: what was asked, what was answered, what went wrong. Nothing is tried again here. */

import { BUILD } from "/build.js";
import { newToken, sha256 } from "/keys.js";

export const PROTOCOL = 1;
const PATIENCE_MS = 30000;

/** The gateway said no: `code` is that of its answer, `wait` seconds it asked for. */
export class Refused extends Error {
  constructor(code, text, status, wait) {
    super(text || code);
    Object.assign(this, { code, status, wait });
  }
}

/** Nobody answered, or something that is no gateway. */
export class Unreachable extends Error {}

/** Asks the gateway; the answer's JSON, or the answer itself where `raw`. Refused and Unreachable are thrown. */
export async function ask(method, path, { token = "", json, body, raw = false, patience = PATIENCE_MS, signal } = {}) {
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  if (json !== undefined) headers["Content-Type"] = "application/json";
  const limits = [AbortSignal.timeout(patience), ...(signal ? [signal] : [])];
  const options = { method, headers, body: json === undefined ? body : JSON.stringify(json), cache: "no-store", credentials: "omit", redirect: "error" };
  let answer;
  try {
    answer = await fetch(path, { ...options, signal: AbortSignal.any ? AbortSignal.any(limits) : limits[0] });
    if (answer.ok && raw) return answer;
    if (answer.ok) return answer.status === 204 ? null : await answer.json();
  } catch (error) {
    throw new Unreachable(error.message);
  }
  throw await refusal(answer);
}

async function refusal(answer) {
  const wait = Number(answer.headers.get("Retry-After")) || 0;
  try {
    const { error, text } = await answer.json();
    return new Refused(error, text, answer.status, wait);
  } catch {
    const codes = { 404: "unknown", 413: "too_large", 429: "slow_down", 503: "database" };
    return codes[answer.status] ? new Refused(codes[answer.status], "", answer.status, wait) : new Unreachable(`HTTP ${answer.status}`);
  }
}

/** The code without what people put between its letters. */
export const plainCode = (code) => code.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");

/** A short name of this phone, for the office's list of devices. */
export function deviceName() {
  const first = (...names) => names.find((name) => navigator.userAgent.includes(name)) ?? "";
  return `${first("iPhone", "iPad", "Android", "Windows", "Mac", "Linux")} ${first("Firefox", "Chrome", "Safari")}`.trim() || "phone";
}

/** Pairs with a code. The token is kept (`keep`) before anything is asked, so a lost answer costs nothing. */
export async function pair(code, { token, keep, name }) {
  const mine = token || newToken();
  await keep(mine);
  const json = { code: plainCode(code), token_sha256: await sha256(mine), name, build: BUILD };
  return { token: mine, ...(await ask("POST", "/v1/pair", { json })) };
}
