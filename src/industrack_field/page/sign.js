/** A signature: drawn with a finger, or a typed name. It is kept as a path, `M x y l dx dy ...` in whole numbers. */

import { field } from "/bits.js";
import { big, button, h } from "/draw.js";
import { whenSaid } from "/notes.js";
import { t } from "/words.js";

const WIDTH = 600;
const HEIGHT = 200;
export const LONGEST_PATH = 16000;

/** Strokes (lists of [x, y]) as path text, thinned until it fits. */
export function pathOf(strokes, longest = LONGEST_PATH) {
  for (let every = 1; every < 64; every *= 2) {
    const text = strokes.map((stroke) => drawnOnce(stroke.filter((_, place) => place % every === 0 || place === stroke.length - 1))).join(" ");
    if (text.length <= longest) return text;
  }
  return "";
}

function drawnOnce([first, ...rest]) {
  let [x, y] = first.map(Math.round);
  const words = [`M ${x} ${y}`];
  if (rest.length === 0) words.push("l 1 0");
  for (const point of rest) {
    const [nextX, nextY] = point.map(Math.round);
    if (nextX === x && nextY === y) continue;
    words.push(`l ${nextX - x} ${nextY - y}`);
    [x, y] = [nextX, nextY];
  }
  return words.join(" ");
}

/** The drawing of a path. */
export const drawing = (path, label) => h("svg.signature", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label }, h("path", { d: /^[Ml0-9 -]*$/.test(path) ? path : "" }));

/** A field to sign in: `strokes` are those so far, `onChange` gets all of them. The name may be typed instead. */
export function pad(page, { id, label, strokes = [], name, onChange, onName, required = false, wrong = "" }) {
  const clear = () => onChange([]);
  const canvas = h("canvas", { id, width: WIDTH, height: HEIGHT, role: "img", "aria-label": t("sign_here"), key: strokes.length, "data-keep": "" });
  attach(canvas, strokes, onChange);
  return h("fieldset", { class: `pad ${wrong ? "wrong" : ""}`, key: `pad-${id}` },
    h("legend", label, required && h("span", { "aria-hidden": "true" }, " *")),
    h("div.paper", canvas),
    h("div.row", h("p.by.grow", t("sign_hint")), button(t("clear"), clear, { kind: "small quiet" })),
    field({ id: `${id}-name`, label: t("sign_name"), value: name, maxlength: 120, wrong, onInput: onName }));
}

function attach(canvas, begun, onChange) {
  let strokes = begun;
  let current = null;
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * WIDTH, ((event.clientY - box.top) / box.height) * HEIGHT];
  };
  canvas.onpointerdown = (event) => {
    canvas.setPointerCapture(event.pointerId);
    current = [at(event)];
    event.preventDefault();
  };
  canvas.onpointermove = (event) => {
    if (!current) return;
    for (const each of event.getCoalescedEvents?.() ?? [event]) current.push(at(each));
    paint(canvas, [...strokes, current]);
  };
  canvas.onpointerup = canvas.onpointercancel = () => {
    if (!current) return;
    strokes = [...strokes, current];
    current = null;
    paint(canvas, strokes);
    onChange(strokes.map((stroke) => stroke.map((point) => point.map(Math.round))));
  };
  paint(canvas, strokes);
}

function paint(canvas, strokes) {
  const brush = canvas.getContext("2d");
  brush.clearRect(0, 0, WIDTH, HEIGHT);
  brush.lineWidth = 4;
  brush.lineCap = brush.lineJoin = "round";
  brush.strokeStyle = "#10231c";
  for (const stroke of strokes) {
    brush.beginPath();
    brush.moveTo(...stroke[0]);
    for (const point of stroke.length > 1 ? stroke.slice(1) : [[stroke[0][0] + 1, stroke[0][1]]]) brush.lineTo(...point);
    brush.stroke();
  }
}

/** Signatures of a job, and a new one. */
export function signScreen(page, job) {
  const key = `sign/${job.id}`;
  const typed = page.draft(key);
  const change = (values) => page.type(key, values);
  const save = page.once(async () => {
    const { strokes = [], name = "", what } = page.draft(key);
    if (!strokes.length && !name.trim()) return page.say(t("sign_needed"), true);
    await page.acts.sign(job, name.trim(), strokes.length ? pathOf(strokes) : "", (what ?? t("work_done")).trim(), key);
    page.go(`/job/${job.id}`);
    return page.say(t("sign_kept"));
  });
  const known = ({ body, at }) => h("li.card", { key: body.key }, body.path && drawing(body.path, t("signed_by", { name: body.name })), h("p.by", [body.what, body.name, whenSaid(at)].filter(Boolean).join(", ")));
  return {
    title: t("signature"),
    back: `/job/${job.id}`,
    closes: true,
    body: [
      job.signs.length > 0 && h("ul.cards", job.signs.map(known)),
      field({ id: "what", label: t("sign_what"), value: typed.what ?? t("work_done"), maxlength: 200, onInput: (what) => change({ what }) }),
      pad(page, { id: "pad", label: t("customer_signature"), strokes: typed.strokes, name: typed.name, onChange: (strokes) => change({ strokes }), onName: (name) => change({ name }) }),
    ],
    foot: big(t("save"), save),
  };
}
