/* Keys. Single keys act outside fields only, never while an input method composes, and can be switched off (WCAG 2.1.4).
   A page says what a key does: <a data-key="n">, <button data-key="c">; the key presses the first one that is shown. */
(function () {
  "use strict";
  const suqing = window.suqing;
  const STORE = "suqing.keys";
  const GO = { d: "/desk/", c: "/desk/cases/", a: "/oversight/" };
  let afterG = 0;

  const on = () => window.localStorage.getItem(STORE) !== "off";
  const turn = (yes) => window.localStorage.setItem(STORE, yes ? "on" : "off");
  const composing = (event) => event.isComposing || event.keyCode === 229;
  const shown = (node) => node.getClientRects().length > 0;

  function inField(node) {
    if (!(node instanceof HTMLElement)) { return false; }
    if (node.isContentEditable || node.matches("textarea, select")) { return true; }
    return node.matches("input") && !["checkbox", "radio", "button", "submit", "file"].includes(node.type);
  }

  function press(key) {
    const target = [...document.querySelectorAll(`[data-key="${key}"]`)].find(shown);
    if (target) { target.click(); }
    return Boolean(target);
  }

  function why() {
    const row = document.querySelector(".is-cursor [data-why]");
    const button = row || [...document.querySelectorAll("[data-why]")].find(shown);
    if (button) { button.click(); }
    return Boolean(button);
  }

  function search() {
    const field = document.querySelector("[data-key-search]");
    if (field && shown(field)) { field.focus(); field.select(); return true; }
    return false;
  }

  function go(key) {
    const address = GO[key];
    const known = address && document.querySelector(`.sq-nav a[href="${address}"], .sq-brand[href="${address}"]`);
    if (known) { window.location.assign(address); }
    return Boolean(known);
  }

  function help() {
    const dialog = document.getElementById("help");
    if (dialog) { suqing.dialogs.open(dialog, null, true); }
    return Boolean(dialog);
  }

  const SINGLE = { "/": search, "?": help, w: why };

  function single(event) {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (afterG && Date.now() - afterG < 1200) { afterG = 0; return go(key); }
    if (key === "g") { afterG = Date.now(); return true; }
    if (SINGLE[key]) { return SINGLE[key](event); }
    if (suqing.list && suqing.list.key(key, event)) { return true; }
    return /^[a-z]$/.test(key) && press(key);
  }

  function form(event) {
    const inside = event.target.closest && event.target.closest("form");
    return inside && inside.querySelector("[type=submit]") ? inside : document.querySelector("main form[data-draft], main form[data-check]");
  }

  function chord(event) {
    if (event.key === "Enter") {
      const target = form(event);
      if (target) { target.requestSubmit(); }
      return Boolean(target);
    }
    if (event.key.toLowerCase() === "s" && !event.shiftKey) {
      const button = [...document.querySelectorAll("[data-save]")].find(shown);
      if (button) { button.click(); }
      return Boolean(button);
    }
    return false;
  }

  function section(event) {
    const number = (event.code.match(/^Digit([1-9])$/) || [])[1];
    const sections = number ? document.querySelectorAll("form .sq-sec") : [];
    const field = sections[number - 1] && sections[number - 1].querySelector("input:checked, input:not([type=hidden]), textarea, select, button");
    if (field) { field.focus(); return true; }
    return /^Key[A-Z]$/.test(event.code) && press(`alt+${event.code.slice(3).toLowerCase()}`);
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || composing(event)) { return; }
    let done = false;
    if (event.ctrlKey || event.metaKey) { done = !event.altKey && chord(event); }
    else if (event.altKey) { done = section(event); }
    else if (on() && !inField(event.target) && !document.querySelector("dialog:modal")) { done = single(event); }
    if (done) { event.preventDefault(); }
  });

  suqing.keys = { on, turn };
})();
