"""Which reporting class follows from which legal form."""

from producers.enums import LegalForm, ReportingClass

CLASS_OF: dict[LegalForm, ReportingClass] = {
    LegalForm.LLC_ONE: ReportingClass.COMPANY,
    LegalForm.LLC_MULTI: ReportingClass.COMPANY,
    LegalForm.JOINT_STOCK: ReportingClass.COMPANY,
    LegalForm.PARTNERSHIP: ReportingClass.COMPANY,
    LegalForm.COMPANY: ReportingClass.COMPANY,
    LegalForm.PRIVATE_ENTERPRISE: ReportingClass.PRIVATE_ENTERPRISE,
    LegalForm.COOPERATIVE: ReportingClass.COOPERATIVE,
    LegalForm.COOPERATIVE_UNION: ReportingClass.COOPERATIVE,
    LegalForm.COOPERATIVE_GROUP: ReportingClass.COOPERATIVE_GROUP,
    LegalForm.HOUSEHOLD_BUSINESS: ReportingClass.HOUSEHOLD_BUSINESS,
    LegalForm.HOUSEHOLD: ReportingClass.HOUSEHOLD_BUSINESS,
    LegalForm.FARM: ReportingClass.OTHER,
    LegalForm.ASSOCIATION: ReportingClass.OTHER,
    LegalForm.OPERATING_CENTRE: ReportingClass.OTHER,
    LegalForm.UNKNOWN: ReportingClass.UNKNOWN,
}


def class_of(form: str) -> ReportingClass:
    """The reporting class of a legal form."""
    return CLASS_OF[LegalForm(form)]


def forms_of(reporting_class: str) -> list[LegalForm]:
    """The legal forms that a reporting class gathers; none for an unknown class."""
    return [form for form, found in CLASS_OF.items() if found == reporting_class]
