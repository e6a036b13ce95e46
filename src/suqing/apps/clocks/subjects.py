"""What a clock is about: the kind and the row id, as in the ledger. No foreign key: clocks know no case."""

from django.db.models import Q

Subject = tuple[str, int]  # ("complaint", 123)


def about(subject: Subject) -> Q:
    kind, row_id = subject
    return Q(subject_id=row_id, subject_kind=kind)
