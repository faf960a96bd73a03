/** Several tabs of the page: what changes the store in one is shown by the others. */

import { openStore } from "/store.js";

/** Lets a page's `refresh` tell the other tabs, and theirs call it; who paired again took what is kept to another store. */
export function tellTabs(page) {
  if (!globalThis.BroadcastChannel) return;
  const tabs = new BroadcastChannel("industrack");
  tabs.onmessage = async ({ data }) => {
    if (data !== page.store.name) page.store = await openStore();
    await page.refresh();
  };
  const { refresh } = page;
  let seen = "";
  page.refresh = async () => {
    await refresh();
    const { reports, meta, drafts } = page.picture;
    const now = `${reports.length} ${meta.contact} ${meta.pending?.at} ${drafts.size} ${meta.state} ${meta.ready}`;
    if (now !== seen && seen) tabs.postMessage(page.store.name);
    seen = now;
  };
}
