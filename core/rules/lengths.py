"""How long a text may be that people write."""

LONGEST_LINE = 250  # a name
LONGEST_NOTE = 500  # a word beside a criterion
LONGEST_TEXT = 4000  # a reason, a note: two printed pages
