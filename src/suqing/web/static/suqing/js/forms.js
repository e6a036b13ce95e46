/* Forms: what is missing stands at the foot, each a link to its field; pressing the primary action says so and goes there.
   <form data-check novalidate>. Checked on leaving a field and on submitting, never while typing. Chosen files are listed. */
(function () {
  "use strict";
  const labelOf = (field) => {
    const box = field.closest("[data-field]");
    const label = box && box.querySelector("label.form-label, legend");
    return label ? [...label.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent.trim()).join("") : field.name;
  };

  function missing(form) {
    const names = new Set();
    return [...form.elements].filter((field) => {
      if (!field.required || field.disabled || names.has(field.name)) { return false; }
      const empty = field.type === "radio" ? !form.querySelector(`[name="${CSS.escape(field.name)}"]:checked`) : !field.value.trim();
      if (empty) { names.add(field.name); }
      return empty;
    });
  }

  function tell(form, fields) {
    const place = form.querySelector("[data-missing]");
    if (!place) { return; }
    place.replaceChildren();
    if (!fields.length) { return; }
    place.append(`还缺${fields.length}项：`);
    fields.forEach((field, at) => {
      const link = document.createElement("a");
      link.href = `#${field.id}`;
      link.textContent = labelOf(field);
      place.append(at ? "、" : "", link);
    });
  }

  function mark(field, bad) {
    field.classList.toggle("is-missing", bad && field.type !== "radio");
    if (bad) { field.setAttribute("aria-invalid", "true"); } else { field.removeAttribute("aria-invalid"); }
  }

  // The line at the foot grows and goes, and moves the button: never while a finger is on it, or the press would be lost.
  let pressed = false;
  let waiting = 0;
  document.addEventListener("pointerdown", () => { pressed = true; }, true);
  ["pointerup", "pointercancel"].forEach((name) => document.addEventListener(name, () => { pressed = false; }, true));
  function tellLater(form) {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => { if (pressed) { tellLater(form); } else { tell(form, missing(form)); } }, 300);
  }

  document.addEventListener("focusout", (event) => {
    const field = event.target;
    const form = field.form;
    if (!form || !form.hasAttribute("data-check") || !field.required || field.dataset.changed !== "yes") { return; }
    mark(field, !field.value.trim());
    tellLater(form);
  });
  document.addEventListener("input", (event) => { event.target.dataset.changed = "yes"; });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.hasAttribute("data-check") || (event.submitter && event.submitter.hasAttribute("formnovalidate"))) { return; }
    const fields = missing(form);
    window.clearTimeout(waiting);
    tell(form, fields);
    if (!fields.length) { return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    fields.forEach((field) => mark(field, true));
    fields[0].focus();
    window.suqing.say(`还缺${fields.length}项：${fields.map(labelOf).join("、")}`);
  }, true);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-missing] a");
    const field = link && document.querySelector(link.hash);
    if (!field) { return; }
    event.preventDefault();
    (field.matches("fieldset") ? field.querySelector("input") : field).focus();
  });
  document.addEventListener("change", (event) => {
    const box = event.target.closest("[data-upload]");
    if (!box || event.target.type !== "file") { return; }
    box.querySelector("[data-upload-list]").replaceChildren(...[...event.target.files].map((file) => {
      const item = document.createElement("li");
      item.textContent = `${file.name}（${(file.size / 1e6).toFixed(1)} MB），提交时上传`;
      return item;
    }));
  });
})();
