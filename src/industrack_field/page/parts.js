/** What belongs to a job: tasks, forms, files, machines, the place and what was done there before. */

import { lines, statusOf } from "/bits.js";
import { button, h, icon } from "/draw.js";
import { fetchFile } from "/files.js";
import { whenSaid } from "/notes.js";
import { addressOf } from "/photos.js";
import { date } from "/times.js";
import { ask } from "/wire.js";
import { t } from "/words.js";

const of = (job) => ({ back: `/job/${job.id}` });

export function tasksScreen(page, job) {
  const tick = (task) => page.attempt((event) => page.acts.tick(job, task.id, event.target.checked));
  const done = job.tasks.filter((task) => task.done).length;
  return {
    title: t("tasks"),
    ...of(job),
    body: [
      h("p.by", t("tasks_done", { done, count: job.tasks.length })),
      h("ul.choices", job.tasks.map((task) => h("li", { key: task.id },
        h("label.choice", h("input", { type: "checkbox", checked: task.done, onchange: tick(task) }), h("span", task.text))))),
    ],
  };
}

/** The name of a form of a job, and its questions as this phone has them. */
export function formOf(page, form) {
  const known = (page.picture.lists.forms ?? []).filter((each) => each.id === form.form_id);
  return known.find((each) => each.version === form.version) ?? known.at(-1) ?? { name: form.name ?? "", questions: form.questions ?? [] };
}

export function formsScreen(page, job) {
  const state = (form) => (form.answered ? t("filled_at", { time: whenSaid(form.answered.at) }) : form.trigger === "manual" ? t("any_time") : t(`at_${form.trigger}`));
  return {
    title: t("forms"),
    ...of(job),
    body: h("ul.cards", job.forms.map((form) => h("li", { key: form.id },
      h("a", { class: `way ${form.blocks && !form.answered ? "must" : ""}`, href: `#/job/${job.id}/form/${form.id}` },
        h("span.grow", formOf(page, form).name, h("span.detail.block", state(form), form.blocks && !form.answered ? `, ${t("must")}` : "")), icon(form.answered ? "done" : "next"))))),
  };
}

export function equipmentScreen(page, job) {
  const line = (each, name) => each[name] && h("p", h("span.by", `${t(`machine_${name}`)}: `), each[name]);
  return {
    title: t("equipment"),
    ...of(job),
    body: h("ul.cards", (job.sent.equipment ?? []).map((each) => h("li.card", { key: each.id },
      h("h2", each.name), ["maker", "model", "serial"].map((name) => line(each, name)), each.service_note && lines(each.service_note)))),
  };
}

export function filesScreen(page, job) {
  return { title: t("files"), ...of(job), body: h("ul.cards", job.attachments.map((each) => h("li.card", { key: each.id }, attachment(page, each)))) };
}

function attachment(page, each) {
  if (each.kind === "tool") return [h("h2", each.name), h("p.by", t("bring", { count: each.quantity ?? 1 }))];
  if (each.kind === "link") return h("a.button", { href: safeLink(each.url), target: "_blank", rel: "noreferrer noopener" }, each.name || each.url);
  const kept = page.picture.files.find((file) => file.digest === each.digest);
  const fetch = page.attempt(async () => {
    page.say(t("fetching"));
    try {
      await fetchFile(page.store, each.digest, page.picture.meta.token);
      page.say(t("fetched"));
    } catch {
      page.say(t("not_without_network"), true);
    }
    await page.refresh();
  });
  const isPicture = kept?.type.startsWith("image/");
  return [
    h("h2", each.name),
    isPicture && h("img", { src: addressOf(kept), alt: each.name, loading: "lazy" }),
    kept && !isPicture && h("a.button", { href: addressOf(kept), download: each.name }, t("open_file")),
    !kept && button(t("fetch_file"), fetch),
  ];
}

/** Links lead to the web and nowhere else. */
function safeLink(url) {
  return /^https?:\/\//i.test(url ?? "") ? url : null;
}

export function placeScreen(page, job) {
  const { place } = job;
  const older = page.older?.job === job.id ? page.older.visits : [];
  const visits = [...place.visits, ...older];
  const more = page.attempt(async () => {
    page.say(t("fetching"));
    const before = visits.at(-1)?.job;
    try {
      const answer = await ask("GET", `/v1/jobs/${job.id}/history${before ? `?before=${before}` : ""}`, { token: page.picture.meta.token });
      const found = answer.visits ?? answer;
      page.older = { job: job.id, visits: [...older, ...found] };
      page.say(found.length ? "" : t("no_older"));
    } catch {
      page.say(t("not_without_network"), true);
    }
  });
  return {
    title: t("earlier_visits"),
    ...of(job),
    body: [
      place.note && h("section.card.pinned", h("h2", t("site_note")), lines(place.note)),
      h("ul.cards", visits.map((visit) => h("li.card", { key: visit.job },
        h("p.by", [visit.at && date(visit.at), visit.number, visit.who].filter(Boolean).join(" · ")),
        h("p", visit.description ?? ""), visit.status && statusOf({ status: visit.status }),
        (visit.notes ?? []).map((note) => lines(typeof note === "string" ? note : note.text))))),
      visits.length === 0 && h("p.nothing", t("no_visits")),
      button(t("older_visits"), more, { kind: "quiet" }),
    ],
  };
}
