"""The process: score sheets as data, rounds, results taken from paper, and drafts of decisions."""

from evaluations.models.criteria import CriteriaSet, CriterionNode, Option
from evaluations.models.draft import DecisionDraft
from evaluations.models.paper import PaperResult
from evaluations.models.round import Round

__all__ = ["CriteriaSet", "CriterionNode", "DecisionDraft", "Option", "PaperResult", "Round"]
