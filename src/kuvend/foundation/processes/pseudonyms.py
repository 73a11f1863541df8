"""Pseudonyms: a word and a number ("Lis 482"), unique in their process by constraint."""

from __future__ import annotations

import secrets

# Trees, birds, stones and winds of the country; each is a plain, friendly noun.
WORDS = (
    "Ah Akull Arrë Bajame Blerim Borë Bredh Brigj Burim Dallëndyshe Dardhë Dëllinjë Det Dëborë Diell Drapër Dru "
    "Dushk Fanar Fier Fik Flutur Fllad Frashër Freskí Gështenjë Gur Hënë Heshtje Jasemin Kallam Kodër Kopsht Korb "
    "Kroi Kullë Kumbull Lajthi Laureshë Lejlek Lis Liqen Lule Lugjë Lumë Majë Mal Mëllenjë Mështekën Molikë Mollë "
    "Murriz Ngjyrë Orteku Panxhë Pelin Pëllumb Pikë Pishë Plep Portokall Prroi Pupë Qarr Qershi Qiparis Re Rërë "
    "Rigon Rrap Rrufe Rrugë Shelg Shegë Shkëmb Shpend Shqiponjë Shtog Skifter Sofër Sorkadhe Stinë Tis Trëndelinë "
    "Trim Ujë Ujvarë Ulli Urë Valë Vesë Vidh Vjollcë Yll Zambak Zog"
).split()


def draw_pseudonym() -> str:
    """Return a pseudonym drawn at random, with a number of three digits."""
    return f"{secrets.choice(WORDS)} {100 + secrets.randbelow(900)}"


def draw_longer_pseudonym() -> str:
    """Return a pseudonym with a number of six digits, for a process in which the short ones run out."""
    return f"{secrets.choice(WORDS)} {100_000 + secrets.randbelow(900_000)}"
