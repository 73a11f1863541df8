#!/usr/bin/env python3
"""Check a proof from a public record, or the whole record, on your own computer. Needs only Python 3.8+.

    python3 kuvend_verify.py proof FILE.tlog-proof --key KEY [--entry ENTRY.json]
    python3 kuvend_verify.py words OPENING.json FILE.tlog-proof... --key KEY
    python3 kuvend_verify.py log ADDRESS_OR_FOLDER --key KEY [--seen FILE]

KEY is the record's public key on one line, or a file that holds it. Take it from more than one place: the
record's site, a newspaper, somebody who kept it. `words` shows that all words in an opening file are those that
entries seal, whose proofs it is given. `--seen` compares with the signed head kept in FILE at the last check, and keeps
the one of today.
Exit: 0 it holds, 1 it does not hold, 2 the command or a file cannot be read.

This file stands alone on purpose, so that a person can read all of what it does: hashes of RFC 6962, the file
formats c2sp.org/signed-note, tlog-checkpoint, tlog-proof and tlog-tiles, and signatures of RFC 8032 (Ed25519,
checking only). Network in `log` alone. Licence: AGPL-3.0-or-later.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import sys
from hashlib import sha256, sha512
from http.client import HTTPException
from typing import Callable, Sequence  # noqa: UP035
from urllib.request import urlopen

WORDS = {
    "signed": ("The head of {origin} over {size} entries is signed by key {key}.",
               "Vula e ditarit {origin}, me {size} shënime, është nënshkruar me çelësin {key}."),
    "stands": ("This entry stands in that record at place {index}, exactly as it is here:",
               "Ky shënim qëndron në atë ditar në vendin {index}, pikërisht siç është këtu:"),
    "words": ("These very words stand sealed in entry {index} ({type}, {field}), as done on {day}:",
              "Pikërisht këto fjalë janë të vulosura në shënimin {index} ({type}, {field}), si të bëra më {day}:"),
    "continues": ("It continues the {size} entries seen before. The head of today is kept in {file}.",
                  "Ai vazhdon {size} shënimet e para më herët. Vula e sotme u ruajt në {file}."),
    "log": ("All {size} entries and all hashes lead to the signed head. Nothing was changed, left out or moved.",
            "Të gjitha {size} shënimet dhe të gjitha hash-et çojnë te vula e nënshkruar. Asgjë nuk është "
            "ndryshuar, hequr apo zhvendosur."),
    "not": ("NOT PROVEN: {why}", "NUK VËRTETOHET: {why}"),
    "unreadable": ("Cannot read: {why}", "Nuk lexohet: {why}"),
}  # fmt: skip


def clean(text: object) -> str:
    """A text of others as a terminal may show it: what is no printable sign is written as its code."""
    return "".join(one if one.isprintable() else repr(one)[1:-1] for one in str(text))


def say(language: str, word: str, **values: object) -> None:
    """One sentence in the reader's language."""
    clean_values = {name: clean(value) for name, value in values.items()}
    sys.stdout.write(WORDS[word][1 if language == "sq" else 0].format(**clean_values) + "\n")


class NotProven(Exception):
    """What was claimed does not hold."""


class Unreadable(Exception):
    """The command or a file cannot be understood."""


P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def recover_x(y: int, sign: int) -> int | None:
    """The x of a point from its y and one bit, or None when there is no such point."""
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def decompress(data: bytes) -> tuple[int, int, int, int] | None:
    """A point from 32 bytes in extended coordinates, or None."""
    number = int.from_bytes(data, "little")
    y, sign = number & (2**255 - 1), number >> 255
    x = recover_x(y, sign) if y < P else None
    return None if x is None else (x, y, 1, x * y % P)


