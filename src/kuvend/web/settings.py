"""Settings of one Kuvend instance: everything an operator may choose is read from the environment here."""

from __future__ import annotations

import os
import re
from email.headerregistry import Address
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from kuvend.foundation.core.instance import in_language, read_instance
from kuvend.foundation.core.language_names import own_name
from kuvend.web import embedded, secret, wiring
from kuvend.web.database import database
from kuvend.web.identity import identity_file, is_demonstration
from kuvend.web.logs import configuration

ROOT = Path(__file__).resolve().parent
KUVEND_HOME = Path(os.environ.get("KUVEND_HOME", "var")).resolve()
KUVEND_DEMO = is_demonstration(KUVEND_HOME)
KUVEND_INSTANCE = read_instance(identity_file(KUVEND_HOME))
KUVEND_HOST = os.environ.get("KUVEND_HOST", f"localhost:{os.environ.get('KUVEND_PORT', '8000')}")
KUVEND_SCHEME = os.environ.get("KUVEND_SCHEME", "http")
# The log's name is for good: without a host of its own it is that of the usual port, whatever `serve` listens on.
KUVEND_LOG_ORIGIN = os.environ.get(
    "KUVEND_LOG_ORIGIN",
    f"{os.environ.get('KUVEND_HOST', 'localhost:8000')}/record" + ("/demo" if KUVEND_DEMO else ""),
)
if not re.fullmatch(r"[^\s+#]{1,255}", KUVEND_LOG_ORIGIN):
    raise ImproperlyConfigured(
        f"KUVEND_LOG_ORIGIN: {KUVEND_LOG_ORIGIN!r} has a space, + or #, or more than 255 characters"
    )
# The secret key in a place of its own, and further files on other machines in which the last signed head is kept.
KUVEND_RECORD_KEY_FILE = os.environ.get("KUVEND_RECORD_KEY_FILE", "")
KUVEND_HEADS = [path for path in os.environ.get("KUVEND_HEADS", "").split(os.pathsep) if path]
SITE_NAME = {code: in_language(KUVEND_INSTANCE.name, code) for code in KUVEND_INSTANCE.languages}
KUVEND_COUNTRY = os.environ.get("KUVEND_COUNTRY", "AL")
KUVEND_ANSWER_WORKING_DAYS = 20
KUVEND_READ_WORKING_DAYS = int(os.environ.get("KUVEND_READ_WORKING_DAYS", "1"))  # until a moderator has read words
KUVEND_PROXIES = int(os.environ.get("KUVEND_PROXIES", "0"))  # trusted proxies in front, for limits by network
# public numbers of a deliberation: minutes between two releases, people whose ballots differ, minutes after an answer
KUVEND_RELEASE = (
    max(60, int(os.environ.get("KUVEND_RELEASE_MINUTES", "60"))),
    max(5, int(os.environ.get("KUVEND_RELEASE_PEOPLE", "5"))),
    max(1, int(os.environ.get("KUVEND_SITTING_MINUTES", "20"))),
)

# Names that nobody may bear here, beside those of institutions and the lists in foundation/processes/reserved.
KUVEND_RESERVED_NAMES = [name for name in os.environ.get("KUVEND_RESERVED_NAMES", "").split(";") if name.strip()]

KUVEND_KEPT_PAGES = int(os.environ.get("KUVEND_KEPT_PAGES", "200"))
KUVEND_MANDATE_HOURS = float(os.environ.get("KUVEND_MANDATE_HOURS", "12"))  # how long a used second factor counts
KUVEND_NETWORK_LIMIT = int(os.environ.get("KUVEND_NETWORK_LIMIT", "2000"))  # what a network gets wrong in an hour

# deed: (most, seconds); per person, or as said
KUVEND_LIMITS = {
    "edit": (30, 3600),  # each is a fact for ever
    "withdraw": (60, 3600),  # so is each of these; all at once go with the account
    "support": (120, 60),
    "report_barrier": (10, 3600),
    "show_name": (5, 86_400),  # each is a fact for ever
    "keep_form": (300, 3600),  # words that wait for a sign-in
    "complain": (60, 86400),  # per network
    "complain_of_one": (5, 3600),  # of the same contribution, per network: a hall is not muted for the day
    "ask_code": (3, 900),  # per address and network
    "ask_address": (20, 900),  # per address, from wherever
    "try_code": (3, 3600),  # per code
    "try_account": (20, 3600),  # wrong codes, per account and network
    "try_account_anywhere": (1000, 3600),  # wrong codes of eight digits, per account: a few in a million are found
    "try_password": (5, 1800),  # wrong ones, per account and network
    "try_password_anywhere": (50, 3600),  # wrong ones, per account: more than one network can use up
    "try_secret": (10, 86400),
    "ask_network": (KUVEND_NETWORK_LIMIT, 3600),  # codes asked for and not used, per network
    "ask_passkey": (KUVEND_NETWORK_LIMIT, 3600),  # sign-ins by passkey begun, per network
    "fail_code": (KUVEND_NETWORK_LIMIT, 3600),  # wrong codes and passwords, per network
}

