"""The kinds of files that the register keeps."""

from core.files.kinds import PICTURES, Format, Kind
from products.models.photo import WIDTHS

PAPER = Kind(key="paper", folder="decisions", field="paper", formats=(Format.PDF,))
ENTRY_PAPER = Kind(key="paper", folder="dossiers", field="paper", formats=(Format.PDF,))
PHOTO = Kind(
    key="photo", folder="photos", field="upload", formats=PICTURES, widths=WIDTHS, endings=("avif", "webp", "jpg")
)
# One width and one format: it is looked at by staff, not shown to the public. One at a time: strangers bring it, and
# staff must not find every cage taken.
LABEL_PHOTO = Kind(
    key="label", folder="labels", field="photo", formats=PICTURES, widths=(1600,), endings=("jpg",), cages=1
)
