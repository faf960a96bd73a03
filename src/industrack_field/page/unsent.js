/** What is not sent yet, how the phone stands with the office, and how the page looks. */

import { copier } from "/bits.js";
import { big, button, h, icon } from "/draw.js";
import { BUILD } from "/build.js";
import { tryAgain } from "/files.js";
import { whenSaid } from "/notes.js";
import { clock, number } from "/times.js";
import { LANGUAGES, t } from "/words.js";

const SKEW_MS = 120000;

export function unsentScreen(page) {
  const { picture, engine } = page;
  const lines = [...picture.unsent.map((each) => reportLine(page, each)), ...picture.waitingFiles.map((each) => fileLine(page, each))];
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
      h("ul.cards", lines.map(([key, time, text]) => h("li.card.line", { key }, h("span.time", time), " ", h("span", text)))),
      h("p.nothing", t(lines.length ? "nothing_lost" : "everything_sent")),
      h("dl.sums", fact(t("last_contact"), picture.meta.contact ? whenSaid(picture.meta.contact) : t("never")),
        fact(t("storage"), t(page.storage === "persistent" ? "storage_kept" : "storage_may_go")),
        fact(t("clock"), Math.abs(picture.meta.skew ?? 0) > SKEW_MS ? t("clock_off", { minutes: number(Math.round(Math.abs(picture.meta.skew) / 60000)) }) : t("clock_ok")),
        fact(t("version"), BUILD)),
      copier(page, t("copy_text"), () => asText(page)),
      picture.meta.state && h("a.button.danger", { href: "#/clear" }, t("clear_phone")),
    ],
    foot: picture.meta.state ? h("a.big.plain", { id: "big", href: "#/" }, t("pair")) : big(engine.busy ? t("sending") : t("sync_now"), sync),
  };
}

const fact = (name, value) => h("div", { key: name }, h("dt", name), h("dd", value));

/** What is wrong between the phone and the office, and what to do about it. */
export function trouble(page) {
  const { picture, engine } = page;
  const code = picture.meta.state || engine.trouble?.code;
  if (!code) return null;
  const words = t(`trouble_${code}`) === `trouble_${code}` ? engine.trouble?.text || t("trouble_other") : t(`trouble_${code}`);
  return h("p.card.warn", icon("warn"), words);
}

function reportLine(page, { seq, at, kind, job, body }) {
  const { picture } = page;
  const numbered = picture.jobs.get(job)?.sent.number ?? "";
  const what = kind === "step" ? t(`do_${body.step}`) : kind === "shift" ? t(`shift_${body.step}`) : t(`kind_${kind}`);
  const said = body.text ?? body.name ?? "";
  return [`r${seq}`, clock(at), [numbered, what, said && `“${said.slice(0, 60)}”`].filter(Boolean).join(" ")];
}

function fileLine(page, { digest, at, name, size, state }) {
  const { picture } = page;
  const weight = t("kilobytes", { count: number(Math.ceil(size / 1000), 0) });
  const how = state === "marked" ? t("file_marked") : picture.settings.wifi_only ? t("waits_for_wifi") : "";
  return [digest, clock(at), [name, weight, how].filter(Boolean).join(", ")];
}

/** Everything that is not sent, for whoever has to carry it by hand. */
export function asText(page) {
  return page.picture.unsent.map(({ at, kind, job, body }) => `${new Date(at).toISOString()} ${kind} ${page.picture.jobs.get(job)?.sent.number ?? (job || "")} ${JSON.stringify(body)}`).join("\n");
}

export function settingsScreen(page) {
  const { picture } = page;
  const put = (values) => page.attempt(async () => {
    await page.store.setMeta(values);
    await page.refresh();
  });
  const choice = (name, group, words, checked, values) => h("label.choice", { key: name }, h("input", { type: "radio", name: group, value: name, checked, onchange: put(values) }), h("span", words));
  const { meta } = picture;
  const persist = page.attempt(async () => {
    await navigator.storage?.persist?.();
    await page.askStorage();
    page.draw();
  });
  return {
    title: t("settings"),
    back: "/",
    closes: true,
    body: [
      h("p", [meta.employee?.name, picture.lists.company?.name ?? meta.company?.name].filter(Boolean).join(", ")),
      h("fieldset", h("legend", t("looks")), choice("system", "theme", t("looks_system"), !meta.sun, { sun: false }), choice("sun", "theme", t("looks_sun"), meta.sun, { sun: true })),
      h("fieldset", h("legend", t("language")), choice("", "language", t("language_auto"), !meta.language, { language: "" }),
        Object.entries(LANGUAGES).map(([key, words]) => choice(key, "language", words, meta.language === key, { language: key }))),
      page.storage !== "persistent" && button(t("ask_storage"), persist),
      h("a.button", { href: "#/unsent" }, t("not_sent")),
      h("p.by", t("sign_out_hint")),
    ],
  };
}
