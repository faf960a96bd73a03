/** What is not sent yet, how the phone stands with the office, and how the page looks. */

import { button, h, icon } from "/draw.js";
import { BUILD } from "/build.js";
import { tryAgain } from "/files.js";
import { when } from "/notes.js";
import { clock, number } from "/times.js";

const SKEW_MS = 120000;

export function unsentScreen(page) {
  const { t, picture, engine } = page;
  const lines = [...picture.unsent.map((each) => reportLine(page, each)), ...picture.waitingFiles.map((each) => fileLine(page, each))];
  const copy = page.attempt(async () => {
    await navigator.clipboard.writeText(asText(page));
    page.say(t("copied"));
  });
  const sync = page.once(async () => {
    await page.acts.settleNow();
    await tryAgain(page.store);
    engine.byHand();
  });
  return {
    title: t("not_sent"),
    back: "/",
    closes: true,
    body: [
      trouble(page),
      h("ul", { class: "cards" }, lines.map(([key, time, text]) => h("li", { class: "card line", key }, h("span", { class: "time" }, time), " ", h("span", null, text)))),
      h("p", { class: "nothing" }, t(lines.length ? "nothing_lost" : "everything_sent")),
      h("dl", { class: "sums" }, fact(t("last_contact"), picture.meta.contact ? when(picture.meta.contact) : t("never")),
        fact(t("storage"), t(page.storage === "persistent" ? "storage_kept" : "storage_may_go")),
        fact(t("clock"), Math.abs(picture.meta.skew ?? 0) > SKEW_MS ? t("clock_off", { minutes: number(Math.round(Math.abs(picture.meta.skew) / 60000)) }) : t("clock_ok")),
        fact(t("version"), BUILD)),
      button(t("copy_text"), copy, { sign: "copy" }),
      picture.meta.state && h("a", { class: "button danger", href: "#/clear" }, t("clear_phone")),
    ],
    foot: picture.meta.state ? h("a", { class: "big plain", id: "big", href: "#/" }, t("pair")) : h("button", { type: "button", class: "big plain", id: "big", onclick: sync }, engine.busy ? t("sending") : t("sync_now")),
  };
}

const fact = (name, value) => h("div", { key: name }, h("dt", null, name), h("dd", null, value));

/** What is wrong between the phone and the office, and what to do about it. */
export function trouble(page) {
  const { t, picture, engine } = page;
  const code = picture.meta.state || engine.trouble?.code;
  if (!code) return null;
  const words = t(`trouble_${code}`) === `trouble_${code}` ? engine.trouble?.text || t("trouble_other") : t(`trouble_${code}`);
  return h("p", { class: "card warn" }, icon("warn"), words);
}

function reportLine(page, { seq, at, kind, job, body }) {
  const { t, picture } = page;
  const numbered = picture.jobs.get(job)?.sent.number ?? "";
  const what = kind === "step" ? t(`do_${body.step}`) : kind === "shift" ? t(`shift_${body.step}`) : t(`kind_${kind}`);
  const said = body.text ?? body.name ?? "";
  return [`r${seq}`, clock(at), [numbered, what, said && `“${said.slice(0, 60)}”`].filter(Boolean).join(" ")];
}

function fileLine(page, { digest, at, name, size, state }) {
  const { t, picture } = page;
  const weight = t("kilobytes", { count: number(Math.ceil(size / 1000), 0) });
  const how = state === "marked" ? t("file_marked") : picture.settings.wifi_only ? t("waits_for_wifi") : "";
  return [digest, clock(at), [name, weight, how].filter(Boolean).join(", ")];
}

/** Everything that is not sent, for whoever has to carry it by hand. */
export function asText(page) {
  return page.picture.unsent.map(({ at, kind, job, body }) => `${new Date(at).toISOString()} ${kind} ${page.picture.jobs.get(job)?.sent.number ?? (job || "")} ${JSON.stringify(body)}`).join("\n");
}

export function settingsScreen(page) {
  const { t, picture } = page;
  const put = (values) => page.attempt(async () => {
    await page.store.setMeta(values);
    await page.refresh();
  });
  const choice = (name, group, words, checked, values) => h("label", { class: "choice", key: name }, h("input", { type: "radio", name: group, value: name, checked, onchange: put(values) }), h("span", null, words));
  const { meta } = picture;
  const persist = page.attempt(async () => {
    await navigator.storage?.persist?.();
    page.storage = (await navigator.storage?.persisted?.()) ? "persistent" : "best-effort";
    page.draw();
  });
  return {
    title: t("settings"),
    back: "/",
    closes: true,
    body: [
      h("p", null, [meta.employee?.name, picture.lists.company?.name ?? meta.company?.name].filter(Boolean).join(", ")),
      h("fieldset", null, h("legend", null, t("looks")), choice("system", "theme", t("looks_system"), !meta.sun, { sun: false }), choice("sun", "theme", t("looks_sun"), Boolean(meta.sun), { sun: true })),
      h("fieldset", null, h("legend", null, t("language")), choice("", "language", t("language_auto"), !meta.language, { language: "" }),
        choice("en", "language", "English", meta.language === "en", { language: "en" }), choice("de", "language", "Deutsch", meta.language === "de", { language: "de" })),
      page.storage !== "persistent" && button(t("ask_storage"), persist),
      h("a", { class: "button", href: "#/unsent" }, t("not_sent")),
      h("p", { class: "by" }, t("sign_out_hint")),
    ],
  };
}
