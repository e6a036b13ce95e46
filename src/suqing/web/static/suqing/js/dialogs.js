/* Dialogs: "why" beside its button, confirm before a form goes, help; Esc closes and focus goes back. Copy to the clipboard. */
(function () {
  "use strict";
  const suqing = window.suqing;
  const back = new WeakMap();

  function open(dialog, from, modal) {
    if (dialog.open) { dialog.close(); }
    back.set(dialog, from || document.activeElement);
    if (modal) { dialog.showModal(); } else { dialog.show(); }
    if (from && from.hasAttribute("aria-expanded")) { from.setAttribute("aria-expanded", "true"); }
    dialog.focus();
  }

  function close(dialog) {
    const from = back.get(dialog);
    if (dialog.open) { dialog.close(); }
    if (from && from.hasAttribute("aria-expanded")) { from.setAttribute("aria-expanded", "false"); }
    if (from && from.isConnected) { from.focus(); }
  }

  function place(dialog, button) {
    const box = button.getBoundingClientRect();
    const width = Math.min(484, window.innerWidth - 24);
    const left = Math.max(12, Math.min(box.left, window.innerWidth - width - 16));
    dialog.style.setProperty("--sq-why-x", `${left + window.scrollX}px`);
    dialog.style.setProperty("--sq-why-y", `${box.bottom + 4 + window.scrollY}px`);
  }

  function openWhy(button) {
    const dialog = document.getElementById(button.dataset.why);
    if (!dialog) { return; }
    place(dialog, button);
    open(dialog, button, false);
  }

  /* Without htmx a "why" is an ordinary link. With it the panel is filled first, then opened. */
  let asked = null;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-why]");
    if (button && !event.ctrlKey && !event.metaKey) {
      asked = button;
      if (!button.hasAttribute("hx-get")) { event.preventDefault(); openWhy(button); }
      return;
    }
    const opener = event.target.closest("[data-open]");
    if (opener) { open(document.getElementById(opener.dataset.open), opener, true); return; }
    const closer = event.target.closest("[data-close]");
    if (closer) { close(closer.closest("dialog")); return; }
    document.querySelectorAll("dialog.sq-why-pop[open]").forEach((dialog) => {
      if (!dialog.contains(event.target)) { dialog.close(); const from = back.get(dialog); if (from) { from.setAttribute("aria-expanded", "false"); } }
    });
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target instanceof HTMLDialogElement && asked && asked.dataset.why === event.target.id) { openWhy(asked); }
  });
  document.addEventListener("keydown", (event) => {
    const button = event.target.closest && event.target.closest("a[role=button]");
    if (button && event.key === " ") { event.preventDefault(); button.click(); return; }
    if (event.key !== "Escape" || event.isComposing) { return; }
    const dialog = document.querySelector("dialog.sq-why-pop[open]");
    if (dialog) { event.preventDefault(); event.stopPropagation(); close(dialog); }
  }, true);
  document.querySelectorAll("dialog.sq-dialog").forEach((dialog) => {
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); close(dialog); });
    dialog.addEventListener("click", (event) => { if (event.target === dialog) { close(dialog); } });
  });

  const confirm = document.getElementById("confirm");
  let waiting = null;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const asks = (event.submitter && event.submitter.dataset.confirm) ? event.submitter : form;
    if (!asks.dataset.confirm || form.dataset.confirmed === "yes" || !confirm) { return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting = { form, submitter: event.submitter };
    confirm.querySelector("#confirm-title").textContent = asks.dataset.confirm;
    confirm.querySelector("#confirm-text").textContent = asks.dataset.confirmText || "";
    confirm.querySelector("[data-confirm-yes]").textContent = asks.dataset.confirmGo || "确认";
    open(confirm, event.submitter, true);
  }, true);
  if (confirm) {
    confirm.querySelector("[data-confirm-yes]").addEventListener("click", () => {
      const { form, submitter } = waiting;
      confirm.close();
      form.dataset.confirmed = "yes";
      form.requestSubmit(submitter || undefined);
      delete form.dataset.confirmed;
    });
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) { return; }
    await navigator.clipboard.writeText(button.dataset.copy);
    suqing.say(`已复制 ${button.dataset.copy}`);
    button.setAttribute("data-copied", "");
    window.setTimeout(() => button.removeAttribute("data-copied"), 1500);
  });

  suqing.dialogs = { open, close, openWhy };
})();
