"""Tags: words by which stories are found."""

from django.db import models


class Tag(models.Model):
    """One word or phrase, in lower case, that any number of stories may wear."""

    name = models.CharField(max_length=60, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
