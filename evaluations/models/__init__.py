"""The process: score sheets as data, rounds, councils, dossiers, results, and drafts of decisions."""

from evaluations.models.council import Council, CouncilMember
from evaluations.models.criteria import CriteriaSet, CriterionNode, Option
from evaluations.models.dossier import Conflict, Dossier, RoundEntry
from evaluations.models.draft import DecisionDraft
from evaluations.models.paper import PaperResult
from evaluations.models.result import Result
from evaluations.models.round import Round
from evaluations.models.sheet import AgreedLine, ScoreLine, ScoreSheet

__all__ = [
    "AgreedLine",
    "Conflict",
    "Council",
    "CouncilMember",
    "CriteriaSet",
    "CriterionNode",
    "DecisionDraft",
    "Dossier",
    "Option",
    "PaperResult",
    "Result",
    "Round",
    "RoundEntry",
    "ScoreLine",
    "ScoreSheet",
]
