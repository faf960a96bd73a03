/**
 * Elements by hand. `h` makes one; `morph` lets a newly drawn screen take the place of the one before, so that focus,
 * scrolling and what is being typed stay as they are. Text is only ever text: nothing here reads markup.
 */

const SVG = "http://www.w3.org/2000/svg";
const DRAWN = new Set(["svg", "path"]);
const AS_PROPERTY = new Set(["value", "checked"]);

/** An element, its classes behind its name: `h("p.card.warn", …)`, then its properties, if any, and what is in it. Properties beginning with `on` are functions; false, null and undefined leave an attribute out. */
export function h(what, ...children) {
  const [tag, ...classes] = what.split(".");
  const node = DRAWN.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  const properties = children[0]?.constructor === Object ? children.shift() : {};
  if (tag === "button") node.type = tag;
  if (classes.length) node.setAttribute("class", classes.join(" "));
  for (const [name, value] of Object.entries(properties)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) node[name.toLowerCase()] = value;
    else if (name === "key") node.dataset.key = value;
    else if (AS_PROPERTY.has(name)) node[name] = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((each) => each !== null && each !== undefined && each !== false && each !== ""));
  return node;
}

const HANDLERS = ["onclick", "oninput", "onchange", "onsubmit"];

/** Makes `from`, which is on the page, the same as `to`, which is new. */
export function morph(from, to) {
  if (from.nodeName !== to.nodeName || from.dataset?.key !== to.dataset?.key) {
    from.replaceWith(to);
    return;
  }
  if (from.nodeType === Node.TEXT_NODE) {
    if (from.data !== to.data) from.data = to.data;
    return;
  }
  if (from.dataset?.keep !== undefined) return;
  for (const { name } of [...from.attributes]) if (!to.hasAttribute(name)) from.removeAttribute(name);
  for (const { name, value } of to.attributes) if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  for (const name of HANDLERS) if (from[name] !== to[name]) from[name] = to[name];
  children(from, to);
  for (const name of AS_PROPERTY) {
    if (name in to && from[name] !== to[name] && to.type !== "file") from[name] = to[name];
  }
}

function children(from, to) {
  const keyed = new Map([...from.children].filter((each) => each.dataset?.key).map((each) => [each.dataset.key, each]));
  let place = from.firstChild;
  for (const wanted of [...to.childNodes]) {
    const known = wanted.dataset?.key && keyed.get(wanted.dataset.key);
    if (known && known !== place) from.insertBefore(known, place);
    const here = known || place;
    if (!here || (!known && here.dataset?.key && here.dataset.key !== wanted.dataset?.key)) {
      from.insertBefore(wanted, here);
      continue;
    }
    place = here.nextSibling;
    morph(here, wanted);
  }
  while (place) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
}

const PATHS = {
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6L6 18",
  next: "M9 5l7 7-7 7",
  done: "M5 13l4 4L19 7",
  call: "M6 4h3l2 5-2 1.5a11 11 0 0 0 4.5 4.5L15 13l5 2v3a2 2 0 0 1-2 2A14 14 0 0 1 4 6a2 2 0 0 1 2-2",
  map: "M12 21s7-6.5 7-11.5A7 7 0 0 0 5 9.5C5 14.5 12 21 12 21zM12 7v5M9.5 9.500h5",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  note: "M5 4h14v16H5zM9 9h6M9 13h6M9 17h3",
  photo: "M4 8h4l1.5-2h5L16 8h4v11H4zM12 16.500a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  gear: "M4 7h10M18 7h2M4 17h2M10 17h10M16 5v4M8 15v4",
  up: "M12 19V6M6 11l6-6 6 6",
  warn: "M12 4l9 16H3zM12 10v4M12 17h.01",
  plus: "M12 5v14M5 12h14",
  pen: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 8v4l3 2",
};

/** A sign beside a word; it says nothing by itself to who cannot see it. */
export function icon(name) {
  const path = h("path", { d: PATHS[name] });
  return h("svg.icon", { viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" }, path);
}

/** A button with a sign and a word. */
export function button(text, onclick, { kind = "", sign = "", ...rest } = {}) {
  return h("button", { class: `button ${kind}`, onclick, ...rest }, sign && icon(sign), h("span", text));
}

/** A line that leads somewhere: what it is, what there is of it, and an arrow. */
export function way(href, text, detail = "", { kind = "", sign = "" } = {}) {
  return h("a", { class: `way ${kind}`, href }, sign && icon(sign), h("span.grow", text), detail && h("span.detail", detail), icon("next"));
}

/** The big button of a screen. */
export const big = (words, onclick, kind = "plain") => h("button", { id: "big", class: `big ${kind}`, onclick }, words);
