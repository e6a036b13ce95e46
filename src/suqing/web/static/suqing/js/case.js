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
  const form = asked && act.querySelector("form[data-draft]");
  const fields = form ? [...form.elements].filter((field) => field.matches("input:not([type=hidden]), textarea, select")) : [];
  const empty = (field) => field.required && (field.type === "radio" ? !form.querySelector(`[name="${CSS.escape(field.name)}"]:checked`) : !field.value);
  const wanted = fields.find(empty) || fields[0];
  const told = document.querySelector("main .sq-msg--bad, main > .sq-msg--good");
  if (refused) { refused.focus(); }
  else if (wanted) { wanted.focus({ preventScroll: true }); }
  else if (told && !touched) { told.tabIndex = -1; told.focus({ preventScroll: true }); }
})();
