/** One job with everything, and the steps beside the next one. */

import { bigButton, field, lines, picker, statusOf, syncLine, takeStep } from "/bits.js";
import { button, h, icon, way } from "/draw.js";
import { prepared } from "/files.js";
import { clock, day } from "/times.js";
import { stepsFrom } from "/steps.js";

export function jobScreen(page, job) {
  const { t } = page;
  const { sent } = job;
  seen(page, job);
  const next = job.next;
  return {
    title: sent.customer?.name ?? sent.number,
    back: "/",
    extra: syncLine(page),
    body: [
      facts(page, job),
      warnings(page, job),
      reach(page, sent),
      siteNote(page, job),
      sent.note && h("section", { class: "card" }, h("h2", null, t("from_office")), lines(sent.note)),
      h("nav", { class: "ways", "aria-label": t("parts") }, ways(page, job)),
    ],
    foot: [
      h("div", { class: "row beside" },
        h("a", { class: "button", href: `#/job/${job.id}/note` }, icon("note"), h("span", null, t("note"))),
        picker(page, { label: t("photo"), id: "camera", onPick: (file) => takePhoto(page, job, file) }),
        h("a", { class: "button", href: `#/job/${job.id}/more` }, icon("more"), h("span", null, t("more")))),
      next && bigButton(page, t(`do_${next}`), () => takeStep(page, job, next), { kind: next }),
    ],
  };
}

/** Keeps a picture of the job. */
export async function takePhoto(page, job, picked) {
  page.say(page.t("photo_keeping"));
  const file = await prepared(picked, page.picture.settings.edge ?? 2048);
  if (!file) return page.say(page.t("photo_refused"), true);
  await page.acts.photo(job, file);
  return page.say(page.t("photo_kept"));
}

function seen(page, job) {
  const entry = Number.parseInt(job.entry ?? "0", 10);
  const known = page.picture.meta.seen ?? {};
  if (!job.isNew || known[entry]) return;
  page.picture.meta.seen = { ...known, [entry]: Date.now() };
  page.store.setMeta({ seen: page.picture.meta.seen }).then(() => page.engine.soon(), () => {});
}

function facts(page, job) {
  const { sent, visit } = job;
  const since = visit.since ? clock(visit.since) : "";
  const times = job.startsAt ? `${day(job.startsAt)}, ${clock(job.startsAt)}–${clock(job.endsAt)}` : "";
  const others = job.others.map((each) => h("li", { key: each.who }, h("span", null, each.who), " ", statusOf(page, each, each.reason ?? "")));
  return h("section", { class: "facts" },
    h("p", { class: "what" }, sent.description || sent.service_type || ""),
    h("p", null, h("span", { class: "number" }, sent.number), sent.description && sent.service_type ? ` ${sent.service_type}` : "", sent.priority === "high" && h("span", { class: "high" }, page.t("urgent"))),
    h("p", { class: "time" }, times),
    h("p", null, statusOf(page, visit, [visit.reason, since].filter(Boolean).join(", "))),
    others.length > 0 && h("ul", { class: "crew", "aria-label": page.t("crew") }, others));
}

function warnings(page, job) {
  const { t } = page;
  const blocking = job.forms.filter((form) => form.blocks && !form.answered && form.trigger === job.next);
  return [
    job.takenAt && h("p", { class: "card warn" }, icon("warn"), t("taken_back", { time: clock(job.takenAt) })),
    job.reviews.length > 0 && h("p", { class: "card tell" }, t("review")),
    blocking.length > 0 && h("p", { class: "card tell" }, t("form_first", { count: blocking.length })),
  ];
}

const onApple = () => /iPhone|iPad|Macintosh/.test(navigator.userAgent);

/** Call, map, address. */
function reach(page, sent) {
  const { t } = page;
  const { customer = {}, location: place = {} } = sent;
  const dial = (number) => `tel:${number.replaceAll(/[^+\d]/g, "")}`;
  const call = (number, label) => number && h("a", { class: "button", href: dial(number), "aria-label": `${label} ${number}` }, icon("call"), h("span", null, label));
  const asked = encodeURIComponent(place.address ?? "");
  const map = onApple() ? `https://maps.apple.com/?q=${asked}` : /Android/.test(navigator.userAgent) ? `geo:0,0?q=${asked}` : `https://www.openstreetmap.org/search?query=${asked}`;
  const copy = page.attempt(async () => {
    await navigator.clipboard.writeText(place.address);
    page.say(t("copied"));
  });
  return h("section", { class: "reach" },
    place.address && h("address", null, [place.name, place.address].filter(Boolean).join(", ")),
    customer.contact && h("p", null, customer.contact),
    h("div", { class: "row wrap" },
      call(customer.phone, t("call")),
      call(customer.mobile, t("call_mobile")),
      place.address && h("a", { class: "button", href: map, rel: "noreferrer" }, icon("map"), h("span", null, t("map"))),
      place.address && button(t("copy_address"), copy, { sign: "copy" })));
}

