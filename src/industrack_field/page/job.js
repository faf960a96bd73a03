/** One job with everything, and the steps beside the next one. */

import { bigButton, copier, field, lines, picker, statusOf, syncLine, tapStep } from "/bits.js";
import { big, button, h, icon, way } from "/draw.js";
import { prepared } from "/files.js";
import { clock, day } from "/times.js";
import { stepsFrom } from "/steps.js";
import { t } from "/words.js";

export function jobScreen(page, job) {
  const { sent } = job;
  seen(page, job);
  const next = job.next;
  return {
    title: sent.customer?.name ?? sent.number,
    back: "/",
    extra: syncLine(page),
    body: [
      facts(page, job),
      warnings(job),
      reach(page, sent),
      siteNote(job),
      sent.note && h("section.card", h("h2", t("from_office")), lines(sent.note)),
      h("nav.ways", { "aria-label": t("parts") }, ways(job)),
    ],
    foot: [
      h("div.row.beside",
        h("a.button", { href: `#/job/${job.id}/note` }, icon("note"), h("span", t("note"))),
        picker(page, { label: t("photo"), id: "camera", onPick: (file) => takePhoto(page, job, file) }),
        h("a.button", { href: `#/job/${job.id}/more` }, icon("more"), h("span", t("more")))),
      next && bigButton(page, t(`do_${next}`), () => tapStep(page, job, next), { kind: next }),
    ],
  };
}

/** Keeps a picture of the job. */
export async function takePhoto(page, job, picked) {
  page.say(t("photo_keeping"));
  const file = await prepared(picked, page.picture.settings.edge ?? 2048);
  if (!file) return page.say(t("photo_refused"), true);
  await page.acts.photo(job, file);
  return page.say(t("photo_kept"));
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
  const others = job.others.map((each) => h("li", { key: each.who }, h("span", each.who), " ", statusOf(each, each.reason ?? "")));
  return h("section.facts",
    h("p.what", sent.description || sent.service_type || ""),
    h("p", h("span.number", sent.number), sent.description && sent.service_type ? ` ${sent.service_type}` : "", sent.priority === "high" && h("span.high", t("urgent"))),
    h("p.time", times),
    h("p", statusOf(visit, [visit.reason, since].filter(Boolean).join(", "))),
    others.length > 0 && h("ul.crew", { "aria-label": t("crew") }, others));
}

function warnings(job) {
  const blocking = job.forms.filter((form) => form.blocks && !form.answered && form.trigger === job.next);
  return [
    job.takenAt && h("p.card.warn", icon("warn"), t("taken_back", { time: clock(job.takenAt) })),
    job.reviews.length > 0 && h("p.card.tell", t("review")),
    blocking.length > 0 && h("p.card.tell", t("form_first", { count: blocking.length })),
  ];
}

const onApple = () => /iPhone|iPad|Macintosh/.test(navigator.userAgent);

/** Call, map, address. */
function reach(page, sent) {
  const { customer = {}, location: place = {} } = sent;
  const dial = (number) => `tel:${number.replaceAll(/[^+\d]/g, "")}`;
  const call = (number, label) => number && h("a.button", { href: dial(number), "aria-label": `${label} ${number}` }, icon("call"), h("span", label));
  const asked = encodeURIComponent(place.address ?? "");
  const map = onApple() ? `https://maps.apple.com/?q=${asked}` : /Android/.test(navigator.userAgent) ? `geo:0,0?q=${asked}` : `https://www.openstreetmap.org/search?query=${asked}`;
  return h("section.reach",
    place.address && h("address", [place.name, place.address].filter(Boolean).join(", ")),
    customer.contact && h("p", customer.contact),
    h("div.row.wrap",
      call(customer.phone, t("call")),
      call(customer.mobile, t("call_mobile")),
      place.address && h("a.button", { href: map, rel: "noreferrer" }, icon("map"), h("span", t("map"))),
      place.address && copier(page, t("copy_address"), () => place.address)));
}

function siteNote(job) {
  const { note } = job.place;
  const edit = h("a.round", { href: `#/job/${job.id}/sitenote`, "aria-label": t("edit_site_note") }, icon(note ? "pen" : "plus"));
  if (!job.place.location && !job.sent.location) return null;
  return h("section.card.pinned", h("div.row", h("h2.grow", t("site_note")), edit), note && lines(note));
}

function ways(job) {
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
  const may = job.takenAt ? [] : stepsFrom(job.visit);
  const go = (step, options) => page.onceStill(async () => {
    await tapStep(page, job, step, options);
    if (!location.hash.includes("/form/")) page.go(`/job/${job.id}`);
  });
  const steps = ASIDE.filter((step) => may.includes(step) && step !== job.next);
  const crew = job.others.filter((each) => !["completed", "declined"].includes(each.status)).length;
  return {
    title: t("more"),
    back: `/job/${job.id}`,
    closes: true,
    body: [
      h("p.number", `${job.sent.number} ${job.sent.customer?.name ?? ""}`),
      h("div.stack",
        steps.map((step) => button(t(`do_${step}`), go(step), { key: step })),
        may.includes("complete") && crew > 0 && button(t("complete_all", { count: crew }), go("complete", { all: true }), { key: "all" }),
        may.includes("hold") && h("a.button", { href: `#/job/${job.id}/reason/hold` }, t("do_hold")),
        may.includes("decline") && h("a.button.danger", { href: `#/job/${job.id}/reason/decline` }, t("do_decline")),
        may.length === 0 && h("p.nothing", t("nothing_more"))),
    ],
  };
}

/** Hold and decline ask why: by one of the office's reasons, in words, or both. */
export function reasonScreen(page, job, [step = "hold"]) {
  const key = `reason/${job.id}/${step}`;
  const typed = page.draft(key);
  const reasons = page.picture.lists.reasons ?? [];
  const choose = (id) => page.type(key, { id });
  const own = (typed.text ?? "").trim();
  const name = reasons.find((each) => each.id === typed.id)?.name ?? "";
  const say = page.once(async () => {
    if (!own && !typed.id) return page.say(t("reason_needed"), true);
    const options = { reasonId: typed.id ?? null, reason: [name, own].filter(Boolean).join(": ").slice(0, 200) };
    await tapStep(page, job, step, options);
    if (!location.hash.includes("/form/")) page.go(step === "decline" ? "/" : `/job/${job.id}`);
    return null;
  });
  const radio = (each) => h("label.choice", { key: each.id },
    h("input", { type: "radio", name: "reason", value: String(each.id), checked: typed.id === each.id, onchange: () => choose(each.id) }), h("span", each.name));
  return {
    title: t(`do_${step}`),
    back: `/job/${job.id}`,
    closes: true,
    body: [
      reasons.length > 0 && h("fieldset", h("legend", t("why")), reasons.map(radio)),
      field({ id: "own", label: t("own_words"), value: typed.text, rows: 3, maxlength: 200, kept: typed.at, onInput: (text) => page.type(key, { text }) }),
    ],
    foot: big(t(`do_${step}`), say, step),
  };
}
