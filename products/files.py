"""The kinds of files that the register keeps."""

from core.files.kinds import PICTURES, Format, Kind
from products.models.photo import WIDTHS

PAPER = Kind(key="paper", folder="decisions", field="paper", formats=(Format.PDF,))
ENTRY_PAPER = Kind(key="paper", folder="dossiers", field="paper", formats=(Format.PDF,))
PHOTO = Kind(
    key="photo", folder="photos", field="upload", formats=PICTURES, widths=WIDTHS, endings=("avif", "webp", "jpg")
)
