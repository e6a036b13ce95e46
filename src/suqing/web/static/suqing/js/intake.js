/* The record form. Misconduct: yes clears what stood there from the page and from the draft, and opens the sealed form.
   Same matter: a button in the panel puts the number into its field; another takes over what is held of the policy. A regulator's source opens the letter's fields. */
(function () {
  "use strict";
  const form = document.getElementById("intake");
  if (!form) { return; }

  /* The number first: with it the earlier complaints are found. A refused field before it. */
  const refused = form.querySelector("[aria-invalid=true]");
  if (refused) { refused.focus(); }
  else if (!window.matchMedia("(pointer: coarse)").matches && window.scrollY === 0) { form.elements.phone.focus({ preventScroll: true }); }

  function toTheSealedRoom() {
    const address = form.dataset.sealed;
    form.reset();
    form.querySelectorAll("input[type=text], textarea").forEach((field) => { field.value = ""; });
    document.dispatchEvent(new CustomEvent("suqing:forget", { detail: { key: form.dataset.draft } }));
    window.addEventListener("pagehide", () => document.dispatchEvent(new CustomEvent("suqing:forget", { detail: { key: form.dataset.draft } })));
    if (address) { window.location.replace(address); } else { window.suqing.say("请转告总裁办公室，不在这里登记。"); }
  }

  /* Settled on the spot, or a time promised: one of the two is asked for. */
  const register = form.querySelector("[data-register]");
  const words = register.firstChild;
  function showSpot(value) {
    form.querySelectorAll("[data-spot]").forEach((part) => { part.hidden = part.dataset.spot !== value; });
    words.textContent = value === "yes" ? "登记并办结 " : "登记 ";
  }
  const spot = () => (form.querySelector("[name=on_the_spot]:checked") || {}).value || "no";
  showSpot(spot());

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-focus]");
    const field = button && document.getElementById(button.dataset.focus);
    if (!field) { return; }
    const part = field.closest("[data-spot]");
    const radio = form.querySelector(`[name=on_the_spot][value=${part.dataset.spot}]`);
    if (!radio.checked) { radio.click(); }
    field.focus();
  });

  /* How long the call has lasted; only where somebody is on the telephone. */
  const timer = form.querySelector("[data-timer]");
  const began = Date.now();
  function tick() {
    const method = form.querySelector("[name=method]:checked");
    timer.hidden = !method || method.value !== "telephone";
    const seconds = Math.floor((Date.now() - began) / 1000);
    timer.querySelector("b").textContent = `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
  }
  tick();
  window.setInterval(tick, 1000);

  /* Capture: nothing of it goes to the panel first. */
  form.addEventListener("change", (event) => {
    if (event.target.name === "misconduct" && event.target.value === "yes") {
      event.stopPropagation();
      toTheSealedRoom();
    }
    if (event.target.name === "agent_role" && event.target.value !== "self") { form.querySelector("[data-more]").open = true; }
    if (event.target.name === "on_the_spot") { showSpot(event.target.value); }
    if (event.target.name === "method") { form.querySelector("[data-method-words]").hidden = event.target.value !== "other"; }
    if (event.target.name === "source") {
      form.querySelector("[data-letter]").open = event.target.value.startsWith("regulator");
    }
  }, true);

  /* Two presses are one registration. */
  let sent = 0;
  form.addEventListener("submit", (event) => {
    if (event.submitter && ["pick", "ask"].includes(event.submitter.name)) { return; }
    if (Date.now() - sent < 5000) { event.preventDefault(); return; }
    sent = Date.now();
  });
  window.addEventListener("pageshow", () => { sent = 0; });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-same]");
    if (!button) { return; }
    event.preventDefault();
    form.elements.same_matter_as.value = button.dataset.same;
    form.dispatchEvent(new Event("input", { bubbles: true }));
    form.dispatchEvent(new CustomEvent("suqing:look", { bubbles: true }));
  });
  /* Only what is empty is filled: nothing typed is lost. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take]");
    if (!button) { return; }
    const taken = [];
    let first = null;
    for (const { name, value } of button.attributes) {
      const field = name.startsWith("data-of-") && form.elements[name.slice("data-of-".length)];
      if (!field || (field.value && field.value !== "unknown")) { continue; }
      field.value = value;
      field.dispatchEvent(new Event("change", { bubbles: true }));
      const hidden = field.closest("details");
      if (hidden) { hidden.open = true; }
      first = first || field;
      taken.push(field.labels[0].textContent.trim());
    }
    const seen = first && first.getBoundingClientRect();
    if (seen && (seen.top < 60 || seen.bottom > window.innerHeight - 80)) { first.scrollIntoView({ block: "center" }); }  // on a phone the panel lies far below
    form.dispatchEvent(new Event("input", { bubbles: true }));
    window.suqing.say(taken.length ? `已带入：${taken.join("、")}。` : "都已经填了，没有带入。");
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#intake-missing a");
    const field = link && document.querySelector(link.hash);
    if (!field) { return; }
    event.preventDefault();
    field.focus();
  });
})();
