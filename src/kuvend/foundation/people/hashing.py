from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id at OWASP's 19 MiB: sign-in on a small machine must not be a way to exhaust its memory."""

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1
