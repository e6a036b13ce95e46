/* The case page: filters of the timeline act at once; print; where the keyboard stands when the page comes. */
(function () {
  "use strict";
  document.addEventListener("change", (event) => {
    const chips = event.target.closest(".sq-chips");
    if (chips && chips.closest("form[method=get]")) { chips.closest("form").requestSubmit(); }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) { window.print(); }
  });

  /* A refused field first; else the act that was asked for, so that one types at once; else the green line, from which Tab leads on.
     Under a finger only the refused field: a keyboard that rises by itself hides the act. */
  const act = document.getElementById("act");
  const refused = document.querySelector("main [aria-invalid=true]");
  const touched = window.matchMedia("(pointer: coarse)").matches;
  const asked = act && !touched && new URLSearchParams(window.location.search).has("do");
  const wanted = asked && act.querySelector("form input:checked, form input:not([type=hidden]), form textarea, form select");
  const told = document.querySelector("main .sq-msg--bad, main > .sq-msg--good");
  if (refused) { refused.focus(); }
  else if (wanted) { wanted.focus({ preventScroll: true }); }
  else if (told && !touched) { told.tabIndex = -1; told.focus({ preventScroll: true }); }
})();
