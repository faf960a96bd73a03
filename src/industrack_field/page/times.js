/** Instants (ms since 1970 UTC) as people read them, in the company's zone and by its clock. */

let zone = "UTC";
let hour12 = false;
let locale = "en-GB";
const made = new Map();

/** Whose zone, clock and language count from now on. */
export function setTimes(company, language) {
  zone = known(company?.zone) ? company.zone : Intl.DateTimeFormat().resolvedOptions().timeZone;
  hour12 = company?.clock24 === false;
  locale = language === "de" ? "de-DE" : hour12 ? "en-US" : "en-GB";
  made.clear();
}

function known(name) {
  try {
    return name && Intl.DateTimeFormat("en", { timeZone: name });
  } catch {
    return false;
  }
}

function format(options, tag = locale) {
  const key = `${tag}${JSON.stringify(options)}`;
  if (!made.has(key)) made.set(key, new Intl.DateTimeFormat(tag, { timeZone: zone, ...options }));
  return made.get(key);
}

/** `09:41` or `9:41 AM`. */
export function clock(ms) {
  return format({ hour: hour12 ? "numeric" : "2-digit", minute: "2-digit", hour12 }).format(ms);
}

/** `Wed 25 Nov`. */
export function day(ms) {
  return format({ weekday: "short", day: "numeric", month: "short" }).format(ms).replace(",", "");
}

/** `Wednesday 25 November`. */
export function longDay(ms) {
  return format({ weekday: "long", day: "numeric", month: "long" }).format(ms);
}

/** `25 Nov 2026`. */
export function date(ms) {
  return format({ day: "numeric", month: "short", year: "numeric" }).format(ms);
}

/** `2026-11-25`: a day's name that sorts. */
export function dayKey(ms) {
  return format({ year: "numeric", month: "2-digit", day: "2-digit" }, "sv-SE").format(ms);
}

/** `09:41`, as a time field holds it whatever the company's clock is. */
export function wall(ms) {
  return format({ hour: "2-digit", minute: "2-digit", hour12: false }, "sv-SE").format(ms);
}

/** The instant of a wall-clock time (`09:41`) on a day (`2026-11-25`). Of two in the hour that comes twice, the first. */
export function fromWall(key, time) {
  const utc = Date.parse(`${key}T${time}:00Z`);
  const guesses = [-12, 12].map((hours) => utc - offset(utc + hours * 3600000));
  const right = guesses.filter((guess) => dayKey(guess) === key && wall(guess) === time);
  return right.length ? Math.min(...right) : guesses[0];
}

function offset(ms) {
  return Date.parse(`${dayKey(ms)}T${wall(ms)}:00Z`) - Math.floor(ms / 60000) * 60000;
}

/** The day after that of `ms`, as a key. */
export function nextDay(key) {
  return new Date(Date.parse(`${key}T12:00:00Z`) + 86400000).toISOString().slice(0, 10);
}

/** `1:25` of a length in ms. */
export function spanOf(ms) {
  const minutes = Math.max(0, Math.round(ms / 60000));
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

/** A number as the language writes it. */
export function number(value, digits = 3) {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: digits, useGrouping: false }).format(value);
}
