/* Before anything is painted: the theme of the cookie, else of the system. The rest of the switch is in settings.js. */
(function () {
  "use strict";
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => (document.cookie.match(/(?:^|; )theme=(light|dark)/) || [])[1] || "";
  const apply = () => { root.dataset.bsTheme = chosen() || (dark.matches ? "dark" : "light"); };
  apply();
  dark.addEventListener("change", apply);
  window.suqing = {
    theme: {
      chosen,
      choose(value) {
        const age = value ? 31536000 : 0;
        document.cookie = `theme=${value}; path=/; max-age=${age}; samesite=lax`;
        apply();
        document.dispatchEvent(new CustomEvent("suqing:theme"));
      },
    },
    say(words) {
      const live = document.getElementById("live");
      if (live) { live.textContent = ""; window.setTimeout(() => { live.textContent = words; }, 50); }
    },
  };
})();
