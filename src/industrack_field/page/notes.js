/** Notes of a job, and the note of the place. What is typed is a draft from the first letter on. */

import { field, lines } from "/bits.js";
import { big, button, h, icon } from "/draw.js";
import { clock, dayKey, day } from "/times.js";
import { t } from "/words.js";

const NOTE_LIMIT = 4000;

/** When something was, short today and with its day before. */
export const whenSaid = (at) => (dayKey(at) === dayKey(Date.now()) ? clock(at) : `${day(at)}, ${clock(at)}`);

export function notesScreen(page, job) {
  const started = page.draft(`note/${job.id}/new`).text;
  return {
    title: t("notes"),
    back: `/job/${job.id}`,
    body: [
      started && h("p.card.tell", t("note_not_finished")),
      h("ul.cards", job.notes.map((note) => h("li.card", { key: note.key },
        h("p.by", note.mine ? t("you") : note.who, ", ", whenSaid(note.at)),
        lines(note.text),
        note.mine && h("div.row",
          h("a.button.small", { href: `#/job/${job.id}/note/${note.key}` }, icon("pen"), h("span", t("edit"))),
          button(t("remove"), page.attempt(() => page.acts.removeNote(job, note.key)), { kind: "small quiet" }))))),
      job.notes.length === 0 && !started && h("p.nothing", t("no_notes")),
    ],
    foot: h("a.big.plain", { href: `#/job/${job.id}/note` }, t(started ? "go_on_note" : "new_note")),
  };
}

/** A note, new or again. */
export function noteScreen(page, job, [key = "new"]) {
  const old = job.notes.find((each) => each.key === key);
  const save = (text, draft) => page.acts.note(job, old ? key : undefined, text, draft);
  return textScreen(page, job, { title: t(old ? "edit_note" : "new_note"), draft: `note/${job.id}/${key}`, old: old?.text ?? "", save, said: t("note_kept") });
}

/** The note that every job at this place shows. */
export function siteNoteScreen(page, job) {
  const save = (text, draft) => page.acts.siteNote(job, text, draft);
  return textScreen(page, job, { title: t("site_note"), draft: `sitenote/${job.id}`, old: job.place.note, save, said: t("note_kept"), hint: t("site_note_hint"), empty: true });
}

function textScreen(page, job, { title, draft, old, save, said, hint = "", empty = false }) {
  const typed = page.draft(draft);
  const text = typed.text ?? old;
  const done = page.once(async () => {
    const words = (page.draft(draft).text ?? old).trim();
    if (!words && !empty) return page.say(t("note_empty"), true);
    if (words !== old) await save(words, draft);
    else await page.dropDraft(draft);
    page.go(`/job/${job.id}`);
    return page.say(said);
  });
  const discard = page.once(async () => {
    await page.dropDraft(draft);
    page.go(`/job/${job.id}`);
  });
  return {
    title,
    back: `/job/${job.id}`,
    closes: true,
    body: [
      field({ id: "text", label: title, value: text, rows: 8, hint, maxlength: NOTE_LIMIT, kept: typed.at, onInput: (value) => page.type(draft, { text: value }) }),
      page.notKept && h("p.error", icon("warn"), t("not_kept")),
      typed.text !== undefined && button(t("discard"), discard, { kind: "quiet" }),
    ],
    foot: big(t("save"), done),
  };
}
