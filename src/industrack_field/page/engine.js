/** When the phone speaks with the gateway, and what it does about a no (the table of errors in docs/field.md). */

import { fetchAhead, mayCarry, sendFiles, tidyFiles } from "/files.js";
import { forget } from "/forgetting.js";
import { settle } from "/store.js";
import { round } from "/sync.js";
import { Refused, ask } from "/wire.js";

export const UNDO_MS = 10000;
const FIRST_WAIT_S = 2;
const LONGEST_WAIT_S = 300;
const STOPS = ["signed_out", "unknown_device", "lost", "reused", "company"];

export class Engine {
  /** `page` has: store, picture, refresh() after a change of the store, told(news), renew() for a newer shell. */
  constructor(page) {
    this.page = page;
    this.busy = false;
    this.trouble = null;
    this.failures = 0;
    this.most = 100;
    this.timer = 0;
    this.due = 0;
    this.wanted = false;
    this.poke = null;
  }

  /** At the latest in that time: somebody tapped, the network came, the page was shown. */
  soon(ms = 50) {
    const due = Date.now() + ms;
    if (this.timer && this.due <= due) return;
    clearTimeout(this.timer);
    this.due = due;
    this.timer = setTimeout(() => this.run(), ms);
  }

  /** Somebody asked by hand: waits are over. */
  byHand() {
    this.failures = 0;
    this.soon(0);
  }

  /** One round after the other until nothing is left; one tab at a time. */
  async run() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.wanted = this.busy;
    if (this.busy || !this.page.picture?.meta.token || STOPS.includes(this.page.picture.meta.state)) return;
    this.busy = true;
    this.page.refresh();
    try {
      const locks = navigator.locks;
      const wait = locks ? await locks.request("industrack-sync", () => this.rounds()) : await this.rounds();
      this.failures = 0;
      this.trouble = null;
      this.again(wait);
    } catch (error) {
      await this.failed(error);
    } finally {
      this.busy = false;
      if (this.wanted) this.soon(0);
      await this.page.refresh();
    }
  }

  again(seconds) {
    if (document.visibilityState === "visible") this.soon(seconds * 1000);
  }

  async rounds() {
    const { store } = this.page;
    const { token, state } = await store.meta();
    if (!token || STOPS.includes(state)) return LONGEST_WAIT_S;
    await settle(store, Date.now() - UNDO_MS);
    let answer;
    do {
      answer = await round(store, { most: this.most, storage: this.page.storage });
      await this.page.refresh();
      this.page.told(answer.news);
    } while (answer.more);
    this.most = 100;
    this.listen();
    this.contents();
    return answer.wait || 60;
  }

  /** Contents go beside the reports; what goes wrong there is tried again with the next round. */
  async contents() {
    const { store, picture } = this.page;
    if (this.carrying || !mayCarry(picture.settings)) return;
    this.carrying = true;
    try {
      const { token } = picture.meta;
      await tidyFiles(store, picture);
      await sendFiles(store, token);
      await fetchAhead(store, picture, token);
    } catch {
      // the next round begins with them again
    } finally {
      this.carrying = false;
      await this.page.refresh();
    }
  }

  async failed(error) {
    const code = typeof error.code === "string" ? error.code : "unreachable"; // those of the browser have numbers
    this.trouble = { code, text: error instanceof Refused ? error.message : "", at: Date.now() };
    if (STOPS.includes(code)) {
      await this.stopped(code);
      return;
    }
    if (code === "too_large") this.most = Math.max(1, Math.floor(this.most / 2));
    if (["bad_json", "bad_request", "version"].includes(code)) this.page.renew();
    this.failures += 1;
    const backoff = Math.min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** (this.failures - 1)) * (0.7 + Math.random() * 0.6);
    this.again(Math.max(error.wait ?? 0, code === "too_large" && this.failures < 8 ? 0 : backoff));
  }

  /** The office has the last word: nothing is asked any more until the phone is paired again. */
  async stopped(code) {
    this.hush();
    const { store } = this.page;
    if (code === "lost") await this.page.ends([], () => forget(store, true));
    if (code === "signed_out") await forget(store, false);
    await store.setMeta({ state: code });
  }

  /** Hears from the gateway when something is due; the intervals go on without it. */
  async listen() {
    if (this.poke || document.visibilityState !== "visible") return;
    this.poke = new AbortController();
    const { signal } = this.poke;
    try {
      const answer = await ask("GET", "/v1/poke", { token: this.page.picture.meta.token, raw: true, patience: 3600000, signal });
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) if (part.value.includes("data:")) this.soon();
    } catch {
      // a gateway that is gone says so at the next round
    } finally {
      this.poke = null;
    }
  }

  hush() {
    this.poke?.abort();
    this.poke = null;
  }
}
