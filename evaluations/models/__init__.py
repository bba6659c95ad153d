"""The process: rounds, results taken from paper, and drafts of decisions."""

from evaluations.models.draft import DecisionDraft
from evaluations.models.paper import PaperResult
from evaluations.models.round import Round

__all__ = ["DecisionDraft", "PaperResult", "Round"]
