from django.db import models

from kuvend.foundation.contributions.models import Contribution
from kuvend.participation.ideas.enums import Elsewhere


class Idea(models.Model):
    """What an idea has besides its words and its municipality: its category, and where it is about more exactly.

    The category is a topic of its process, or `Elsewhere`; empty where the process offered no topics.
    """

    contribution = models.OneToOneField(Contribution, models.CASCADE, primary_key=True, related_name="idea")
    category = models.CharField(max_length=80, default=Elsewhere.OTHER, blank=True)
    place = models.CharField(max_length=120, blank=True)
