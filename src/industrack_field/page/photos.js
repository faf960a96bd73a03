/** Pictures of a job: those of this phone from its own store, others from the gateway when somebody looks. */

import { picker } from "/bits.js";
import { button, h } from "/draw.js";
import { fetchFile } from "/files.js";
import { takePhoto } from "/job.js";
import { whenSaid } from "/notes.js";
import { t } from "/words.js";

const addresses = new Map();

/** An address for a kept content, one for each, as long as the page lives. */
export function addressOf(file) {
  if (!addresses.has(file.digest)) addresses.set(file.digest, URL.createObjectURL(file.blob));
  return addresses.get(file.digest);
}

export function photosScreen(page, job) {
  return {
    title: t("photos"),
    back: `/job/${job.id}`,
    body: [
      h("ul.cards.pictures", job.pictures.map((each) => pictured(page, job, each))),
      job.pictures.length === 0 && h("p.nothing", t("no_photos")),
    ],
    foot: h("div.row.beside",
      picker(page, { label: t("take_photo"), id: "camera", onPick: (file) => takePhoto(page, job, file), kind: "primary" }),
      picker(page, { label: t("choose_file"), id: "chosen", camera: false, accept: "image/*,application/pdf", onPick: (file) => takePhoto(page, job, file) })),
  };
}

function pictured(page, job, each) {
  const { file } = each;
  const isPicture = (file?.type ?? each.type ?? "").startsWith("image/");
  const show = page.attempt(async () => {
    page.say(t("fetching"));
    await fetchFile(page.store, each.digest, page.picture.meta.token).catch(() => page.say(t("not_without_network"), true));
    await page.refresh();
  });
  const caption = each.caption || each.name || "";
  return h("li.card", { key: each.key },
    file && isPicture ? h("img", { src: addressOf(file), alt: t("photo_of", { time: whenSaid(each.at) }), loading: "lazy" }) : null,
    file && !isPicture ? h("a.button", { href: addressOf(file), download: each.name }, t("open_file")) : null,
    !file && button(t("show"), show),
    h("p.by", [each.mine ? t("you") : each.who, whenSaid(each.at), caption].filter(Boolean).join(", ")),
    h("p.by", state(page, each)));
}

function state(page, { mine, stored, file }) {
  if (!mine || stored || file?.state === "sent") return t("at_office");
  if (file?.state === "marked") return t("file_marked");
  return t(page.picture.settings.wifi_only ? "waits_for_wifi" : "waits");
}