function siteNote(page, job) {
  const { note } = job.place;
  const edit = h("a", { class: "round", href: `#/job/${job.id}/sitenote`, "aria-label": page.t("edit_site_note") }, icon(note ? "pen" : "plus"));
  if (!job.place.location && !job.sent.location) return null;
  return h("section", { class: "card pinned" }, h("div", { class: "row" }, h("h2", { class: "grow" }, page.t("site_note")), edit), note && lines(note));
}

function ways(page, job) {
  const { t } = page;
  const to = (name) => `#/job/${job.id}/${name}`;
  const done = job.tasks.filter((task) => task.done).length;
  const open = job.forms.filter((form) => !form.answered);
  const waiting = job.pictures.filter((each) => each.mine && !each.stored && each.file?.state !== "sent").length;
  const files = job.attachments.length;
  const machines = job.sent.equipment?.length ?? 0;
  return [
    job.tasks.length > 0 && way(to("tasks"), t("tasks"), `${done}/${job.tasks.length}`),
    way(to("items"), t("items"), String(job.items.length || "")),
    job.forms.length > 0 && way(to("forms"), t("forms"), open.length ? t("open_forms", { count: open.length }) : t("all_filled"), { kind: open.some((form) => form.blocks) ? "must" : "" }),
    way(to("notes"), t("notes"), String(job.notes.length || "")),
    way(to("photos"), t("photos"), [job.pictures.length || "", waiting ? t("waiting", { count: waiting }) : ""].filter(Boolean).join(", ")),
    way(to("sign"), t("signature"), job.signs.length ? t("signed_by", { name: job.signs.at(-1).body.name }) : ""),
    files > 0 && way(to("files"), t("files"), String(files)),
    machines > 0 && way(to("equipment"), t("equipment"), String(machines)),
    way(to("place"), t("earlier_visits"), String(job.place.visits.length || "")),
  ];
}

const ASIDE = ["end_travel", "start_job", "pause", "start_travel", "complete"];

/** The other steps: one level away from the big button. */
export function moreScreen(page, job) {
  const { t } = page;
  const may = job.takenAt ? [] : stepsFrom(job.visit);
  const go = (step, options) => page.onceStill(async () => {
    await takeStep(page, job, step, options);
    if (!location.hash.includes("/form/")) page.go(`/job/${job.id}`);
  });
  const steps = ASIDE.filter((step) => may.includes(step) && step !== job.next);
  const crew = job.others.filter((each) => !["completed", "declined"].includes(each.status)).length;
  return {
    title: t("more"),
    back: `/job/${job.id}`,
    closes: true,
    body: [
      h("p", { class: "number" }, `${job.sent.number} ${job.sent.customer?.name ?? ""}`),
      h("div", { class: "stack" },
        steps.map((step) => button(t(`do_${step}`), go(step), { key: step })),
        may.includes("complete") && crew > 0 && button(t("complete_all", { count: crew }), go("complete", { all: true }), { key: "all" }),
        may.includes("hold") && h("a", { class: "button", href: `#/job/${job.id}/reason/hold` }, t("do_hold")),
        may.includes("decline") && h("a", { class: "button danger", href: `#/job/${job.id}/reason/decline` }, t("do_decline")),
        may.length === 0 && h("p", { class: "nothing" }, t("nothing_more"))),
    ],
  };
}

/** Hold and decline ask why: by one of the office's reasons, in words, or both. */
export function reasonScreen(page, job, [step = "hold"]) {
  const { t } = page;
  const key = `reason/${job.id}/${step}`;
  const typed = page.draft(key);
  const reasons = page.picture.lists.reasons ?? [];
  const choose = (id) => page.type(key, { ...typed, id });
  const own = (typed.text ?? "").trim();
  const name = reasons.find((each) => each.id === typed.id)?.name ?? "";
  const say = page.once(async () => {
    if (!own && !typed.id) return page.say(t("reason_needed"), true);
    const options = { reasonId: typed.id ?? null, reason: [name, own].filter(Boolean).join(": ").slice(0, 200) };
    await page.dropDraft(key);
    await takeStep(page, job, step, options);
    if (!location.hash.includes("/form/")) page.go(step === "decline" ? "/" : `/job/${job.id}`);
    return null;
  });
  const radio = (each) => h("label", { class: "choice", key: each.id },
    h("input", { type: "radio", name: "reason", value: String(each.id), checked: typed.id === each.id, onchange: () => choose(each.id) }), h("span", null, each.name));
  return {
    title: t(`do_${step}`),
    back: `/job/${job.id}`,
    closes: true,
    body: [
      reasons.length > 0 && h("fieldset", null, h("legend", null, t("why")), reasons.map(radio)),
      field(page, { id: "own", label: t("own_words"), value: typed.text, rows: 3, maxlength: 200, kept: typed.at, onInput: (text) => page.type(key, { ...page.draft(key), text }) }),
    ],
    foot: h("button", { type: "button", class: `big ${step}`, id: "big", onclick: say }, t(`do_${step}`)),
  };
}
