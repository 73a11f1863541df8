"""In which language somebody writes, guessed from script, letters and the commonest words: a guess, to be changed.

Small on purpose: the languages that are written in Albania and around it, told apart in a sentence or two.
"""

from __future__ import annotations

import re
from collections import Counter

WORD = re.compile(r"[^\W\d_]+")
GREEK, CYRILLIC = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"), re.compile(r"[\u0400-\u04ff]")
LETTERS = {
    "mk": "ѓќѕ",
    "sr": "ђћ",
    "bg": "ъщйьюя",
    "sq": "ë",
    "tr": "ğşı",
    "bs": "šžćđ",
    "rup": "ã",
}
CYRILLIC_WORDS = {
    "mk": "и во на да се не од за што со ги го ќе има треба сите дека ова оваа како",
    "sr": "и у на да се не од за што са је су који биће има треба сви ово ова као",
    "bg": "и в на да се не от за че с е са които ще има трябва всички това тази като",
}
LATIN_WORDS = {
    "sq": "dhe për per një nje është eshte që qe nga nuk janë jane duhet kjo ky edhe mund të në së kemi tek ose shumë",
    "en": "the and of to is for in that are with should this be we it have not on as our by an a",
    "it": "il che di per una è non con della gli sono delle nel alla lo anche questo questa dei",
    "tr": "ve bir bu için ile çok olarak değil daha olan kadar gibi her ama var yok da de",
    "bs": "i je da se na za su koji nije kao od u ili treba svi ovo bi što sa",
    "rup": "shi tu ti cu di easti nu unã sã tr cã tuti va ma la",
    "rom": "thaj te le si kaj ando naj amen savo savi romane pe e o sar but phral manusha na katar",
}


def _scores(text: str, candidates: dict[str, str]) -> Counter[str]:
    words = WORD.findall(text)
    scores: Counter[str] = Counter()
    for language, common in candidates.items():
        common_words = set(common.split())
        scores[language] += sum(word in common_words for word in words)
        scores[language] += 2 * min(3, sum(letter in LETTERS.get(language, "") for letter in text))
    return scores


def guess(text: str, *, otherwise: str) -> str:
    """Return the code (BCP 47) of the language that `text` is written in; `otherwise` when it is too short to tell."""
    text = text.casefold()
    letters = sum(map(len, WORD.findall(text)))
    if letters and 2 * len(GREEK.findall(text)) > letters:
        return "el"
    candidates = CYRILLIC_WORDS if letters and 2 * len(CYRILLIC.findall(text)) > letters else LATIN_WORDS
    ranked = _scores(text, candidates).most_common(2)
    (best, most), (_second, next_most) = ranked
    return best if most >= 2 and most > next_most else otherwise
