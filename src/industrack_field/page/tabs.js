/** Several tabs of the page: what changes the store in one is shown by the others. */

/** Lets a page's `refresh` tell the other tabs, and theirs call it. */
export function tellTabs(page) {
  if (!globalThis.BroadcastChannel) return;
  const tabs = new BroadcastChannel("industrack");
  tabs.onmessage = () => page.refresh();
  const { refresh } = page;
  let seen = "";
  page.refresh = async () => {
    await refresh();
    const { reports, meta, drafts } = page.picture;
    const now = `${reports.length} ${meta.contact} ${meta.pending?.at} ${drafts.size} ${meta.state}`;
    if (now !== seen && seen) tabs.postMessage("changed");
    seen = now;
  };
}
