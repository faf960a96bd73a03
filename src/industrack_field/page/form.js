/** A form of the office's, filled: every answer is a draft until all are kept together. */

import { field, picker, tapStep } from "/bits.js";
import { big, button, h, icon } from "/draw.js";
import { keepShot, prepared } from "/files.js";
import { formOf } from "/parts.js";
import { addressOf } from "/photos.js";
import { LONGEST_PATH, pad, pathOf } from "/sign.js";
import { clock } from "/times.js";
import { formsAt } from "/view.js";
import { t } from "/words.js";

const ANSWER_LIMIT = 2000;
const BODY_LIMIT = 19000;

/** A form, opened by itself or on the way to a step. */
export function formScreen(page, job, [id, step = ""]) {
  const form = job.forms.find((each) => each.id === Number(id));
  if (!form) return { title: t("forms"), back: `/job/${job.id}/forms`, body: h("p.nothing", t("not_here")) };
  const { name, questions = [] } = formOf(page, form);
  const key = `form/${job.id}/${form.id}`;
  const typed = page.draft(key);
  const change = (place, value) => page.type(key, { values: { ...page.draft(key).values, [place]: value } });
  const wrong = page.wrong?.key === key ? check(questions, typed) : {};
  const left = step ? formsAt(job, step) : [form];
  const context = { page, key, typed, change, wrong };
  const done = page.once(() => finish(page, job, form, { key, questions, step, name }));
  const skip = page.once(() => nextForm(page, job, step, form));
  return {
    title: name,
    back: step ? `/job/${job.id}` : `/job/${job.id}/forms`,
    closes: true,
    step: `${id}`,
    body: [
      step && h("p.by", t("forms_left", { count: left.length, step: t(`do_${step}`) })),
      form.answered && h("p.card.tell", t("filled_before", { time: clock(form.answered.at) })),
      summary(wrong, questions),
      questions.map((question, place) => h("div", { key: `${id}-${place}`, class: "question" }, questionField(context, question, place))),
      h("p.kept", typed.at ? t("kept", { time: clock(typed.at) }) : ""),
      page.notKept && h("p.error", icon("warn"), t("not_kept")),
    ],
    foot: [
      step && !form.blocks && button(t("skip"), skip, { kind: "quiet" }),
      big(step ? t("done_and", { step: t(`do_${step}`) }) : t("save"), done),
    ],
  };
}

function summary(wrong, questions) {
  const places = Object.keys(wrong);
  if (!places.length) return null;
  const to = (place) => () => document.getElementById(`q${place}`)?.focus();
  return h("section.card.warn", { role: "alert", key: "summary" }, h("h2", t("missing", { count: places.length })),
    h("ul", places.map((place) => h("li", h("button", { class: "link", onclick: to(place) }, `${questions[place].text}: ${wrong[place]}`)))));
}

const ASKED = { text: textual, number: numeric, yes_no: yesNo, choice, date: dated, photo, signature };

function questionField(context, question, place) {
  return (ASKED[question.kind] ?? textual)(context, question, place);
}

function plain({ page, typed, change, wrong }, question, place, rest) {
  return field({ id: `q${place}`, label: question.text, value: typed.values?.[place], required: question.required, wrong: wrong[place], maxlength: ANSWER_LIMIT, onInput: (value) => change(place, value), ...rest });
}

function textual(context, question, place) {
  return plain(context, question, place, { rows: 2 });
}

function numeric(context, question, place) {
  return plain(context, question, place, { inputmode: "decimal" });
}

function dated(context, question, place) {
  return plain(context, question, place, { type: "date" });
}

function yesNo(context, question, place) {
  return options(context, question, place, [["yes", t("yes")], ["no", t("no")]], "pair");
}

function choice(context, question, place) {
  return options(context, question, place, (question.choices ?? []).map((each) => [each, each]), "");
}

function options({ typed, change, wrong }, question, place, values, kind) {
  const pick = (value) => () => change(place, value);
  const radio = ([value, words], index) => h("label.choice", { key: value },
    h("input", { type: "radio", name: `q${place}`, id: index === 0 ? `q${place}` : null, value, checked: typed.values?.[place] === value, onchange: pick(value) }), h("span", words));
  return h("fieldset", { class: `${kind} ${wrong[place] ? "wrong" : ""}`, "aria-describedby": wrong[place] ? `q${place}-wrong` : null },
    h("legend", question.text, question.required && h("span", { "aria-hidden": "true" }, " *")),
    h("div", { class: kind === "pair" ? "row" : "stack" }, values.map(radio)),
    wrong[place] && h("p", { id: `q${place}-wrong`, class: "error" }, icon("warn"), wrong[place]));
}

