/** The list: today with what is left of before, the coming days, and what is older. */

import { bigButton, statusOf, syncLine, tapStep } from "/bits.js";
import { button, h, icon } from "/draw.js";
import { clock, day, dayKey, longDay, nextDay } from "/times.js";
import { t } from "/words.js";

const DONE = ["completed", "declined"];

/** `which` is empty (today), `week` or `older`. */
export function listScreen(page, [which = ""], notice = "") {
  const { picture } = page;
  const today = dayKey(Date.now());
  const place = (job) => (job.startsAt ? dayKey(job.startsAt) : today);
  const left = (job) => !DONE.includes(job.visit.status) || job.unsent > 0;
  const parts = {
    "": () => picture.order.filter((job) => place(job) === today || (place(job) < today && left(job))),
    week: () => picture.order.filter((job) => place(job) > today),
    older: () => picture.order.filter((job) => place(job) < today && !left(job)),
  };
  const jobs = (parts[which] ?? parts[""])();
  return {
    title: t(which === "week" ? "coming" : which === "older" ? "older" : "today"),
    extra: [syncLine(page), h("a.round", { href: "#/settings", "aria-label": t("settings") }, icon("gear"))],
    top: shiftLine(page),
    body: [
      notice && h("p.card.warn", notice),
      newShell(page),
      tabs(page, which),
      groups(page, jobs, place, today),
      jobs.length === 0 && h("p.nothing", t(picture.meta.contact ? "no_jobs" : "no_jobs_yet")),
    ],
    foot: bigOfTheDay(page),
    kind: "list",
  };
}

function newShell(page) {
  return page.newShell && h("p.card.tell", t("new_version"), button(t("take_it"), page.takeNew, { kind: "small" }));
}

function shiftLine(page) {
  const { picture } = page;
  const { shift, rest } = picture.day;
  const since = shift ? t("shift_since", { time: clock(shift.starts) }) : t("no_shift");
  const tap = (step, words) => page.onceStill(() => page.acts.shift(step, t(words, { time: clock(Date.now()) })));
  const act = !shift ? button(t("start_shift"), tap("start", "shift_started"), { kind: "small" })
    : rest ? button(t("end_break"), tap("break_end", "break_ended"), { kind: "small" })
      : button(t("break"), tap("break_start", "break_started"), { kind: "small" });
  return h("div.row.shift", h("a.grow", { href: "#/day" }, icon("clock"), ` ${rest ? t("break_since", { time: clock(rest.starts) }) : since}`), act);
}

function tabs(page, which) {
  const tab = (name, href) => h("a", { href, "aria-current": which === name ? "page" : null }, t({ "": "today", week: "coming" }[name] ?? name));
  return h("nav.tabs", { "aria-label": t("days") }, tab("", "#/"), tab("week", "#/week"), tab("older", "#/older"));
}

function groups(page, jobs, place, today) {
  const names = [...new Set(jobs.map(place))];
  return names.map((name) => {
    const of = jobs.filter((job) => place(job) === name);
    const at = of[0].startsAt ?? Date.now();
    const words = name === today ? longDay(Date.now()) : name === nextDay(today) ? `${t("tomorrow")}, ${day(at)}` : longDay(at);
    return h("section", { key: name }, h("h2", words), h("ul.jobs", of.map((job) => line(page, job))));
  });
}

function line(page, job) {
  const { picture } = page;
  const { sent } = job;
  const hand = picture.hand?.id === job.id;
  const news = job.takenAt ? t("taken_back", { time: clock(job.takenAt) }) : job.isNew ? t("new") : "";
  const since = job.visit.since && ["started", "on_travel", "paused"].includes(job.visit.status) ? clock(job.visit.since) : "";
  return h("li", { key: job.id }, h("a", { class: `job ${hand ? "hand" : ""} ${DONE.includes(job.visit.status) ? "done" : ""}`, href: `#/job/${job.id}` },
    h("span.first",
      h("span.time", job.startsAt ? `${clock(job.startsAt)}–${clock(job.endsAt)}` : ""),
      h("span.number", sent.number),
      sent.priority === "high" && h("span.high", t("urgent")),
      news && h("span.new", news)),
    h("span.name", sent.customer?.name ?? ""),
    h("span.what", sent.description?.split("\n")[0] || sent.service_type || ""),
    sent.location?.address && h("span.where", sent.location.address),
    h("span.last",
      statusOf(job.visit, since),
      job.unsent > 0 && h("span.unsent", t("to_send", { count: job.unsent })),
      job.drafts.length > 0 && h("span.unsent", t("not_finished")))));
}

function bigOfTheDay(page) {
  const { picture } = page;
  const { hand, day: mine } = picture;
  const shift = (step, words) => () => page.acts.shift(step, t(words, { time: clock(Date.now()) }));
  if (mine.rest) return bigButton(page, t("end_break"), shift("break_end", "break_ended"));
  if (!mine.shift && picture.settings.auto_shift === false) return bigButton(page, t("start_shift"), shift("start", "shift_started"));
  if (hand) return bigButton(page, t(`do_${hand.next}`), () => tapStep(page, hand, hand.next), { detail: `${hand.sent.number} ${hand.sent.customer?.name ?? ""}`.trim(), kind: hand.next });
  if (mine.shift) return bigButton(page, t("end_shift"), shift("end", "shift_ended"));
  return null;
}
