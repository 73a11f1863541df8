from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Func

from kuvend.foundation.core.text import LocalizedField

WORDS = SearchVector("folded_title", config="simple", weight="A") + SearchVector("folded", config="simple")
MARKS = Func(F("marks"), function="array_to_tsvector", output_field=SearchVectorField())


class Entry(models.Model):
    """One public thing as the search keeps it, with all its languages: what `foundation.datasets.findable` says of it.

    Triggers (migration 0001) take words that stop being public out in the transaction in which they do.

    Attributes:
        many: whether its sort has very many rows.
        folded_title, folded: title and words of every language as they are looked for, words with a blank between.
        marks: what filters ask for, as words that no text can hold (`queries.marks`).
        kept_at: when it was last drawn; a rebuild takes out what it did not draw.
    """

    sort = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    public_id = models.CharField(max_length=40)
    target = models.CharField(max_length=40)
    number = models.CharField(max_length=20, blank=True)
    title = LocalizedField()
    words = LocalizedField()
    state = models.CharField(max_length=20, blank=True)
    verdict = models.CharField(max_length=20, blank=True)
    moment = models.DateTimeField()
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    many = models.BooleanField(default=False)
    weight = models.FloatField(default=1)
    folded_title = models.TextField(blank=True)
    folded = models.TextField(blank=True)
    marks = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    kept_at = models.DateTimeField()
    search = models.GeneratedField(
        expression=Func(WORDS, MARKS, template="(%(expressions)s)", arg_joiner=" || "),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["public_id", "sort"], name="search_entry_once")]
        indexes = [
            models.Index(fields=["number"], name="search_by_number", condition=~models.Q(number="")),
            models.Index(fields=["-moment", "-id"], name="search_many_newest", condition=models.Q(many=True)),
            GinIndex(fields=["search"], name="search_many_by_words", condition=models.Q(many=True), fastupdate=False),
            GinIndex(fields=["search"], name="search_few_by_words", condition=models.Q(many=False), fastupdate=False),
        ]