def compress(point: tuple[int, int, int, int]) -> bytes:
    """A point as 32 bytes."""
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def add(p: tuple[int, int, int, int], q: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """The sum of two points."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(number: int, point: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """A point added to itself `number` times."""
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = add(total, point)
        point, number = add(point, point), number >> 1
    return total


BASE_X = 15112221349535400772501151409588531511454012693041857206046113283949847762202
BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def ed25519_holds(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature (64 bytes) over the message was made with the key whose public half this is."""
    point = decompress(public) if len(public) == 32 and len(signature) == 64 else None
    s = int.from_bytes(signature[32:], "little")
    if point is None or s >= ORDER:
        return False
    h = int.from_bytes(sha512(signature[:32] + public + message).digest(), "little") % ORDER
    minus = (P - point[0], point[1], 1, P - point[3])
    return compress(add(times(s, BASE), times(h, minus))) == signature[:32]


def decode(text: str) -> bytes:
    """Base 64, strictly."""
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise Unreadable("not base 64: " + text[:60]) from None


def number(text: str) -> int:
    """A whole number in plain digits."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Unreadable("not a number: " + text[:60])
    return int(text)


def parse_key(text: str) -> tuple[str, bytes, bytes]:
    """(name, key id, public bytes) of a key `name+hash+base64`."""
    parts = text.strip().split("+", 2)
    data = decode(parts[2]) if len(parts) == 3 else b""
    key_id = sha256(parts[0].encode() + b"\n" + data).digest()[:4]
    if len(data) != 33 or data[0] != 1 or key_id.hex() != parts[1]:
        raise Unreadable("the key is not of the form name+hash+base64, or is mistyped")
    return parts[0], key_id, data[1:]


def signed_head(note: str, key: tuple[str, bytes, bytes]) -> tuple[str, int, bytes]:
    """(origin, size, root) of a checkpoint that the key has signed."""
    name, key_id, public = key
    text, gap, lines = note.rpartition("\n\n")
    text += "\n"
    marks = [[*line.split(" "), "", ""][:3] for line in lines.splitlines()] if gap else []
    signed = [decode(data) for mark, signer, data in marks if mark == "\u2014" and signer == name]
    own = [raw[4:] for raw in signed if raw[:4] == key_id]
    if not own:
        raise NotProven("the head is not signed by this key")
    if not all(ed25519_holds(public, text.encode(), signature) for signature in own):
        raise NotProven("the signature on the head is wrong")
    fields = text.split("\n")
    if len(fields) < 4 or fields[0] != name:
        raise NotProven("the signed text is no head of this record")
    return fields[0], number(fields[1]), decode(fields[2])


def leaf_hash(entry: bytes) -> bytes:
    """The hash of an entry."""
    return sha256(b"\0" + entry).digest()


def node_hash(left_hash: bytes, right_hash: bytes) -> bytes:
    """The hash over two hashes."""
    return sha256(b"\1" + left_hash + right_hash).digest()


def tree_root(hashes: Sequence[bytes]) -> bytes:
    """The root over leaf hashes: full subtrees of falling size, joined from the right."""
    stack: list[bytes] = []
    for place, node in enumerate(hashes):
        while place & 1:
            node, place = node_hash(stack.pop(), node), place >> 1
        stack.append(node)
    while len(stack) > 1:
        stack[-2:] = [node_hash(stack[-2], stack[-1])]
    return stack[0] if stack else sha256(b"").digest()


def root_from_proof(index: int, size: int, leaf: bytes, proof: Sequence[bytes]) -> bytes:
    """The root to which a proof leads (RFC 9162 section 2.1.3.2)."""
    place, last, node = index, size - 1, leaf
    for step in proof:
        if last == 0:
            raise NotProven("the proof is too long")
        if place & 1 or place == last:
            node = node_hash(step, node)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            node = node_hash(node, step)
        place, last = place >> 1, last >> 1
    if last or not 0 <= index < size:
        raise NotProven("the proof does not reach the root")
    return node


LONGEST = 2**25  # bytes; a bundle of 256 entries has at most 2**24


def read_from(place: str) -> bytes:
    """The bytes of a file or at an address; whoever sends without end is not read to the end."""
    try:
        if "://" in place and not place.startswith(("https://", "http://")):
            raise ValueError("not an address")
        with urlopen(place, timeout=30) if "://" in place else open(place, "rb") as source:  # noqa: S310, PTH123
            data = bytes(source.read(LONGEST + 1))
    except (OSError, HTTPException, ValueError) as error:
        raise Unreadable(f"{place}: {error}") from None
    if len(data) > LONGEST:
        raise Unreadable(place + ": too long")
    return data


def text_of(place: str) -> str:
    """A text with the ends of lines that were signed: Windows, and mail, put a CR before each LF."""
    return read_from(place).decode("utf-8-sig", "replace").replace("\r\n", "\n")


def parse_proof(text: str) -> tuple[int, list[bytes], str, bytes | None]:
    """(index, hashes, checkpoint, entry or None) of a proof file."""
    head, _, note = text.partition("\n\n")
    lines = head.split("\n")
    if lines.pop(0) != "c2sp.org/tlog-proof@v1":
        raise Unreadable("not a proof file (c2sp.org/tlog-proof@v1)")
    extra = decode(lines.pop(0)[6:]) if lines and lines[0].startswith("extra ") else None
    if not lines or not lines[0].startswith("index "):
        raise Unreadable("the proof file names no index")
    return number(lines[0][6:]), [decode(line) for line in lines[1:]], note, extra


def proven(options: argparse.Namespace, key: tuple[str, bytes, bytes], file: str) -> tuple[int, bytes]:
    """(index, entry) of a proof file that holds."""
    index, hashes, note, extra = parse_proof(text_of(file))
    entry = read_from(options.entry) if getattr(options, "entry", None) else extra
    if entry is None:
        raise Unreadable("the proof file holds no entry: give it by --entry")
    origin, size, root = signed_head(note, key)
    if root_from_proof(index, size, leaf_hash(entry), hashes) != root:
        raise NotProven(f"this entry does not stand at place {index} of the record")
    say(options.language, "signed", origin=origin, size=size, key=key[1].hex())
    return index, entry


def check_proof(options: argparse.Namespace, key: tuple[str, bytes, bytes]) -> None:
    """`proof`: an entry stands in the record."""
    index, entry = proven(options, key, options.file)
    say(options.language, "stands", index=index)
    try:
        lines = json.dumps(json.loads(entry), indent=2, ensure_ascii=False, sort_keys=True)
    except (ValueError, RecursionError):
        lines = repr(entry)
    sys.stdout.write("".join(clean(line) + "\n" for line in lines.split("\n")))


def check_words(options: argparse.Namespace, key: tuple[str, bytes, bytes]) -> None:
    """`words`: all words of the opening file stand sealed, to the letter, in the entry and the field that they name."""
    try:
        rows = [(number(str(opening["entry"])), opening["field"], bytes.fromhex(opening["salt"]), opening["text"])
                for opening in json.loads(read_from(options.opening))["openings"]]  # fmt: skip
        facts = {index: json.loads(entry) for index, entry in (proven(options, key, file) for file in options.files)}
        wrong = [f"no words of entry {index} are opened" for index in facts.keys() - {row[0] for row in rows}]
        for index, field, salt, text in rows:
            fact = facts.get(index)
            # A salt of another length would let letters pass from the words into the salt.
            if fact and len(salt) == 32 and fact["data"].get(field) == sha256(salt + text.encode()).hexdigest():
                say(options.language, "words", index=index, type=fact["type"], field=field, day=fact["at"])
                sys.stdout.write("".join(f"    {clean(line)}\n" for line in text.split("\n")))
            else:
                why = "the words, with their salt, are not the ones sealed in" if fact else "no proof was given of"
                wrong.append(f"{why} entry {index}, {field}: {text}")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Unreadable("not an opening file (kuvend-opening/1), or the entry seals no words") from None
    if wrong:
        raise NotProven("; ".join(wrong))


def tile_path(level: int | str, number: int, width: int) -> str:
    """The path of a tile: 1234 is x001/234."""
    digits = str(number).zfill((len(str(number)) + 2) // 3 * 3)
    groups = [digits[i : i + 3] for i in range(0, len(digits), 3)]
    name = "/".join(["x" + group for group in groups[:-1]] + groups[-1:])
    return f"tile/{level}/{name}" + ("" if width == 256 else f".p/{width}")


def tile_hashes(read: Callable[[str], bytes], level: int, number: int, width: int) -> list[bytes]:
    """The hashes of a tile."""
    data = read(path := tile_path(level, number, width))
    if len(data) != 32 * width:
        raise NotProven(f"{path}: {len(data)} bytes instead of {32 * width}")
    return [data[i : i + 32] for i in range(0, len(data), 32)]


def bundle_entries(data: bytes, path: str) -> list[bytes]:
    """The entries of a bundle."""
    entries, at = [], 0
    while at < len(data):
        start, at = at + 2, at + 2 + int.from_bytes(data[at : at + 2], "big")
        if at > len(data):
            raise NotProven(path + ": cut off")
        entries.append(data[start:at])
    return entries


def check_log(options: argparse.Namespace, key: tuple[str, bytes, bytes]) -> None:
    """`log`: all entries, all tiles and the head agree."""
    folder = options.place.rstrip("/") + "/"

    def read(path: str) -> bytes:
        return read_from(folder + path)

    note = text_of(folder + "checkpoint")
    origin, size, root = signed_head(note, key)
    hashes: list[bytes] = []
    level = 0
    for start in range(0, size, 256):
        path = tile_path("entries", start // 256, min(256, size - start))
        hashes += [leaf_hash(entry) for entry in bundle_entries(read(path), path)]
    if len(hashes) != size:
        raise NotProven(f"{len(hashes)} entries instead of {size}")
    whole = tree_root(hashes)
    earlier_size = check_seen(options.seen, key, hashes)
    while hashes:
        for start in range(0, len(hashes), 256):
            own = hashes[start : start + 256]
            for place, node in enumerate(tile_hashes(read, level, start // 256, len(own))):
                if node != own[place]:
                    raise NotProven(f"{tile_path(level, start // 256, len(own))} hash {place}")
        hashes = [tree_root(hashes[i : i + 256]) for i in range(0, len(hashes) - 255, 256)]
        level += 1
    if whole != root:
        raise NotProven("the entries lead to another root than the signed one")
    say(options.language, "signed", origin=origin, size=size, key=key[1].hex())
    say(options.language, "log", size=size)
    if options.seen:
        with open(options.seen + ".new", "wb") as file:  # noqa: PTH123
            file.write(note.encode())  # as bytes: as a text, Windows would write other ends of lines
        os.replace(options.seen + ".new", options.seen)  # noqa: PTH105
        say(options.language, "continues", size=earlier_size, file=options.seen)


def check_seen(path: str | None, key: tuple[str, bytes, bytes], hashes: Sequence[bytes]) -> int:
    """How many entries the head kept in a file has; the same entries must stand first in the record of today."""
    if not path or not os.path.exists(path):  # noqa: PTH110
        return 0
    _origin, size, root = signed_head(text_of(path), key)
    if size > len(hashes) or tree_root(hashes[:size]) != root:
        raise NotProven(f"the record does not continue the {size} entries that were seen before: a fork")
    return size


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command, check, and give the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    proof = commands.add_parser("proof", help="check one entry's proof")
    proof.add_argument("file")
    proof.add_argument("--entry", help="the entry, where the proof file does not hold it")
    words = commands.add_parser("words", help="check that words are those that entries seal")
    words.add_argument("opening", help="a file with the words and their salt")
    words.add_argument("files", nargs="+", metavar="proof", help="the proofs of the entries")
    log = commands.add_parser("log", help="check the whole record")
    log.add_argument("place", help="its address or a folder")
    log.add_argument("--seen", metavar="FILE", help="compare with the head kept there, and keep the one of today")
    checks = {"proof": check_proof, "words": check_words, "log": check_log}
    for command in (proof, words, log):
        command.add_argument("--key", required=True, help="the record's public key, or a file that holds it")
        sq = os.environ.get("LANG", "").startswith("sq")
        command.add_argument("--language", choices=["sq", "en"], default="sq" if sq else "en")
    options = parser.parse_args(arguments)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")  # a letter that a terminal or file of Windows lacks
    try:
        text = text_of(options.key) if os.path.exists(options.key) else options.key  # noqa: PTH110
        checks[options.command](options, parse_key(text))
    except NotProven as error:
        say(options.language, "not", why=error)
        return 1
    except (Unreadable, UnicodeError, OSError) as error:
        say(options.language, "unreadable", why=error)
        return 2
    return 0


if __name__ == "__main__":
    code = 2
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:  # `… | head`: whoever reads has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)
