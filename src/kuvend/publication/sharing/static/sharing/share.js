// Two buttons beside the short address, which stands there as text: the telephone's own sheet for sharing, and copying.
for (const place of document.querySelectorAll("[data-share]")) {
  const url = document.getElementById(place.dataset.share).textContent.trim();
  const status = place.querySelector("[role=status]");
  const deeds = {
    share: navigator.share && (() => navigator.share({ title: place.dataset.title, url }).catch(() => {})),
    copy:
      navigator.clipboard &&
      (async () => {
        await navigator.clipboard.writeText(url);
        status.textContent = place.dataset.copied;
      }),
  };
  for (const button of place.querySelectorAll("[data-deed]")) {
    const deed = deeds[button.dataset.deed];
    if (deed) button.addEventListener("click", deed);
    else button.remove();
  }
  place.hidden = false;
}
