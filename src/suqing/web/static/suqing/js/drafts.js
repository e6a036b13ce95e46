/* Drafts: <form data-draft="key"> keeps what was typed in this browser, says 草稿已存 10:40, and gives it back after a crash.
   Kept per person and form. Gone when the server says so: <meta data-draft-done="key"> on the page after success.
   A field with data-private, a password, a file or the CSRF token is never kept. */
(function () {
  "use strict";
  const ALL = "suqing.draft.";
  const PREFIX = `${ALL}${document.body.dataset.who || ""}.`;
  const WEEK = 7 * 24 * 3600 * 1000;
  const kept = (field) => field.name && !field.disabled && !["hidden", "password", "file", "submit", "button", "search"].includes(field.type) && !field.closest("[data-private]");
  const time = (at) => new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Shanghai" }).format(at);

  function read(form) {
    const values = {};
    [...form.elements].filter(kept).forEach((field) => {
      if (["checkbox", "radio"].includes(field.type)) {
        values[field.name] = values[field.name] || [];
        if (field.checked) { values[field.name].push(field.value); }
      } else { values[field.name] = field.value; }
    });
    return values;
  }

  function write(form, values) {
    [...form.elements].filter(kept).forEach((field) => {
      const value = values[field.name];
      if (value === undefined) { return; }
      if (["checkbox", "radio"].includes(field.type)) { field.checked = value.includes(field.value); } else { field.value = value; }
    });
  }

  function words(form, text) {
    form.querySelectorAll("[data-draft-words]").forEach((place) => { place.textContent = text; });
  }

  function save(form) {
    const at = Date.now();
    window.localStorage.setItem(PREFIX + form.dataset.draft, JSON.stringify({ at, values: read(form) }));
    words(form, `草稿已存 ${time(at)}`);
  }

  function drop(key) { window.localStorage.removeItem(PREFIX + key); }

  document.querySelectorAll("[data-draft-done]").forEach((done) => drop(done.dataset.draftDone));
  Object.keys(window.localStorage).filter((key) => key.startsWith(ALL)).forEach((key) => {
    const old = JSON.parse(window.localStorage.getItem(key));
    if (Date.now() - old.at > WEEK) { window.localStorage.removeItem(key); }
  });

  document.querySelectorAll("form[data-draft]").forEach((form) => {
    let timer = 0;
    const stored = window.localStorage.getItem(PREFIX + form.dataset.draft);
    if (stored && !form.querySelector("[aria-invalid=true]")) {
      const draft = JSON.parse(stored);
      write(form, draft.values);
      words(form, `已取回 ${time(draft.at)} 的草稿`);
    }
    form.addEventListener("input", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => save(form), 800);
    });
    form.querySelectorAll("[data-save]").forEach((button) => button.addEventListener("click", () => save(form)));
    form.querySelectorAll("[data-draft-drop]").forEach((button) => button.addEventListener("click", () => { drop(form.dataset.draft); form.reset(); words(form, "草稿已清除"); }));
  });

  /* Misconduct question: answering yes clears what stood there, from the page and from the draft. */
  document.addEventListener("suqing:forget", (event) => { drop(event.detail.key); });
  window.suqing.drafts = { save, drop };
})();
