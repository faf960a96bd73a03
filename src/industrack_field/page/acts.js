/** What a technician does: each makes a report, waits until the phone has it, and only then lets the screen change. */

import { newKey } from "/keys.js";
import { keepPending, keepReports, settle, takeBack } from "/store.js";
import { UNDO_MS } from "/engine.js";
import { t } from "/words.js";

const STILL_MS = 600;

const report = (kind, job, body, at = Date.now()) => ({ at, kind, job: job?.id ?? 0, entry: job?.entry ?? "", body: whole(body) });

/** Texts without halves of a letter, which a keyboard can leave behind and no other program would read. */
function whole(body) {
  return JSON.parse(JSON.stringify(body, (_, value) => (typeof value === "string" ? value.replaceAll(/\p{Surrogate}/gu, "\ufffd") : value)));
}

/** The acts of a page; its `say`, `refresh` and `engine` do what follows. */
export function actsOf(page) {
  async function keep(reports, drafts = [], files = []) {
    await page.ends(drafts, (ended) => keepReports(page.store, reports, ended, files));
    page.still = Date.now() + STILL_MS;
    page.engine.soon();
  }

  /** A step, or one of the day's: for ten seconds it can be taken back without a trace. */
  async function tap(made, words, drafts = []) {
    await page.ends(drafts, async (ended) => {
      await keepPending(page.store, made, ended);
      page.still = Date.now() + STILL_MS;
      page.undo = { at: made.at, until: Date.now() + UNDO_MS, words };
    });
    page.say(words);
    setTimeout(() => page.draw(), UNDO_MS + 50);
    page.engine.soon(UNDO_MS + 20);
  }

  return {
    step: (job, step, words, { reasonId = null, reason = "", all = false } = {}) =>
      tap(report("step", job, { step, reason_id: reasonId, reason, all }), words, [`step/${job.id}`, `reason/${job.id}/${step}`]),

    shift: (step, words) => tap(report("shift", null, { step }), words),

    /** Back to before the last tap: without a trace while it waits, as a report of its own afterwards. */
    async undo() {
      const { undo } = page;
      page.undo = null;
      if (!undo) return;
      await takeBack(page.store, undo.at, ({ job, seq }) => report("undo", page.picture.jobs.get(job), { seq }));
      await page.refresh();
      page.say(t("undone"));
      page.engine.soon();
    },

    note: (job, key, text, draft) => keep([report("note", job, { key: key ?? newKey(), text, gone: false })], [draft]),

    removeNote: (job, key) => keep([report("note", job, { key, text: "", gone: true })], [`note/${job.id}/${key}`]),

    siteNote: (job, text, draft) => {
      const { location, base } = job.place;
      return keep([report("site_note", job, { location: location ?? job.sent.location?.id ?? 0, text, base: base ?? "" })], [draft]);
    },

    tick: (job, task, done) => keep([report("tick", job, { task, done })]),

    used: (job, lines, draft) => keep(lines.map((line) => report("used", job, line)), [draft]),

    photo: (job, file) => keep([report("photo", job, pictureBody(file))], [], [file]),

    /** A filled form with its pictures. */
    answer: (job, form, values, draft) => {
      const key = newKey();
      const { answers, signatures, pictures } = values;
      const body = { key, form: form.form_id, form_version: form.version ?? 0, answers, signatures };
      const shots = pictures.map((file) => report("photo", job, pictureBody(file, key)));
      return keep([report("answer", job, body), ...shots], [draft], pictures);
    },

    sign: (job, name, path, what, draft) => keep([report("sign", job, { key: newKey(), name, path, what })], [draft]),

    amend: (entry, starts, ends, why, draft) => keep([report("amend", null, { entry: entry.id, starts, ends, why })], [draft]),

    /** Nothing waits for its ten seconds any more: the page is being put away. */
    settleNow: async () => {
      await settle(page.store);
      page.engine.soon(0);
    },
  };
}

function pictureBody({ digest, size, type, name }, answerKey = "") {
  return { key: newKey(), digest, size, type, name, caption: "", answer_key: answerKey };
}
