// On touch, a swipe to the right agrees and one to the left disagrees; the buttons stay. It is off where less motion is
// wished for, while text is selected, and once the short ways of answering are turned off.
(() => {
  const ballot = document.getElementById("ballot");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  if (!ballot || !matchMedia("(any-pointer: coarse)").matches) return;
  const far = 80, slow = 800; // pixels across at least, milliseconds at most
  const off = () => { try { return localStorage.getItem("kuvend-number-keys-off") === "1"; } catch { return false; } };
  let begun = null;
  ballot.addEventListener("touchstart", (event) => {
    const one = event.touches.length === 1 && !event.target.closest("button, a, input");
    begun = one ? { x: event.touches[0].clientX, y: event.touches[0].clientY, at: event.timeStamp } : null;
  }, { passive: true });
  ballot.addEventListener("touchcancel", () => { begun = null; }, { passive: true });
  ballot.addEventListener("touchend", (event) => {
    const start = begun;
    begun = null;
    if (!start || event.touches.length || off() || still.matches || String(getSelection())) return;
    const across = event.changedTouches[0].clientX - start.x, down = event.changedTouches[0].clientY - start.y;
    if (Math.abs(across) < far || Math.abs(across) < 2 * Math.abs(down) || event.timeStamp - start.at > slow) return;
    ballot.querySelectorAll(".votes button")[across > 0 ? 0 : 1].click();
  }, { passive: true });
})();
