/** The technician's own times, and what they correct of them. */

import { bigButton, field } from "/bits.js";
import { big, button, h } from "/draw.js";
import { clock, dayKey, fromWall, spanOf, longDay, wall } from "/times.js";
import { forget } from "/forgetting.js";
import { t } from "/words.js";

export function dayScreen(page) {
  const { picture } = page;
  const { today, shift } = picture.day;
  const end = () => page.acts.shift("end", t("shift_ended", { time: clock(Date.now()) }));
  const start = () => page.acts.shift("start", t("shift_started", { time: clock(Date.now()) }));
  const sum = (kind) => today.filter((each) => each.kind === kind).reduce((all, each) => all + (each.ends ?? Date.now()) - each.starts, 0);
  const kinds = ["shift", "job", "travel", "break"].filter((kind) => today.some((each) => each.kind === kind));
  return {
    title: t("my_day"),
    back: "/",
    body: [
      h("h2", longDay(Date.now())),
      kinds.length > 0 && h("dl.sums", kinds.map((kind) => h("div", { key: kind }, h("dt", t(`time_${kind}`)), h("dd", spanOf(sum(kind)))))),
      h("ul.cards", today.map((each) => entry(page, each))),
      today.length === 0 && h("p.nothing", t("no_times")),
    ],
    foot: shift ? bigButton(page, t("end_shift"), end) : bigButton(page, t("start_shift"), start),
  };
}

function entry(page, each) {
  const { picture } = page;
  const job = picture.jobs.get(each.job);
  const may = each.id !== 0 && picture.settings.amend !== "no" && each.ends !== null;
  const marks = each.marks.map((mark) => t(`mark_${mark}`)).join(", ");
  return h("li", { class: `card time ${each.kind}`, key: `${each.kind}${each.starts}${each.job}` },
    h("div.row",
      h("p.grow", h("strong", t(`time_${each.kind}`)), job ? ` ${job.sent.number} ${job.sent.customer?.name ?? ""}` : ""),
      may && h("a.button.small", { href: `#/correct/${each.id}` }, t("correct"))),
    h("p.time", each.ends === null ? t("since", { time: clock(each.starts) }) : `${clock(each.starts)}–${clock(each.ends)}, ${spanOf(each.ends - each.starts)}`),
    marks && h("p.by", marks));
}

/** Other times for one stretch, with the reason why. */
export function correctScreen(page, [, id]) {
  const { picture } = page;
  const each = picture.day.today.find((one) => one.id === Number(id));
  if (!each) return { title: t("correct"), back: "/day", closes: true, body: h("p.nothing", t("not_here")) };
  const key = `amend//${each.id}`;
  const typed = page.draft(key);
  const put = (name) => (value) => page.type(key, { [name]: value });
  const { starts = wall(each.starts), ends = wall(each.ends), why = "" } = typed;
  const save = page.once(async () => {
    const begins = fromWall(dayKey(each.starts), starts);
    const finishes = fromWall(dayKey(each.ends), ends);
    if (!starts || !ends || finishes <= begins) return page.say(t("times_wrong"), true);
    if (finishes > Date.now()) return page.say(t("times_future"), true);
    if (!why.trim()) return page.say(t("why_needed"), true);
    await page.acts.amend(each, begins, finishes, why.trim(), key);
    page.go("/day");
    return page.say(t("corrected"));
  });
  return {
    title: t("correct"),
    back: "/day",
    closes: true,
    body: [
      h("p", t(`time_${each.kind}`), ` ${clock(each.starts)}–${clock(each.ends)}`),
      field({ id: "starts", label: t("from"), type: "time", value: starts, required: true, onInput: put("starts") }),
      field({ id: "ends", label: t("until"), type: "time", value: ends, required: true, onInput: put("ends") }),
      field({ id: "why", label: t("why"), value: why, required: true, maxlength: 200, onInput: put("why") }),
    ],
    foot: big(t("save"), save),
  };
}

/** Nothing of this company stays on the phone: asked twice, and never while something is unsent that could be sent. */
export function clearScreen(page) {
  const { picture } = page;
  const clear = page.attempt(async () => {
    await page.ends([], () => forget(page.store, true));
    location.hash = "";
    location.reload();
  });
  return {
    title: t("clear_phone"),
    back: "/unsent",
    closes: true,
    body: [h("p", t(picture.unsent.length ? "clear_unsent" : "clear_all", { count: picture.unsent.length })), button(t("clear_now"), clear, { kind: "danger" })],
  };
}
