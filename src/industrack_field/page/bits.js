/** Pieces that several screens share. */

import { big, button, h, icon } from "/draw.js";
import { UNDO_MS } from "/engine.js";
import { clock } from "/times.js";
import { formsAt } from "/view.js";
import { t } from "/words.js";

/** What is sent and what is not, always in the corner; it leads to the list of what is not. */
export function syncLine(page) {
  const { picture, engine } = page;
  const held = picture.meta.pending && Date.now() - picture.meta.pending.at < UNDO_MS ? 1 : 0;
  const count = picture.unsent.length + picture.waitingFiles.length;
  const trouble = engine.trouble || picture.meta.state;
  const words = count > held ? t("to_send", { count }) : trouble ? t("no_contact") : engine.busy || held ? t("sending") : t("all_sent");
  const time = picture.meta.contact ? clock(picture.meta.contact) : "";
  const sign = count > held ? "up" : trouble ? "warn" : "done";
  return h("a", { class: `sync ${count > held || trouble ? "waits" : ""}`, href: "#/unsent" }, icon(sign), h("span", `${words} ${time}`.trim()));
}

const SIGNS = { on_travel: "➤", started: "►", paused: "‖", completed: "✓", declined: "✕" };

/** How far a visit is: a sign and a word. */
export function statusOf(visit, extra = "") {
  const status = visit.status === "not_started" && visit.arrived ? "arrived" : visit.status;
  const words = `${t(`status_${status}`)}${extra && ` ${extra}`}`;
  return h("span", { class: `status ${status}` }, h("span", { "aria-hidden": "true" }, SIGNS[visit.status] ?? "○"), ` ${words}`);
}

/** The one big button. */
export function bigButton(page, words, work, { detail = "", kind = "" } = {}) {
  const label = [detail && h("span.detail", detail), h("span", words)];
  return big(label, page.onceStill(work), kind);
}

/** Takes a step on a job, by way of the forms that it asks for. */
export async function tapStep(page, job, step, options = {}) {
  const asked = formsAt(job, step);
  if (asked.length) {
    page.type(`step/${job.id}`, { step, options });
    await page.keepTyped();
    page.go(`/job/${job.id}/form/${asked[0].id}/${step}`);
    return;
  }
  await page.acts.step(job, step, t("did_step", { number: job.sent.number, step: t(`did_${step}`), time: clock(Date.now()) }), options);
}

/** A text field with its name over it, what is wrong under it, and since when it is kept. */
export function field({ id, label, value, onInput, rows = 0, type = "text", required = false, wrong = "", kept = 0, hint = "", ...rest }) {
  const described = [wrong && `${id}-wrong`, hint && `${id}-hint`].filter(Boolean).join(" ") || null;
  const properties = {
    id, value: value ?? "", oninput: (event) => onInput(event.target.value), "aria-invalid": wrong ? "true" : null, "aria-describedby": described,
    required, autocomplete: "off", ...rest,
  };
  const input = rows ? h("textarea", { rows, ...properties }) : h("input", { type, ...properties });
  return h("div", { class: `field ${wrong ? "wrong" : ""}`, key: id },
    h("label", { for: id }, label, required && h("span", { "aria-hidden": "true" }, " *")),
    hint && h("p", { id: `${id}-hint`, class: "hint" }, hint),
    input,
    h("p.kept", kept ? t("kept", { time: clock(kept) }) : ""),
    wrong && h("p", { id: `${id}-wrong`, class: "error" }, icon("warn"), wrong));
}

/** A button that opens the camera or the files; `onPick` gets the chosen file. */
export function picker(page, { label, id, onPick, camera = true, accept = "image/*", kind = "" }) {
  const onchange = page.attempt(async (event) => {
    const [file] = event.target.files;
    event.target.value = "";
    if (file) await onPick(file);
  });
  const input = h("input", { type: "file", id, accept, capture: camera ? "environment" : null, class: "unseen", onchange });
  return h("label", { class: `button ${kind}`, for: id, key: id }, input, icon("photo"), h("span", label));
}

/** A button that copies a text. */
export const copier = (page, words, text) =>
  button(words, page.attempt(async () => {
    await navigator.clipboard.writeText(text());
    page.say(t("copied"));
  }), { sign: "copy" });

/** The picture's own text, several lines as they are. */
export const lines = (text) => h("p.lines", text);
