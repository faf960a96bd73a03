/** What was used: the planned lines, and what else the job took. Typed amounts are a draft until they are saved. */

import { field } from "/bits.js";
import { big, button, h, icon } from "/draw.js";
import { newKey } from "/keys.js";
import { number } from "/times.js";
import { ask } from "/wire.js";
import { t } from "/words.js";

const MOST = 1_000_000_000;

/** Thousandths of what is typed, with a point or a comma; null if it is no amount. */
export function thousandths(text) {
  const plain = String(text).trim().replace(",", ".");
  if (!/^\d{1,7}(\.\d{1,3})?$/.test(plain)) return null;
  const value = Math.round(Number(plain) * 1000);
  return value <= MOST ? value : null;
}

export function itemsScreen(page, job) {
  const key = `items/${job.id}`;
  const typed = page.draft(key);
  const amounts = typed.amounts ?? {};
  const added = typed.added ?? [];
  const change = (values) => page.type(key, values);
  const put = (name, text) => change({ amounts: { ...page.draft(key).amounts, [name]: text } });
  const wrong = (name) => (amounts[name] !== undefined && amounts[name] !== "" && thousandths(amounts[name]) === null ? t("no_amount") : "");
  const all = [...job.items, ...added];
  const save = page.once(() => saved(page, job, key, all));
  return {
    title: t("items"),
    back: `/job/${job.id}`,
    closes: true,
    body: [
      h("ul.cards", all.map((item) => h("li.card", { key: nameOf(item) }, row(page, item, amounts, put, wrong)))),
      all.length === 0 && h("p.nothing", t("no_items")),
      adding(page, typed, change),
    ],
    foot: big(t("save"), save),
  };
}

const nameOf = (item) => String(item.line ?? item.key);

function row(page, item, amounts, put, wrong) {
  const name = nameOf(item);
  const known = item.used ?? (item.planned || 1000);
  const text = amounts[name] ?? (item.used === null || item.used === undefined ? "" : number(item.used / 1000));
  const by = (step) => () => {
    const now = thousandths(amounts[name] ?? "") ?? known;
    put(name, number(Math.max(0, now + step) / 1000));
  };
  return [
    h("h2", item.name),
    h("p.by", item.planned ? t("planned", { count: number(item.planned / 1000) }) : t("added_here")),
    h("div.row.amount",
      button("−", by(-1000), { kind: "step", "aria-label": t("less", { name: item.name }) }),
      field({ id: `used-${name}`, label: t("used"), value: text, inputmode: "decimal", wrong: wrong(name), onInput: (value) => put(name, value) }),
      button("+", by(1000), { kind: "step", "aria-label": t("more_of", { name: item.name }) })),
  ];
}

function adding(page, typed, change) {
  const words = (typed.find ?? "").trim();
  const take = (item) => () => {
    change({ added: [...(typed.added ?? []), { key: newKey(), item_id: item.id ?? null, name: item.name, planned: 0, used: null }], find: "" });
    page.found = null;
  };
  const listed = (page.picture.lists.items ?? []).filter((item) => matches(item, words));
  const online = page.found?.words === words ? page.found.items : [];
  const found = words ? [...new Map([...listed, ...online].map((item) => [item.id, item])).values()].slice(0, 12) : [];
  const search = page.attempt(async () => {
    page.say(t("fetching"));
    try {
      const answer = await ask("GET", `/v1/items?q=${encodeURIComponent(words)}`, { token: page.picture.meta.token });
      page.found = { words, items: answer.items ?? answer };
      page.say("");
    } catch {
      page.say(t("not_without_network"), true);
    }
  });
  return h("section.add",
    h("h2", t("add_item")),
    field({ id: "find", label: t("find_item"), value: typed.find, maxlength: 120, onInput: (value) => change({ find: value }) }),
    h("ul.choices", found.map((item) => h("li", { key: item.id }, h("button", { class: "choice", onclick: take(item) }, icon("plus"), h("span", [item.name, item.sku].filter(Boolean).join(", ")))))),
    words && h("div.stack", button(t("as_typed", { name: words }), take({ name: words }), { sign: "plus" }), button(t("search_office"), search, { kind: "quiet" })));
}

const matches = (item, words) => words.toLowerCase().split(/\s+/).every((word) => `${item.name} ${item.sku ?? ""}`.toLowerCase().includes(word));

async function saved(page, job, key, all) {
  const { amounts = {} } = page.draft(key);
  const said = [];
  for (const item of all) {
    const text = amounts[nameOf(item)];
    const isNew = !item.line && item.used === null;
    if (text === undefined && !isNew) continue;
    const quantity = text === undefined ? 1000 : text.trim() === "" ? null : thousandths(text);
    if (quantity === null && text?.trim()) return page.say(t("no_amount"), true);
    if (quantity === item.used || (quantity === null && item.used === null)) continue;
    const named = item.line ? { line: item.line } : { key: item.key };
    said.push({ ...named, item_id: item.item_id ?? null, name: item.name, quantity: quantity ?? 0, gone: quantity === null });
  }
  if (said.length) await page.acts.used(job, said, key);
  else await page.dropDraft(key);
  page.go(`/job/${job.id}`);
  return page.say(t("items_kept"));
}