function photo({ page, key, typed, wrong }, question, place) {
  const shots = typed.pictures?.[place] ?? [];
  const keep = (list) => page.type(key, { pictures: { ...page.draft(key).pictures, [place]: list } });
  const take = async (picked) => {
    const file = await prepared(picked, page.picture.settings.edge ?? 2048);
    if (!file) return page.say(t("photo_refused"), true);
    await keepShot(page.store, file);
    const { blob, ...named } = file;
    keep([...(page.draft(key).pictures?.[place] ?? []), named]);
    await page.keepTyped();
    return page.refresh();
  };
  const shot = (each) => {
    const kept = page.picture.files.find((file) => file.digest === each.digest);
    const drop = () => keep(shots.filter((other) => other !== each));
    return h("li.shot", { key: each.digest }, kept && each.type.startsWith("image/") ? h("img", { src: addressOf(kept), alt: question.text }) : each.name, button(t("remove"), drop, { kind: "small quiet" }));
  };
  return h("fieldset", { class: wrong[place] ? "wrong" : "" },
    h("legend", question.text, question.required && h("span", { "aria-hidden": "true" }, " *")),
    h("ul.shots", shots.map(shot)),
    picker(page, { label: t("take_photo"), id: `q${place}`, onPick: take }),
    wrong[place] && h("p.error", icon("warn"), wrong[place]));
}

function signature({ page, key, typed, wrong }, question, place) {
  const sign = (values) => page.type(key, { signs: { ...page.draft(key).signs, [place]: { ...page.draft(key).signs?.[place], ...values } } });
  const { strokes, name } = typed.signs?.[place] ?? {};
  return pad(page, { id: `q${place}`, label: question.text, strokes, name, required: question.required, wrong: wrong[place], onChange: (drawn) => sign({ strokes: drawn }), onName: (text) => sign({ name: text }) });
}

/** What is wrong with the answers, by question. */
function check(questions, { values = {}, pictures = {}, signs = {} }) {
  const wrong = {};
  questions.forEach(({ kind, required }, place) => {
    const text = (values[place] ?? "").trim();
    const given = kind === "photo" ? pictures[place]?.length : kind === "signature" ? signs[place]?.strokes?.length || signs[place]?.name?.trim() : text;
    if (required && !given) wrong[place] = t("needed");
    else if (kind === "number" && text && !/^[-+]?\d+([.,]\d+)?$/.test(text)) wrong[place] = t("no_number");
  });
  return wrong;
}

async function finish(page, job, form, { key, questions, step, name }) {
  const typed = page.draft(key);
  const places = check(questions, typed);
  page.wrong = { key };
  if (Object.keys(places).length) {
    page.draw();
    document.querySelector("[role=alert]")?.scrollIntoView();
    return page.say(t("missing", { count: Object.keys(places).length }), true);
  }
  const values = gathered(page, questions, typed);
  if (new TextEncoder().encode(JSON.stringify(values)).length > BODY_LIMIT) return page.say(t("form_too_long"), true);
  await page.acts.answer(job, form, values, key);
  page.wrong = null;
  page.say(t("form_kept", { name }));
  return nextForm(page, page.picture.jobs.get(job.id) ?? job, step, form);
}

function gathered(page, questions, { values = {}, pictures = {}, signs = {} }) {
  const drawn = questions.filter(({ kind }) => kind === "signature").length;
  const longest = Math.min(LONGEST_PATH, Math.floor(12000 / Math.max(1, drawn)));
  const answer = ({ kind }, place) => {
    if (kind === "photo") return pictures[place]?.length ? t("photos_taken", { count: pictures[place].length }) : "";
    if (kind === "signature") return signs[place]?.name?.trim() || (signs[place]?.strokes?.length ? t("signed") : "");
    return (values[place] ?? "").trim();
  };
  const path = ({ kind }, place) => (kind === "signature" && signs[place]?.strokes?.length ? pathOf(signs[place].strokes, longest) : "");
  const shots = Object.values(pictures).flat().map((each) => ({ ...each, ...page.picture.files.find((file) => file.digest === each.digest) }));
  return { answers: questions.map(answer), signatures: questions.map(path), pictures: shots };
}

/** The next form of the step, or the step. */
async function nextForm(page, job, step, form) {
  if (!step) return page.go(`/job/${job.id}/forms`);
  const all = formsAt(job, step);
  const place = job.forms.findIndex((each) => each.id === form.id);
  const next = all.find((each) => job.forms.findIndex((other) => other.id === each.id) > place) ?? all.find((each) => each.blocks);
  if (next) return page.go(`/job/${job.id}/form/${next.id}/${step}`, true);
  const begun = page.draft(`step/${job.id}`);
  await tapStep(page, { ...job, forms: [] }, step, begun.step === step ? begun.options : {});
  return page.go(`/job/${job.id}`, true);
}
