from django.db import models

from kuvend.foundation.contributions.models import Contribution
from kuvend.participation.ideas.enums import Elsewhere


class Idea(models.Model):
    """What an idea has besides its words: its category, a topic of its process, and the name of a place, if any."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, primary_key=True, related_name="idea")
    category = models.CharField(max_length=80, default=Elsewhere.OTHER)
    place = models.CharField(max_length=120, blank=True)
