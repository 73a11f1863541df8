"""The sign-ins of the demonstration that everybody may know."""

from __future__ import annotations

from dataclasses import dataclass

from kuvend.foundation.demonstration.data import read


@dataclass(frozen=True)
class SignIn:
    """An account whose password is printed, and what it is good for."""

    key: str
    email: str
    password: str
    does: str
    person: str = ""
    role: str = ""
    institution: str = ""
    scope: str = ""


def sign_ins() -> list[SignIn]:
    """Return them in the order in which they are printed."""
    content = read("sign_ins")
    password = content["password"]
    return [SignIn(email=f"{entry['key']}@demo.example", password=password, **entry) for entry in content["sign_ins"]]
