"""Verbs about photos of products."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from core.errors import refuse_if
from core.history import record
from core.models import User
from core.publishing import publishing
from products.models import Photo, Product
from products.permissions.products import why_not_edit_product
from products.photos import keep_photo, remove_files


def add_photo(product: Product, upload: UploadedFile, *, by: User | None, caption: str = "") -> Photo:
    """Keep a photo behind the others of a product; raises ActionRefused, then nothing is kept."""
    refuse_if(why_not_edit_product(by, product))
    kept = keep_photo(upload)
    try:
        with publishing():
            last = product.photos.aggregate(last=Max("position"))["last"]
            photo = Photo.objects.create(
                product=product,
                stem=kept.stem,
                width=kept.width,
                height=kept.height,
                position=0 if last is None else last + 1,
                caption=caption.strip()[:200],
            )
            record(product, "add_photo", by=by, stem=kept.stem, caption=photo.caption)
    except BaseException:
        remove_files(kept.stem, kept.width)
        raise
    return photo


def remove_photo(photo: Photo, *, by: User | None) -> None:
    """Take a photo away, its files too once the act is certain; raises ActionRefused."""
    refuse_if(why_not_edit_product(by, photo.product))
    stem, width = photo.stem, photo.width
    with publishing():
        record(photo.product, "remove_photo", by=by, stem=stem, caption=photo.caption)
        photo.delete()
        transaction.on_commit(lambda: remove_files(stem, width))
