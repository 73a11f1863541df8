from django.db import models

from kuvend.foundation.contributions.models import Contribution


class Postcard(models.Model):
    """What a postcard has besides its words: the town from which it comes."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, primary_key=True, related_name="postcard")
    town = models.CharField(max_length=80)
