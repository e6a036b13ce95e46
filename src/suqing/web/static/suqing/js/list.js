/* The list: a cursor (J K), opening (Enter, a click on the row), selecting (X, Shift X), the bulk bar. */
(function () {
  "use strict";
  let cursor = -1;
  let last = -1;

  const rows = () => [...document.querySelectorAll("[data-row]")];
  const box = (row) => row.querySelector("input[name=ref]");
  const interactive = "a, button, input, select, textarea, label, summary";

  function move(step) {
    const all = rows();
    if (!all.length) { return false; }
    cursor = all.findIndex((row) => row.classList.contains("is-cursor"));   // rows may have come anew since
    cursor = Math.max(0, Math.min(all.length - 1, cursor + step));
    all.forEach((row, at) => row.classList.toggle("is-cursor", at === cursor));
    all[cursor].scrollIntoView({ block: "nearest" });   // scroll-padding in parts.css keeps it clear of the bars
    const link = all[cursor].querySelector("a");
    if (link) { link.focus({ preventScroll: true }); }
    return true;
  }

  function show() {
    const chosen = rows().filter((row) => box(row) && box(row).checked);
    rows().forEach((row) => row.setAttribute("aria-selected", String(chosen.includes(row))));
    document.querySelectorAll("[data-bulk]").forEach((bar) => { bar.hidden = !chosen.length; });
    document.querySelectorAll("[data-bulk-count]").forEach((place) => { place.textContent = String(chosen.length); });
    document.querySelectorAll("[data-select-all]").forEach((all) => {
      all.checked = chosen.length > 0 && chosen.length === rows().length;
      all.indeterminate = chosen.length > 0 && !all.checked;
    });
  }

  function select(upTo) {
    const all = rows();
    if (!all[cursor] || !box(all[cursor])) { return false; }
    const value = upTo ? true : !box(all[cursor]).checked;
    const from = upTo && last >= 0 ? Math.min(last, cursor) : cursor;
    const until = upTo && last >= 0 ? Math.max(last, cursor) : cursor;
    all.slice(from, until + 1).forEach((row) => { box(row).checked = value; });
    last = cursor;
    show();
    return true;
  }

  function clear() {
    const chosen = rows().filter((row) => box(row) && box(row).checked);
    chosen.forEach((row) => { box(row).checked = false; });
    show();
    return chosen.length > 0;
  }

  function open() {
    const row = rows()[cursor];
    if (!row || document.activeElement.closest(interactive)) { return false; }
    window.location.assign(row.dataset.href);
    return true;
  }

  const KEYS = { j: () => move(1), k: () => move(-1), Enter: open, Escape: clear };

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-select-all]")) { rows().forEach((row) => { if (box(row)) { box(row).checked = event.target.checked; } }); }
    if (event.target.matches("[data-select-all], input[name=ref]")) { show(); }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-bulk-clear]")) { clear(); return; }
    const row = event.target.closest("[data-row]");
    if (!row || event.target.closest(interactive) || window.getSelection().toString()) { return; }
    if (box(row) && event.target.closest("td") === row.cells[0]) { return; }
    window.location.assign(row.dataset.href);
  });
  document.addEventListener("toggle", (event) => {
    const field = event.target.open && event.target.matches(".sq-more-filters") && event.target.querySelector("select");
    if (field) { field.focus(); }
  }, true);
  document.addEventListener("submit", (event) => {   // what is not asked need not stand in the address
    if (event.target.matches("[data-short-query]")) { event.target.querySelectorAll("select, input").forEach((field) => { field.disabled = !field.value; }); }
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("[data-short-query] select, [data-short-query] input").forEach((field) => { field.disabled = false; }));
  document.addEventListener("htmx:afterSwap", show);
  show();

  window.suqing.list = { key: (key, event) => (key === "x" ? select(event.shiftKey) : Boolean(KEYS[key] && KEYS[key]())) };
})();
