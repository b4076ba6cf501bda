"""Entries of the ledger, which of them wait to be sealed, and the sealed tree's heads."""

from django.db import models

from tenants.resellers.freeze import frozen


class Entry(models.Model):
    """One act: what, when, by whom (a pseudonym), on which thing, with which facts."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    by = models.UUIDField(null=True)  # None: the system itself, such as a sweep
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=64)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="entry_subject"),
            models.Index(fields=["-at"], name="entry_at"),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.id} {self.verb}"


class Unsealed(models.Model):
    """Entries that no tree head covers yet; the sealer empties it of what is committed."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="unsealed")

    def __str__(self) -> str:
        return str(self.entry_id)


class Personal(models.Model):
    """A personal value whose salted digest an entry carries; deleting this row erases the value, not the entry."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="personal")
    name = models.CharField(max_length=40)
    salt = models.BinaryField(max_length=16)
    value = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "name"], name="personal_name")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.name}"


class Leaf(models.Model):
    """Where an entry stands in the tree, and the hash it was sealed with."""

    index = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="leaf")
    hash = models.BinaryField(max_length=32)

    class Meta:
        triggers = frozen()

    def __str__(self) -> str:
        return str(self.index)


class Block(models.Model):
    """The hash over one full block of leaves, `merkle.BLOCK` of them: what a proof reads in place of the leaves."""

    index = models.BigIntegerField(primary_key=True)
    hash = models.BinaryField(max_length=32)

    class Meta:
        triggers = frozen()

    def __str__(self) -> str:
        return str(self.index)


class TreeHead(models.Model):
    """The signed root over the first `size` leaves, with the frontier the next seal goes on from."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    frontier = models.JSONField()
    at = models.DateTimeField()
    signed = models.TextField()

    class Meta:
        triggers = frozen()

    def __str__(self) -> str:
        return str(self.size)
