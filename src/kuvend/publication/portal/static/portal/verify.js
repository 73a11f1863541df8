// Checks one entry of the record in the reader's own browser: the path to the signed head (RFC 6962, 2.1.1),
// then the head's Ed25519 signature (c2sp.org/signed-note). Nothing but the proof file is asked of the site.

const HEADER = "c2sp.org/tlog-proof@v1";
const ED25519 = 1;

const bytesOf = (base64) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
const sameBytes = (a, b) => a.length === b.length && a.every((byte, place) => byte === b[place]);

async function sha256(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
}

const leafHash = (entry) => sha256(Uint8Array.of(0), entry);
const nodeHash = (left, right) => sha256(Uint8Array.of(1), left, right);

// RFC 9162, 2.1.3.2: the root that an entry and its path lead to, or null when the path does not fit the place.
async function rootOf(index, size, hash, path) {
  let place = index;
  let last = size - 1;
  for (const sibling of path) {
    if (last === 0) return null;
    if (place % 2 === 1 || place === last) {
      hash = await nodeHash(sibling, hash);
      while (place % 2 === 0 && place !== 0) {
        place = Math.floor(place / 2);
        last = Math.floor(last / 2);
      }
    } else {
      hash = await nodeHash(hash, sibling);
    }
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? hash : null;
}

async function signatureHolds(note, key) {
  const [name, id, encoded] = key.split(/\+(?=[0-9a-f]{8}\+)|(?<=\+[0-9a-f]{8})\+/);
  const material = bytesOf(encoded);
  if (material[0] !== ED25519) return false;
  const publicKey = await crypto.subtle.importKey("raw", material.slice(1), { name: "Ed25519" }, false, ["verify"]);
  const cut = note.lastIndexOf("\n\n");
  const text = new TextEncoder().encode(note.slice(0, cut + 1));
  for (const line of note.slice(cut + 2).split("\n")) {
    const [, signer, signature] = line.match(/^— (\S+) (\S+)$/u) ?? [];
    if (signer !== name) continue;
    const signed = bytesOf(signature);
    const keyId = Array.from(signed.slice(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join("");
    if (keyId === id && (await crypto.subtle.verify("Ed25519", publicKey, signed.slice(4), text))) return true;
  }
  return false;
}

async function check(proof, key) {
  const cut = proof.indexOf("\n\n");
  const note = proof.slice(cut + 2);
  const [header, extra, place, ...path] = proof.slice(0, cut).split("\n");
  if (header !== HEADER) throw new Error("not a proof");
  const entry = bytesOf(extra.replace("extra ", ""));
  const [, size, root] = note.split("\n");
  const found = await rootOf(Number(place.replace("index ", "")), Number(size), await leafHash(entry), path.map(bytesOf));
  const holds = found !== null && sameBytes(found, bytesOf(root)) && (await signatureHolds(note, key));
  return { holds, size, entry: JSON.parse(new TextDecoder().decode(entry)) };
}

// Whether an opening (salt and exact string) gives the seal that stands in the entry.
async function opens(entry, opening) {
  if (!/^[0-9a-f]{64}$/.test(opening.salt)) return false; // another length would let letters pass into the salt
  const salt = Uint8Array.from(opening.salt.match(/../g), (pair) => parseInt(pair, 16));
  const hash = await sha256(salt, new TextEncoder().encode(opening.text));
  const digest = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return entry.data[opening.field] === digest;
}

const form = document.getElementById("verifier");
const page = document.getElementById("entry-check");
const result = document.getElementById("verified");

function show(holds, text) {
  result.className = holds ? "tag ok" : "tag stop";
  result.textContent = text;
}

async function proofOf(index) {
  const answer = await fetch(`/record/proof/${index}`);
  return answer.ok ? answer.text() : null;
}

async function submit(event) {
  event.preventDefault();
  result.className = "";
  try {
    const index = form.elements.entry.value;
    const proof = await proofOf(index);
    if (proof === null) { result.textContent = form.dataset.missing; return; }
    const { holds, size, entry } = await check(proof, form.elements.key.value.trim());
    if (!holds) { show(false, form.dataset.wrong); return; }
    const { lang } = document.documentElement;
    const day = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, {
      dateStyle: "long", timeStyle: "short", timeZone: form.dataset.zone,
    }).format(new Date(entry.at));
    show(true, form.dataset.holds.replace("%day", day).replace("%size", size));
    const link = document.createElement("a");
    link.href = form.dataset.page.replace("0", index);
    link.textContent = form.dataset.says;
    result.append(" ", link);
  } catch {
    show(false, form.dataset.wrong);
  }
}

// The page of an entry: the proof, the moment that the page shows, and the very words that stand on the page.
async function checkPage() {
  const said = page.dataset;
  const proof = await proofOf(said.entry);
  if (proof === null) { show(false, said.missing); return; }
  const { holds, entry } = await check(proof, said.key);
  if (!holds || Math.abs(Date.parse(entry.at) / 1000 - Number(said.at)) > 0.002) { show(false, said.wrong); return; }
  if (said.words === "0") { show(true, said.holds); return; }
  const answer = await fetch(`/record/opening/${said.entry}`);
  const { openings } = await answer.json();
  const shown = [...document.querySelectorAll("[data-field]")];
  let same = shown.length > 0;
  for (const one of shown) {
    const opening = openings.find((row) => row.field === one.dataset.field);
    same = same && opening !== undefined && (await opens(entry, { ...opening, text: one.textContent }));
  }
  show(same, same ? `${said.holds} ${said.opened}` : said.other);
}

if (form || page) {
  crypto.subtle
    .generateKey({ name: "Ed25519" }, false, ["sign", "verify"])
    .then(() => {
      if (page) { checkPage().catch(() => show(false, page.dataset.wrong)); return; }
      form.hidden = false;
      form.addEventListener("submit", submit);
    })
    .catch(() => { result.textContent = (form ?? page).dataset.unable; });
}
