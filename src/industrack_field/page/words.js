/** Every word of the page, in every language. The office's own texts are shown as they are. */

import { de } from "/words_de.js";
import { en } from "/words_en.js";

export const LANGUAGES = { en, de };

let chosen = "en";
let plural = new Intl.PluralRules("en");

/** The language of the setting, else the browser's, else English. */
export function chooseLanguage(wanted) {
  const asked = [wanted, ...(navigator.languages ?? [navigator.language])].filter(Boolean).map((each) => each.slice(0, 2).toLowerCase());
  chosen = asked.find((each) => each in LANGUAGES) ?? "en";
  plural = new Intl.PluralRules(chosen);
}

export const language = () => chosen;

/** The words of a key, with `{name}` filled from `values`; those of a key with plurals by `values.count`. A key that is unknown comes back as it is. */
export function t(key, values = {}) {
  const found = LANGUAGES[chosen][key] ?? key;
  const words = typeof found === "string" ? found : (found[plural.select(Number(values.count ?? 0))] ?? found.other);
  return words.replaceAll(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}
