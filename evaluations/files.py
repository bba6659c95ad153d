"""The kinds of files that the process keeps."""

from core.files.kinds import Format, Kind

SHEET = Kind(key="sheet", folder="sheets", field="scan", formats=(Format.PDF,))
