"""The law as data, products, and the register of ratings."""

from products.models.catalogue import CatalogueEntry
from products.models.categories import Category, CategoryMap, Scheme
from products.models.decision import Decision
from products.models.label_report import LabelReport
from products.models.law import Band, Deadline, FilingWindow, Level, Regime
from products.models.listing import Listing
from products.models.outlet import Outlet
from products.models.photo import Photo
from products.models.product import Product, ProductMerge, ProductTransfer
from products.models.proof import QualityProof
from products.models.public_name import PublicName
from products.models.receipt import CheckReceipt
from products.models.register import Certificate, Recognition, ScoreApproval

__all__ = [
    "Band",
    "CatalogueEntry",
    "Category",
    "CategoryMap",
    "Certificate",
    "CheckReceipt",
    "Deadline",
    "Decision",
    "FilingWindow",
    "LabelReport",
    "Level",
    "Listing",
    "Outlet",
    "Photo",
    "Product",
    "ProductMerge",
    "ProductTransfer",
    "PublicName",
    "QualityProof",
    "Recognition",
    "Regime",
    "Scheme",
    "ScoreApproval",
]
