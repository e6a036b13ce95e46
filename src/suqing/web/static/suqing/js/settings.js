/* The menu of the account: theme, single keys on or off. */
(function () {
  "use strict";
  const { theme, keys } = window.suqing;
  document.querySelectorAll("[data-theme-choice]").forEach((choice) => {
    choice.checked = choice.value === theme.chosen();
    choice.addEventListener("change", () => theme.choose(choice.value));
  });
  const switches = document.querySelectorAll("[data-keys-switch]");
  const show = () => switches.forEach((each) => { each.checked = keys.on(); });
  switches.forEach((each) => each.addEventListener("change", () => { keys.turn(each.checked); show(); }));
  show();
  const menus = document.querySelectorAll("[data-menu]");
  document.addEventListener("click", (event) => {
    menus.forEach((menu) => { if (!menu.contains(event.target)) { menu.open = false; } });
  });
  menus.forEach((menu) => menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
      event.stopPropagation();
    }
  }));
})();
