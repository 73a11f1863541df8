"""Where sessions are kept: sealed, under a digest of what the cookie holds, with whose they are.

A copy of the database opens no session and shows no code; the sessions of an account go with it; a person sees
theirs and can end them.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends import db

from kuvend.foundation.core import sealing
from kuvend.foundation.core.clock import now
from kuvend.foundation.core.prepared import Prepared, Slot

BEGUN, BROWSER = "begun_at", "browser"
PURPOSE = "session"
SEEN_EVERY = timedelta(minutes=10)  # how exact "last used" is


def key_digest(session_key: str) -> str:
    """Return the key under which a session is kept: whoever reads the table cannot make a cookie of it."""
    return hashlib.sha256(session_key.encode()).hexdigest()


def _stored_session() -> Any:
    table = SessionStore.get_model_class()
    rows = table.objects.filter(session_key=Slot("key"), expire_date__gt=Slot("now"))
    return rows.values_list("session_data", "person_id", "last_used_at")


KEPT = Prepared(_stored_session)


class SessionStore(db.SessionStore):
    """Sessions in the table of this app."""

    @classmethod
    def get_model_class(cls) -> Any:
        from kuvend.foundation.people.models import Session

        return Session

    def get_session_cookie_age(self) -> int:
        """Keep the session of somebody who is not signed in as long as signing in may take, no more."""
        return settings.SESSION_COOKIE_AGE if SESSION_KEY in self else settings.ACCOUNT_LOGIN_TIMEOUT

    def encode(self, session_dict: dict[str, Any]) -> str:
        return sealing.seal(json.dumps(session_dict, separators=(",", ":")), purpose=PURPOSE)

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        try:
            values: dict[str, Any] = json.loads(sealing.opened(str(session_data), purpose=PURPOSE))
        except sealing.NotOpened:
            return {}
        return values

    def exists(self, session_key: str) -> bool:
        return super().exists(key_digest(session_key))

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            self.model.objects.filter(session_key=key_digest(key)).delete()

    def load(self) -> dict[str, Any]:
        table = self.get_model_class()
        key = key_digest(str(self.session_key))
        row = KEPT.first(key=key, now=now())
        if row is None:
            self._session_key = None
            return {}
        content, person_id, last_used_at = row
        if person_id and last_used_at < now() - SEEN_EVERY:
            table.objects.filter(pk=key).update(last_used_at=now())
        return self.decode(content)

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        signed_in = BACKEND_SESSION_KEY in data
        begun = datetime.fromisoformat(data[BEGUN]) if BEGUN in data else now()
        return self.get_model_class()(
            session_key=key_digest(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            person_id=int(data[SESSION_KEY]) if signed_in else None,
            begun_at=begun,
            last_used_at=now(),
            browser=data.get(BROWSER, ""),
        )
