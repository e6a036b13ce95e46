"""What import-linter cannot see: foreign keys given as strings, and the shape that every record keeps."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

SRC = Path(__file__).parent.parent / "src" / "suqing"
OWN = [config for config in apps.get_app_configs() if config.name.startswith("suqing.apps.")]
# As in pyproject.toml: an app may point at those before it, never at those after it or beside it.
ORDER = [
    {"organisations"},
    {"jobs"},
    {"audit", "integration"},
    {"papers", "editions"},
    {"notices", "clocks"},
    {"complaints", "sealed", "accountability"},
    {"assessment", "registers", "supervision"},
]
LEVEL = {label: number for number, labels in enumerate(ORDER) for label in labels}
# Rows of the installation itself, not of one insurer.
WITHOUT_ROOT = {
    "audit.checkpoint", "audit.unanchored", "editions.storededition", "jobs.heartbeat", "jobs.job", "jobs.lease",
    "integration.apitoken", "integration.idempotencyrecord",
}  # fmt: skip


def own_models() -> list[type[models.Model]]:
    return [model for config in OWN for model in config.get_models()]


def test_every_app_has_its_level() -> None:
    assert {config.label for config in OWN} == set(LEVEL)


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_foreign_keys_follow_the_arrows(model: type[models.Model]) -> None:
    own = model._meta.app_label
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey) and field.related_model._meta.app_label in LEVEL:
            target = field.related_model._meta.app_label
            assert target == own or LEVEL[target] < LEVEL[own], f"{model.__name__}.{field.name} points at {target}"


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_records_are_records(model: type[models.Model]) -> None:
    """No save() of their own, no numbers that round, no JSON that re-orders itself; and every business row has its root."""
    assert "save" not in vars(model)
    forbidden = (models.FloatField, models.DecimalField, models.JSONField)
    assert not [field.name for field in model._meta.concrete_fields if isinstance(field, forbidden)]
    names = {field.name for field in model._meta.concrete_fields}
    assert "root" in names or model._meta.label_lower in WITHOUT_ROOT


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_composite_indexes_lead_with_the_root(model: type[models.Model]) -> None:
    if "root" not in {field.name for field in model._meta.concrete_fields}:
        return
    for index in model._meta.indexes:
        if len(index.fields) > 1 and not any(name.lstrip("-") in ("subject_kind", "subject_id") for name in index.fields[:1]):
            assert index.fields[0] == "root", index.name


def test_no_signals_and_no_clock_outside_their_places() -> None:
    """`kernel.clock.now` is read by web, commands, tasks, jobs and the project only."""
    may_read = ("web/", "commands/", "project/", "apps/jobs/", "apps/integration/", "demo/")
    for path in SRC.rglob("*.py"):
        place = path.relative_to(SRC).as_posix()
        tree = ast.parse(path.read_text())
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module == "suqing.kernel.clock":
                names = {alias.name for alias in node.names}
                assert "now" not in names or place.startswith(may_read) or place.endswith("tasks.py"), place
            if isinstance(node, ast.ImportFrom) and node.module == "django.db.models.signals":
                assert {alias.name for alias in node.names} <= {"post_migrate"}, place
