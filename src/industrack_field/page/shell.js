/** The shell's own updates: a new build waits until nothing is being typed. */

function workerAddress() {
  if (!globalThis.trustedTypes) return "/sw.js";
  const policy = trustedTypes.createPolicy("shell", {
    createScriptURL: (path) => {
      if (path !== "/sw.js") throw new TypeError(path);
      return path;
    },
  });
  return policy.createScriptURL("/sw.js");
}

/** Registers the worker and takes a newer shell when it may; sets `page.renew` (look for one now), `page.takeNew`, and `page.hasShell` once the phone has all of it. */
export async function watchShell(page) {
  page.renew = () => {};
  if (!navigator.serviceWorker) return;
  let known = navigator.serviceWorker.controller;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    const isNewer = known;
    known = navigator.serviceWorker.controller;
    if (isNewer) page.keepTyped().then(() => location.reload());
  });
  try {
    const registration = await navigator.serviceWorker.register(workerAddress());
    follow(page, registration);
    await navigator.serviceWorker.ready;
    page.hasShell = true;
    page.draw();
  } catch (error) {
    console.error(error);
  }
}

function follow(page, registration) {
  const started = Date.now();
  page.renew = () => registration.update().catch(() => {});
  page.takeNew = () => registration.waiting?.postMessage("take");
  const waits = () => {
    if (!registration.waiting || !navigator.serviceWorker.controller) return;
    page.newShell = true;
    if (page.typed.size === 0 && (Date.now() - started < 3000 || document.visibilityState === "hidden")) page.takeNew();
    page.draw();
  };
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", waits));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") page.renew();
    waits();
  });
  waits();
}
