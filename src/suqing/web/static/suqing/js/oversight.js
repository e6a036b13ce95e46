/* Small helps on the assessment's pages: print, choose and go, fill what is empty, select a group. Each has its plain way without a script. */
(function () {
  "use strict";
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) { window.print(); return; }
    const fill = event.target.closest("[data-fill]");
    if (fill) {
      const form = fill.closest("form");
      form.querySelectorAll("[role=radiogroup]").forEach((group) => {
        if (!group.querySelector("input:checked")) { const found = group.querySelector(`input[value="${fill.dataset.fill}"]`); if (found) { found.checked = true; } }
      });
    }
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submit]")) { event.target.form.requestSubmit(); }
    if (event.target.matches("[data-select-group]")) {
      document.querySelectorAll(`input[data-group="${event.target.dataset.selectGroup}"]`).forEach((box) => { box.checked = event.target.checked; });
    }
  });
})();
