/** The page: what it knows, which screen shows, and what happens from outside. */

import { actsOf } from "/acts.js";
import { keepsDrafts } from "/drafts.js";
import { h, icon, morph } from "/draw.js";
import { Engine } from "/engine.js";
import { NewerStore, openStore, readAll } from "/store.js";
import { tellTabs } from "/tabs.js";
import { setTimes } from "/times.js";
import { picture } from "/view.js";
import { chooseLanguage, language, t } from "/words.js";
import { clearScreen, dayScreen, correctScreen } from "/day.js";
import { formScreen } from "/form.js";
import { jobScreen, moreScreen, reasonScreen } from "/job.js";
import { listScreen } from "/list.js";
import { equipmentScreen, filesScreen, formsScreen, placeScreen, tasksScreen } from "/parts.js";
import { itemsScreen } from "/items.js";
import { noteScreen, notesScreen, siteNoteScreen } from "/notes.js";
import { photosScreen } from "/photos.js";
import { setupScreen } from "/setup.js";
import { signScreen } from "/sign.js";
import { settingsScreen, unsentScreen } from "/unsent.js";
import { watchShell } from "/shell.js";

const OF_JOB = {
  more: moreScreen, reason: reasonScreen, notes: notesScreen, note: noteScreen, sitenote: siteNoteScreen, photos: photosScreen, tasks: tasksScreen,
  items: itemsScreen, forms: formsScreen, form: formScreen, place: placeScreen, equipment: equipmentScreen, files: filesScreen, sign: signScreen,
};
const OF_PAGE = { week: listScreen, older: listScreen, day: dayScreen, correct: correctScreen, unsent: unsentScreen, settings: settingsScreen, clear: clearScreen };

/** What every screen gets: also `store`, `picture` (view.js), `undo`, the last tap, and `still`, until when the big button rests. */
const page = { storage: "" };
keepsDrafts(page);
page.acts = actsOf(page);
page.engine = new Engine(page);

/** Reads the store anew and draws. */
page.refresh = async () => {
  const all = await readAll(page.store);
  const { meta, lists } = all;
  await chooseLanguage(meta.language || lists.settings?.language, meta.contact, (here) => (here ? page.refresh() : page.say(t("language_later"), true)));
  for (const [key, value] of page.typed) meta.device || key === "code" ? all.drafts.set(key, value) : page.typed.delete(key);
  setTimes(lists.company ?? meta.company, language());
  page.picture = picture(all);
  page.draw();
};

/** Does something that may fail on this phone; says so in words, and the screen stays as it was. */
page.attempt = (work) => async (event) => {
  event?.preventDefault?.();
  try {
    await work(event);
  } catch (error) {
    console.error(error);
    page.say(t("not_kept"), true);
  }
};

let saying = 0;

/** One line of what happened. `stays`: until something else is said. */
page.say = (words, stays = false) => {
  clearTimeout(saying);
  page.said = words;
  page.stays = stays;
  page.draw();
  if (!stays && words) saying = setTimeout(() => page.say(""), 10000);
};

page.told = ({ fresh, changed, gone }) => {
  const words = [["told_new", fresh], ["told_changed", changed], ["told_gone", gone]];
  const lines = words.filter(([, numbers]) => numbers.length).map(([key, numbers]) => t(key, { count: numbers.length, jobs: numbers.join(", ") }));
  if (lines.length) page.say(lines.join(" "));
};

/** To another screen. What ends after its screen was left leads nobody away from where they are by then. */
page.go = (path, replace = false) => {
  if (page.doing && page.doing !== placeNow()) return;
  if (replace) location.replace(`#${path}`);
  else location.hash = path;
  if (page.doing) page.doing = placeNow();
  page.draw();
};

const placeNow = () => location.hash || "#";

/** A button that does something once, however often it is tapped meanwhile. */
page.once = (work) =>
  page.attempt(async (event) => {
    if (page.doing) return;
    page.doing = placeNow();
    try {
      await work(event);
    } finally {
      page.doing = "";
    }
  });

