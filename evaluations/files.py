"""The kinds of files that the process keeps: papers of dossiers, sheets done on paper."""

from core.files.kinds import PICTURES, Format, Kind

SHEET = Kind(key="sheet", folder="sheets", field="scan", formats=(Format.PDF,))
# One width and one format: a photographed paper is read, not looked at on a phone's catalogue page.
EVIDENCE = Kind(
    key="evidence",
    folder="papers",
    field="upload",
    formats=(Format.PDF, *PICTURES),
    widths=(2000,),
    endings=("jpg",),
)
