/** What is typed and not yet said: on the screen at once, on the phone within 300 ms, and gone with what becomes of it. */

import { dropDrafts, keepDraft } from "/store.js";
import { t } from "/words.js";

const DRAFT_MS = 200;
const TAB = `#${Math.random()}`;

/** Gives a page `draft`, `type`, `keepTyped`, `ends` and `dropDraft`; `typed` is what is not on the phone yet, by its name there. */
export function keepsDrafts(page) {
  let writing = 0;
  let ending;
  let written = Promise.resolve();
  page.typed = new Map();

  /** The name of a draft in the store: where two tabs began one each, this tab's, else any. */
  const nameOf = (key) => {
    const names = [...page.picture.drafts.keys()].filter((each) => each.split("#")[0] === key);
    return names.findLast((each) => each.includes(TAB)) ?? names[0] ?? key;
  };

  /** What is typed of a draft; `{}` at first. `at`: since when the phone has it; `v`: which of its states there this one follows. */
  page.draft = (key) => page.picture.drafts.get(nameOf(key)) ?? {};

  /** Keeps what is typed, within 300 ms; on the screen it is at once, so that every button knows it. */
  page.type = (key, values) => {
    const name = nameOf(key);
    const value = { ...page.draft(key), ...values };
    page.typed.set(name, value);
    page.picture.drafts.set(name, value);
    writing ||= setTimeout(page.keepTyped, DRAFT_MS);
    page.draw();
  };

  /** Writes what is typed, behind what ends drafts: some of it is none any more then. */
  page.keepTyped = () => (written = written.then(write, write));

  const write = async () => {
    clearTimeout(writing);
    writing = 0;
    for (const name of [...page.typed.keys()]) {
      for (let seen; seen !== ending; ) await (seen = ending);
      const value = page.typed.get(name);
      if (!value) continue;
      const at = Date.now();
      const kept = { ...value, at, v: at };
      try {
        const under = await keepDraft(page.store, [name, name.split("#")[0] + TAB + at], kept, value.v);
        page.notKept = false;
        const now = page.typed.get(name);
        if (!now) continue;
        page.typed.delete(name);
        now.v = at;
        if (now !== value) page.typed.set(under, now);
        page.picture.drafts.set(under, page.typed.get(under) ?? kept);
      } catch {
        page.notKept = true;
        page.say(t("not_kept"), true);
      }
    }
    page.draw();
  };

  /**
   * Does what ends drafts, and draws what came of it; `work` gets how to ask for their names and what was seen of each. None
   * is written after that: it would stand there again, and somebody would save it twice. Where it fails, all of it stays.
   */
  page.ends = (keys, work) => {
    const forget = () => keys.map(nameOf).forEach((name) => page.typed.delete(name) && page.picture.drafts.delete(name));
    const state = (key) => [nameOf(key), page.draft(key).v];
    const seen = keys.map((key) => !page.typed.has(nameOf(key)) && state(key));
    const ended = (async () => {
      await work(() => keys.map((key, place) => seen[place] || state(key)));
      forget();
      await page.refresh();
      forget();
    })();
    ending = ended.catch(() => {});
    return ended;
  };

  /** Nothing is left of a draft. */
  page.dropDraft = (key) => page.ends([key], (ended) => dropDrafts(page.store, ended));
}
