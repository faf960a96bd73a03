/** First run: install, code, storage, first sync, ready. And what is said when the office has ended a pairing. */

import { big, button, h } from "/draw.js";
import { copier, field } from "/bits.js";
import { NotKept, movedStore } from "/store.js";
import { asText, trouble } from "/unsent.js";
import { Refused, deviceName, pair, plainCode } from "/wire.js";
import { t } from "/words.js";

const CODE_LENGTH = 8;
const NEW_TOKEN = ["signed_out", "lost", "reused", "company"];

let offer = null;
globalThis.addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  offer = event;
});

const installed = () => matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
const given = () => plainCode(new URLSearchParams(location.hash.replace(/^#\/?/, "")).get("pair") ?? "");

/** The step of the first run that comes next. */
export function setupScreen(page) {
  const { meta } = page.picture;
  const paired = meta.device && !meta.state && !given();
  if (!paired) {
    const asks = meta.device || meta.state || installed() || meta.browserIsFine;
    return asks ? codeScreen(page) : installScreen(page);
  }
  return readyScreen(page);
}

function installScreen(page) {
  const install = page.attempt(async () => {
    const asked = offer;
    offer = null;
    return asked ? asked.prompt() : page.say(t("install_by_menu"), true);
  });
  const stay = page.attempt(async () => {
    await page.store.setMeta({ browserIsFine: true });
    await page.refresh();
  });
  const apple = /iPhone|iPad/.test(navigator.userAgent);
  return {
    title: t("install"),
    step: "install",
    body: [
      h("p", t("install_why")),
      h("p.card.tell", t(apple ? "install_apple" : "install_other")),
      given() && h("p.card", t("code_to_keep"), " ", h("strong.code", shown(given()))),
    ],
    foot: [button(t("stay_in_browser"), stay, { kind: "quiet" }), !apple && big(t("install_now"), install)],
    kind: "setup",
  };
}

const shown = (code) => (code.length > 4 ? `${code.slice(0, 4)}-${code.slice(4)}` : code);

function codeScreen(page) {
  const { picture } = page;
  const code = page.draft("code").text ?? shown(given());
  const submit = page.once(() => tryPair(page, code));
  return {
    title: t("pair"),
    step: "code",
    body: [
      trouble(page),
      picture.unsent.length > 0 && picture.meta.state !== "company" && h("p.card.tell", t("unsent_stays", { count: picture.unsent.length })),
      picture.unsent.length > 0 && copier(page, t("copy_text"), () => asText(page)),
      h("p", t("pair_how")),
      h("form", { onsubmit: (event) => {
        event.preventDefault();
        submit(event);
      } }, field({ id: "code", label: t("code"), value: code, class: "code", autocapitalize: "characters", spellcheck: "false", maxlength: 16, wrong: page.codeWrong ?? "", onInput: (text) => page.type("code", { text }) })),
    ],
    foot: big(page.pairing ? t("pairing") : t("pair_now"), submit),
    kind: "setup",
  };
}

async function tryPair(page, code) {
  page.codeWrong = plainCode(code).length === CODE_LENGTH ? "" : t("code_short");
  if (page.codeWrong) return page.draw();
  page.pairing = true;
  page.draw();
  try {
    await paired(page, code);
  } catch (error) {
    if (error instanceof NotKept) throw error;
    const words = t(`trouble_${error.code ?? "unreachable"}`);
    page.codeWrong = words.startsWith("trouble_") ? error.message : words;
  } finally {
    page.pairing = false;
  }
  return page.draw();
}

async function paired(page, code) {
  const { meta } = page.picture;
  const fresh = NEW_TOKEN.includes(meta.state) || (meta.device && !meta.state);
  const token = fresh ? meta.comingToken : meta.token || meta.comingToken;
  const keep = (made) => page.store.setMeta({ comingToken: made });
  const { device, employee, company, key, token: used } = await pair(code, { token, keep, name: deviceName() });
  if (meta.key && key !== meta.key) throw new Refused("company", "", 0, 0);
  const values = { device, employee, company, key, token: used, tokenAt: Date.now(), state: "", comingToken: "", browserIsFine: true };
  if (fresh && meta.device) page.store = await movedStore(page.store, { ...values, sun: meta.sun ?? false, language: meta.language ?? "" });
  else await page.store.setMeta({ ...values, ready: false });
  await page.dropDraft("code");
  page.engine.trouble = null;
  await navigator.storage?.persist?.();
  await page.askStorage();
  history.replaceState(null, "", "#/");
  await page.refresh();
  page.engine.byHand();
}

function readyScreen(page) {
  const { meta, order } = page.picture;
  const begun = meta.contact;
  const lasting = page.storage === "persistent";
  const go = page.attempt(async () => {
    await page.store.setMeta({ ready: true });
    page.go("/");
    await page.refresh();
  });
  return {
    title: t("hello", { name: meta.employee?.name ?? "" }),
    step: "ready",
    body: [
      h("p", meta.company?.name ?? ""),
      !begun && h("label.progress", t("first_sync"), h("progress")),
      !begun && trouble(page),
      begun && page.hasShell && h("p.card.good", t("ready", { count: order.length })),
      h(lasting ? "p.card.good" : "p.card.tell", t(lasting ? "storage_kept_long" : "storage_may_go_long")),
    ],
    foot: begun && big(t("begin"), go),
    kind: "setup",
  };
}
