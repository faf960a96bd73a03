/**
 * Every word of the page, in one language at a time: a table for each, of which the phone keeps those that it speaks.
 * The office's own texts are shown as they are.
 */

import { BUILD } from "/build.js";

export const LANGUAGES = { en: "English", de: "Deutsch" };

const WORDS_MS = 20000;

let table = {};
let chosen = "";
let wanted = "";
let plural = null;
let tried = "";

const pathOfWords = (key) => `/words_${key}.json`;
const keptShell = async () => globalThis.caches?.open(`shell-${BUILD}`);

/**
 * The language of the setting, else the browser's, else English. Until its words are here those that the phone has do:
 * they are asked for once after each `contact`, and `told` hears whether they came. Raises where there are no words at all.
 */
export async function chooseLanguage(setting, contact, told) {
  const preferred = [setting, ...(navigator.languages ?? [navigator.language])].filter(Boolean).map((each) => each.slice(0, 2).toLowerCase());
  wanted = preferred.find((key) => key in LANGUAGES) ?? "en";
  if (wanted === chosen || (await keptWords(wanted))) return;
  for (const key of Object.keys(LANGUAGES)) if (!chosen) await keptWords(key);
  if (!chosen) await fetchWords(wanted);
  else if (tried !== `${wanted}${contact}`) {
    tried = `${wanted}${contact}`;
    fetchWords(wanted).then(() => told(true), () => told(false));
  }
}

async function keptWords(key) {
  const kept = await keptShell().then((cache) => cache?.match(pathOfWords(key)), () => null);
  if (kept) speak(key, await kept.json());
  return kept;
}

/** Words that are not on the phone yet, and then are: the worker keeps them with every later shell. */
async function fetchWords(key) {
  const answer = await fetch(pathOfWords(key), { signal: AbortSignal.timeout(WORDS_MS) });
  if (!answer.ok) throw new Error("no words");
  await keptShell().then((cache) => cache?.put(pathOfWords(key), answer.clone())).catch(() => {});
  speak(key, await answer.json());
}

/** Words that came too late for what is wanted by now are kept, and not spoken. */
function speak(key, words) {
  if (chosen && key !== wanted) return;
  chosen = key;
  table = words;
  plural = new Intl.PluralRules(key);
}

export const language = () => chosen;

/** The words of a key, with `{name}` filled from `values`; those of a key with plurals by `values.count`. A key that is unknown comes back as it is. */
export function t(key, values = {}) {
  const found = table[key] ?? key;
  const words = typeof found === "string" ? found : (found[plural.select(Number(values.count ?? 0))] ?? found.other);
  return words.replaceAll(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}
