"""What was written since the derived tables were last brought up to date."""

from __future__ import annotations

from collections.abc import Mapping

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class TouchedKind(models.TextChoices):
    """Things whose derived rows are kept up to date."""

    PRODUCT = "product", _("sản phẩm")
    PRODUCER = "producer", _("chủ thể")


class Touched(models.Model):
    """A product or producer that triggers saw written; core.publishing hands it to the last steps and forgets it."""

    kind = models.CharField(_("loại"), max_length=10, choices=TouchedKind.choices)
    thing = models.BigIntegerField(_("mã"))

    class Meta:
        verbose_name = _("thứ vừa bị ghi")
        verbose_name_plural = _("thứ vừa bị ghi")
        constraints = [models.UniqueConstraint(fields=["kind", "thing"], name="touched_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing}"


def touching(columns: Mapping[TouchedKind, str]) -> pgtrigger.Trigger:
    """A trigger that notes the things that a written row belongs to, before and after; sees raw SQL too."""
    before, after = (", ".join(f"('{kind}', {row}.{columns[kind]})" for kind in columns) for row in ("OLD", "NEW"))
    return pgtrigger.Trigger(
        name="touching",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO core_touched (kind, thing) VALUES {before} ON CONFLICT DO NOTHING;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO core_touched (kind, thing) VALUES {after} ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
    """,  # noqa: S608 - the names come from model definitions, never from outside
    )
