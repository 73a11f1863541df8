from django.db import models

from kuvend.foundation.contributions.models import Contribution
from kuvend.participation.ideas.enums import Category


class Idea(models.Model):
    """What an idea has besides its words: a category and, if it belongs somewhere, the name of the place."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, primary_key=True, related_name="idea")
    category = models.CharField(max_length=30, choices=Category.choices, default=Category.OTHER)
    place = models.CharField(max_length=120, blank=True)
