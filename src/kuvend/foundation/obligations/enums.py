from django.db import models


class ObligationState(models.TextChoices):
    """Whether a deed is still owed."""

    OPEN = "open"
    PAUSED = "paused"
    MET = "met"
    LAPSED = "lapsed"


RUNNING = frozenset({ObligationState.OPEN, ObligationState.PAUSED})


class EventKind(models.TextChoices):
    """What happened to an obligation."""

    EXTENDED = "extended"
    PAUSED = "paused"
    RESUMED = "resumed"
    TRANSFERRED = "transferred"
    MET = "met"
    LAPSED = "lapsed"
    APPEALED = "appealed"