DEBUG = False
SECRET_KEY = os.environ.get("KUVEND_SECRET_KEY") or secret.kept_key(KUVEND_HOME)
ALLOWED_HOSTS = [KUVEND_HOST.split(":")[0], "localhost", "127.0.0.1", "[::1]"]
INTERNAL_IPS = ["127.0.0.1"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "kuvend.foundation.core",
    "kuvend.foundation.record",
    "kuvend.foundation.places",
    "kuvend.foundation.people",
    "kuvend.foundation.documents",
    "kuvend.foundation.processes",
    "kuvend.foundation.obligations",
    "kuvend.foundation.outcomes",
    "kuvend.foundation.contributions",
    "kuvend.foundation.responses",
    "kuvend.foundation.moderation",
    "kuvend.foundation.notifications",
    *wiring.ROOMS,
    "kuvend.publication.trail",
    "kuvend.publication.portal",
    "kuvend.publication.opendata",
    "kuvend.publication.papers",
    "kuvend.publication.changes",
    "kuvend.publication.institutions",
    "kuvend.publication.places",
    "kuvend.publication.sharing",
    "kuvend.publication.barriers",
    "kuvend.publication.search",
    "kuvend.desk",
    "kuvend.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kuvend.web.middleware.AccessMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "kuvend.web.middleware.RefusalMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "kuvend.web.urls"
WSGI_APPLICATION = "kuvend.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "kuvend.web.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "kuvend.foundation.core.templatetags.words",
                "kuvend.web.templatetags.frame",
            ],
        },
    }
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL") or embedded.url(KUVEND_HOME))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # with the usual 300, a crowd would make it forget who guessed passwords
    }
}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["kuvend.foundation.people.hashing.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "me"
ACCOUNT_ADAPTER = "kuvend.foundation.people.adapter.Adapter"
ACCOUNT_FORMS = {
    "add_email": "kuvend.foundation.people.forms.AddAddressForm",
    "change_email": "kuvend.foundation.people.forms.ChangeAddressForm",
    "confirm_email_verification_code": "kuvend.foundation.people.forms.ConfirmAddressForm",
    "confirm_login_code": "kuvend.foundation.people.forms.ConfirmCodeForm",
    "confirm_password_reset_code": "kuvend.foundation.people.forms.ConfirmResetForm",
    "login": "kuvend.foundation.people.forms.SignInForm",
    "request_login_code": "kuvend.foundation.people.forms.RequestCodeForm",
    "reset_password": "kuvend.foundation.people.forms.ResetPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # not required; without it the sign-in page asks for none
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_TIMEOUT = 15 * 60  # seconds in which a sign-in that was begun must end
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = CODE_SECONDS = 10 * 60
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = CODE_SECONDS
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": False}
# Wrong codes are counted at the door (people/door.py), exactly and in the database, not in the session.
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = 1000
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 1000
ACCOUNT_RATE_LIMITS = {
    "login": None,  # networks are counted at the door, too
    "login_failed": "5/5m/key",  # codes of a second factor; passwords are counted at the door
    "request_login_code": None,
    "reset_password": None,
    "reset_password_from_key": None,
    "confirm_email": None,
}
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # before a change of address, password or factor
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password, address or second factor is told by mail
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME[KUVEND_INSTANCE.languages[0]]
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds: a code that has just ended is taken, once
MFA_FORMS = {
    "add_webauthn": "kuvend.foundation.people.factor_forms.AddPasskeyForm",
    "edit_webauthn": "kuvend.foundation.people.factor_forms.EditPasskeyForm",
    "authenticate": "kuvend.foundation.people.factor_forms.AuthenticateForm",
    "reauthenticate": "kuvend.foundation.people.factor_forms.ReauthenticateForm",
}
MFA_ADAPTER = "kuvend.foundation.people.factors.FactorAdapter"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = KUVEND_SCHEME == "http"

SESSION_ENGINE = "kuvend.foundation.people.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600  # who takes part comes back within two weeks; a mandate asks anew much sooner
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = KUVEND_SCHEME == "https"
SESSION_COOKIE_NAME = "__Host-session" if KUVEND_SCHEME == "https" else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if KUVEND_SCHEME == "https" else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "kuvend.web.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if KUVEND_SCHEME == "https" else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

LANGUAGE_CODE = KUVEND_INSTANCE.languages[0]
LANGUAGES = [(code, own_name(code)) for code in KUVEND_INSTANCE.languages]
LOCALE_PATHS = [KUVEND_HOME / "locale", ROOT / "locale"]  # an operator's own words go first
FORMAT_MODULE_PATH = ["kuvend.web.formats"]
TIME_ZONE = KUVEND_INSTANCE.time_zone
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = KUVEND_HOME / "static"
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": KUVEND_HOME / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_BACKEND = os.environ.get(
    "KUVEND_EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend"
    if os.environ.get("KUVEND_SMTP_HOST")
    else "kuvend.foundation.notifications.mailbox.Mailbox",
)
EMAIL_HOST = os.environ.get("KUVEND_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("KUVEND_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("KUVEND_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("KUVEND_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("KUVEND_SMTP_TLS", "1") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("KUVEND_FROM") or str(
    Address(SITE_NAME[KUVEND_INSTANCE.languages[0]], addr_spec="no-reply@localhost")
)

LOGGING = configuration()
