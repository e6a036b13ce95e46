/* The case page: filters of the timeline act at once; print. */
(function () {
  "use strict";
  document.addEventListener("change", (event) => {
    const chips = event.target.closest(".sq-chips");
    if (chips && chips.closest("form[method=get]")) { chips.closest("form").requestSubmit(); }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) { window.print(); }
  });
})();
