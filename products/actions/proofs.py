"""Verbs about what vouches for the quality of a product."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from core.errors import ActionRefused, refuse_if
from core.history import record
from core.models import User
from core.publishing import publishing
from products.actions.beside import as_new, changes_of, take
from products.models import Product, QualityProof
from products.permissions.outlets import why_not_remove_proof, why_not_save_proof


def add_proof(product: Product, *, by: User | None, **facts: Any) -> QualityProof:
    """Show what vouches for a product while it is in force. Raises ActionRefused.

    `facts` are kind, name, number, issuer, issued_on, expires_on, scope.
    """
    with publishing():
        proof = QualityProof(product=Product.objects.select_related("producer", "place").get(pk=product.pk))
        take(proof, facts)
        refuse_if(why_not_save_proof(by, proof))
        proof.save(force_insert=True)
        record(proof.product, "add_proof", by=by, proof=str(proof), changes=as_new(proof, facts))
    return proof


def edit_proof(proof: QualityProof, *, by: User | None, **facts: Any) -> QualityProof:
    """Correct what is said of a proof; nothing is written when nothing changed. Raises ActionRefused."""
    with publishing():
        proof = _as_it_stands(proof)
        before = take(proof, facts)
        refuse_if(why_not_save_proof(by, proof))
        if before:
            proof.save(update_fields=list(before))
            record(proof.product, "edit_proof", by=by, proof=str(proof), changes=changes_of(proof, before))
    return proof


def remove_proof(proof: QualityProof, *, why: str, by: User | None) -> None:
    """Show a proof no more: it was withdrawn, or should not have been entered. Raises ActionRefused."""
    with publishing():
        proof = _as_it_stands(proof)
        refuse_if(why_not_remove_proof(by, proof, why))
        until = str(proof.expires_on or "")
        record(proof.product, "remove_proof", by=by, why=why.strip(), proof=str(proof), expires_on=until)
        proof.delete()


def _as_it_stands(proof: QualityProof) -> QualityProof:
    rows = QualityProof.objects.select_related("product__producer", "product__place")
    found = rows.filter(pk=proof.pk).first()
    if found is None:
        raise ActionRefused(_("Chứng nhận này đã được bỏ."))
    return found