/** A button of a step: still for a moment after anything was kept, so that a double tap is one step. */
page.onceStill = (work) => {
  const once = page.once(work);
  return (event) => (Date.now() < page.still ? undefined : once(event));
};

function screenNow() {
  const { meta } = page.picture;
  const parts = location.hash.replace(/^#\/?/, "").split("/");
  const pairs = location.hash.startsWith("#pair=");
  const reads = ["unsent", "settings", "clear"].includes(parts[0]);
  if (pairs || (!reads && (!meta.device || meta.state || !meta.ready))) return setupScreen(page);
  if (parts[0] !== "job") return (OF_PAGE[parts[0]] ?? listScreen)(page, parts);
  const job = page.picture.jobs.get(Number(parts[1]));
  if (!job) return listScreen(page, ["", ""], t("not_here"));
  return (OF_JOB[parts[2]] ?? jobScreen)(page, job, parts.slice(3));
}

let drawn = "";

/** Draws the screen of the address. */
page.draw = () => {
  if (!page.picture) return;
  const screen = screenNow();
  const root = document.getElementById("screen");
  const place = location.hash.split("?")[0] + (screen.step ?? "");
  const next = h("div", { id: "screen", class: screen.kind ?? "", key: place }, head(screen), h("main", { id: "main" }, screen.body), screen.foot && h("footer", screen.foot));
  document.title = `${screen.title} – IndusTrack`;
  document.documentElement.lang = language();
  document.documentElement.dataset.theme = page.picture.meta.sun ? "sun" : "system";
  const fresh = drawn !== place;
  if (fresh && page.stays) page.said = "";
  if (fresh) root.replaceWith(next);
  else morph(root, next);
  bar();
  if (fresh && drawn) {
    document.querySelector("h1")?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
  drawn = place;
  page.after?.();
};

function head({ title, back, closes, extra, top }) {
  const leave = back !== undefined && h("a.round", { href: `#${back}`, "aria-label": t(closes ? "close" : "back") }, icon(closes ? "close" : "back"));
  return h("header", h("div.row", leave, h("h1", { tabindex: "-1" }, title), extra), top);
}

function bar() {
  const offers = page.undo && page.undo.until > Date.now();
  const said = document.getElementById("said");
  const words = [page.said, offers && page.undo.words !== page.said && page.undo.words].filter(Boolean).join("\n");
  if (said.textContent !== words) said.textContent = words;
  const undo = document.getElementById("undo");
  undo.textContent = t("undo");
  undo.hidden = !offers;
  const silent = !page.said && !offers;
  document.getElementById("bar").classList.toggle("empty", silent);
  document.body.classList.toggle("saying", !silent);
  document.body.style.setProperty("--foot", `${document.querySelector("footer")?.offsetHeight ?? 0}px`);
}

/** Whether the phone promises to keep what is stored here. */
page.askStorage = async () => {
  page.storage = (await navigator.storage?.persisted?.()) ? "persistent" : "best-effort";
};

function listen() {
  tellTabs(page);
  addEventListener("hashchange", () => page.draw());
  addEventListener("online", () => page.engine.byHand());
  addEventListener("pagehide", () => page.keepTyped());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") page.engine.byHand();
    else {
      page.keepTyped();
      page.acts.settleNow();
      page.engine.hush();
    }
  });
  document.getElementById("undo").onclick = page.attempt(page.acts.undo);
}

function broken(words) {
  document.getElementById("screen").replaceChildren(h("main", { id: "main" }, h("h1", "IndusTrack"), h("p.card.warn", words)));
}

async function start() {
  try {
    await chooseLanguage();
  } catch {
    const said = document.querySelector("main");
    said.onclick = () => location.reload();
    said.hidden = false;
    return;
  }
  if (!globalThis.isSecureContext || !globalThis.indexedDB) {
    broken(t("insecure"));
    return;
  }
  try {
    page.store = await openStore();
    await page.askStorage();
    listen();
    watchShell(page);
    await page.refresh();
  } catch (error) {
    console.error(error);
    broken(t(error instanceof NewerStore ? "newer_store" : "no_store"));
    return;
  }
  performance.mark("shown");
  page.engine.soon(0);
}

start();
