// Keys 1, 2 and 3 answer the statement while nothing else has the focus; they can be turned off for good.
(() => {
  const ballot = document.getElementById("ballot");
  const keys = document.getElementById("keys");
  if (!ballot || !keys) return;
  const toggle = keys.querySelector("button");
  const swiping = document.getElementById("swiping");
  const board = matchMedia("(any-pointer: fine)").matches; // where there is likely to be a keyboard
  const touch = matchMedia("(any-pointer: coarse)").matches && !matchMedia("(prefers-reduced-motion: reduce)").matches;
  const name = "kuvend-number-keys-off";
  const off = () => { try { return localStorage.getItem(name) === "1"; } catch { return false; } };
  const show = () => {
    toggle.setAttribute("aria-pressed", String(!off()));
    ballot.querySelectorAll("kbd").forEach((key) => { key.hidden = off() || !board; });
    swiping.hidden = off() || !touch;
  };
  toggle.addEventListener("click", () => {
    try { if (off()) localStorage.removeItem(name); else localStorage.setItem(name, "1"); } catch { /* kept nowhere */ }
    show();
  });
  document.addEventListener("keydown", (event) => {
    const idle = [document.body, document.getElementById("main"), document.getElementById("asked")].includes(event.target);
    if (!(idle || ballot.contains(event.target)) || off() || event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
    const button = ballot.querySelectorAll(".votes button")[Number(event.key) - 1];
    if (!/^[123]$/.test(event.key) || !button) return;
    event.preventDefault();
    button.click();
  });
  keys.hidden = !board && !touch;
  show();
})();
