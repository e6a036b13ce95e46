/* Once a minute, while the page is seen, ask the server for the words again: <div id="…" data-refresh="URL"> is replaced by the
   answer, and so are the places whose ids stand in data-refresh-also. The server computes; nothing counts down here. Focus, cursor and ticked boxes stay where they are. */
(function () {
  "use strict";
  const MINUTE = 60000;
  let failed = null;

  async function refresh(place) {
    if (place.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) { return; }
    const answer = await window.fetch(place.dataset.refresh, { headers: { "HX-Request": "true", "X-Suqing-Refresh": "1" }, credentials: "same-origin", redirect: "error" });
    if (!answer.ok) { throw new Error(String(answer.status)); }
    const ticked = [...place.querySelectorAll("input[name=ref]:checked")].map((box) => box.value);
    const focused = place.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    const marked = place.querySelector("[data-row].is-cursor");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(place.id);
    place.replaceChildren(...(fresh || page.body).childNodes);
    place.querySelectorAll("input[name=ref]").forEach((box) => { box.checked = ticked.includes(box.value); });
    const again = marked && [...place.querySelectorAll("[data-row]")].find((row) => row.dataset.href === marked.dataset.href);
    if (again) { again.classList.add("is-cursor"); }
    if (focused) { const link = place.querySelector(`a[href="${CSS.escape(focused)}"]`); if (link) { link.focus({ preventScroll: true }); } }
    (place.dataset.refreshAlso || "").split(" ").filter(Boolean).forEach((id) => {
      const other = document.getElementById(id);
      const told = page.getElementById(id);
      if (other && told && !other.contains(document.activeElement)) { other.replaceChildren(...told.childNodes); }
    });
    if (window.htmx) { window.htmx.process(place); }
    place.dispatchEvent(new CustomEvent("htmx:afterSwap", { bubbles: true }));
  }

  async function all() {
    if (document.hidden) { return; }
    for (const place of document.querySelectorAll("[data-refresh]")) {
      try {
        await refresh(place);
        failed = null;
        place.classList.remove("is-stale");
      } catch (error) {
        if (!failed) { failed = new Date(); window.suqing.say("没取到新的数据，页面停在上一分钟。"); }
        place.classList.add("is-stale");
      }
    }
  }
  window.setInterval(all, MINUTE);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { all(); } });
})();
