"""Verbs about photos of products."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from core.errors import refuse_if
from core.files.keeping import keeping, remove_files
from core.history import record
from core.models import User
from core.publishing import publishing
from products.files import PHOTO
from products.models import Photo, Product
from products.permissions.products import why_not_edit_product
from products.photos import stored_names


def add_photo(product: Product, upload: UploadedFile, *, by: User | None, caption: str = "") -> Photo:
    """Keep a photo behind the others of a product; raises ActionRefused, then nothing is kept."""
    refuse_if(why_not_edit_product(by, product))
    with keeping(upload, PHOTO, about=product, by=by) as kept, publishing():
        last = product.photos.aggregate(last=Max("position"))["last"]
        photo = Photo.objects.create(
            product=product,
            stem=kept.stem,
            width=kept.width,
            height=kept.height,
            sha256=kept.sha256,
            files=kept.files,
            position=0 if last is None else last + 1,
            caption=caption.strip()[:200],
        )
        record(product, "add_photo", by=by, stem=kept.stem, sha256=kept.sha256, caption=photo.caption)
    return photo


def remove_photo(photo: Photo, *, by: User | None) -> None:
    """Take a photo away, its files too once the act is certain; raises ActionRefused."""
    refuse_if(why_not_edit_product(by, photo.product))
    names = stored_names(photo.stem, photo.width)
    with publishing():
        record(photo.product, "remove_photo", by=by, stem=photo.stem, sha256=photo.sha256, caption=photo.caption)
        photo.delete()
        transaction.on_commit(lambda: remove_files(names))
