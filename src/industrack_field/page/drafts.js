/** What is typed and not yet said: on the screen at once, on the phone within 300 ms, and gone with what becomes of it. */

import { keepDraft } from "/store.js";
import { t } from "/words.js";

const DRAFT_MS = 200;

/** Gives a page `draft`, `type`, `keepTyped`, `ends` and `dropDraft`; `typed` is what is not on the phone yet. */
export function keepsDrafts(page) {
  let writing = 0;
  let ending;
  page.typed = new Map();

  /** What is typed of a draft; `{}` at first. `at`: since when the phone has it. */
  page.draft = (key) => page.picture.drafts.get(key) ?? {};

  /** Keeps what is typed, within 300 ms; on the screen it is at once, so that every button knows it. */
  page.type = (key, values) => {
    page.typed.set(key, { ...page.draft(key), ...values });
    page.picture.drafts.set(key, page.typed.get(key));
    writing ||= setTimeout(page.keepTyped, DRAFT_MS);
    page.draw();
  };

  /** Writes what is typed, behind what ends drafts: some of it is none any more then. */
  page.keepTyped = async () => {
    clearTimeout(writing);
    writing = 0;
    for (const key of [...page.typed.keys()]) {
      for (let seen; seen !== ending; ) await (seen = ending);
      const value = page.typed.get(key);
      if (!value) continue;
      const kept = { ...value, at: Date.now() };
      try {
        await keepDraft(page.store, key, kept);
        page.notKept = false;
        if (page.typed.get(key) !== value) continue;
        page.typed.delete(key);
        page.picture.drafts.set(key, kept);
      } catch {
        page.notKept = true;
        page.say(t("not_kept"), true);
      }
    }
    page.draw();
  };

  /**
   * Does what ends drafts, and draws what came of it. None of them is written after that: it would stand there again, and
   * somebody would save it twice. Where it fails, all that was typed stays.
   */
  page.ends = (drafts, work) => {
    const forget = () => drafts.forEach((key) => page.typed.delete(key) && page.picture.drafts.delete(key));
    const ended = (async () => {
      await work();
      forget();
      await page.refresh();
      forget();
    })();
    ending = ended.catch(() => {});
    return ended;
  };

  /** Nothing is left of a draft. */
  page.dropDraft = (key) => page.ends([key], () => keepDraft(page.store, key, null));
}
