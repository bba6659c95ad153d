"""The process: score sheets as data, rounds, councils, dossiers, their papers, results, and drafts of decisions."""

from evaluations.models.advisory import AdvisoryTeam, Probe, Samples, TeamMember
from evaluations.models.checklist import ChecklistItem
from evaluations.models.council import Council, CouncilMember
from evaluations.models.criteria import CriteriaSet, CriterionNode, Option
from evaluations.models.dossier import Conflict, Dossier, RoundEntry
from evaluations.models.dossier_papers import DossierPaper, HandedPaper, Paper, PaperFacts, PaperVersion
from evaluations.models.draft import DecisionDraft
from evaluations.models.intake import Ask, AskItem, EntryReport, Finding, SlipBook
from evaluations.models.paper import PaperResult
from evaluations.models.result import Result
from evaluations.models.round import Round
from evaluations.models.sheet import AgreedLine, ScoreLine, ScoreSheet

__all__ = [
    "AdvisoryTeam",
    "AgreedLine",
    "Ask",
    "AskItem",
    "ChecklistItem",
    "Conflict",
    "Council",
    "CouncilMember",
    "CriteriaSet",
    "CriterionNode",
    "DecisionDraft",
    "Dossier",
    "DossierPaper",
    "EntryReport",
    "Finding",
    "HandedPaper",
    "Option",
    "Paper",
    "PaperFacts",
    "PaperResult",
    "PaperVersion",
    "Probe",
    "Result",
    "Round",
    "RoundEntry",
    "Samples",
    "ScoreLine",
    "ScoreSheet",
    "SlipBook",
    "TeamMember",
]
