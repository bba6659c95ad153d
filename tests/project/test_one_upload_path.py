"""One way for all files: the source has no other input, no other column, no other storing, and no unmarked door."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("core", "producers", "products", "evaluations", "reports", "ocop_portal")
# The way itself.
WAY = ("core/files/", "core/forms/files.py")
FIELDS = {"FileField", "ImageField"}
INPUT = "UploadField"


class Reader(ast.NodeVisitor):
    """Notes what goes round the way; `forms` are the names of forms that have an input for a file."""

    def __init__(self, forms: set[str]) -> None:
        self.forms = forms
        self.is_marked = False  # inside a view that says which files it takes
        self.found: list[str] = []

    def note(self, node: ast.AST, what: str) -> None:
        self.found.append(f"{node.lineno}: {what}")

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        before = self.is_marked
        marks = [each.func for each in node.decorator_list if isinstance(each, ast.Call)]
        self.is_marked |= any(isinstance(each, ast.Name) and each.id == "takes_files" for each in marks)
        for part in (*node.decorator_list, *node.args.defaults, *node.body):  # types are no use of a form
            self.visit(part)
        self.is_marked = before

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        parents = [each for each in node.bases if not isinstance(each, ast.Name)]  # a child of a form is one itself
        for part in (*node.decorator_list, *parents, *node.body):
            self.visit(part)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for name in node.names:
            if name.name in FIELDS or (name.asname and name.name in {*self.forms, "default_storage", "takes_files"}):
                self.note(node, f"import {name.name}")

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if node.attr in FIELDS:
            self.note(node, node.attr)
        if node.attr == "FILES" and not self.is_marked:
            self.note(node, "FILES in a view without @takes_files")
        if node.attr == "save" and ast.unparse(node.value).endswith("default_storage"):
            self.note(node, "default_storage.save")
        self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        if node.id in self.forms and not self.is_marked:
            self.note(node, f"{node.id} in a view without @takes_files")


def forms_with_files(trees: list[ast.Module]) -> set[str]:
    """The names of classes that have the input for files, or inherit from one that has."""
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    names = {INPUT}
    while True:
        more = {
            each.name
            for each in classes
            if any(isinstance(node, ast.Name) and node.id in names for node in ast.walk(each))
        }
        if more <= names:
            return names - {INPUT}
        names |= more


def read(source: str, forms: set[str]) -> list[str]:
    reader = Reader(forms)
    reader.visit(ast.parse(source))
    return reader.found


@pytest.mark.slow
def test_every_file_goes_the_one_way():
    files = [file for app in APPS for file in sorted((ROOT / app).rglob("*.py"))]
    sources = {str(file.relative_to(ROOT)): file.read_text(encoding="utf-8") for file in files}
    outside = {name: source for name, source in sources.items() if not name.startswith(WAY)}
    assert len(outside) < len(sources) - 5
    forms = forms_with_files([ast.parse(source) for source in outside.values()])
    assert forms == {
        "PhotoForm",
        "DraftEditForm",
        "LetterForm",
        "AnswerForm",
        "TeamReportForm",
        "ProbeDoneForm",
        "ScanForm",
        "PaperWordForm",
        "PaperForm",
        "VersionForm",
        "LabelReportForm",
    }
    assert {name: found for name, source in outside.items() if (found := read(source, forms))} == {}


@pytest.mark.parametrize(
    "source",
    [
        "scan = forms.FileField()",
        "scan = forms.ImageField(required=False)",
        "class Paper(models.Model):\n    scan = models.FileField(upload_to='x')",
        "from django.db.models import ImageField",
        "from django.forms import FileField as Plain",
        "class Scan(forms.FileField):\n    pass",
        "default_storage.save('x', content)",
        "storage.default_storage.save('x', content)",
        "from django.core.files.storage import default_storage as place",
        "def view(request):\n    return keep(request.FILES['x'])",
        "@staff_page(Act.X)\ndef view(request):\n    form = Other(request.POST, request.FILES)",
        "def view(request):\n    return PhotoForm(request.POST)",
        "class View(FormView):\n    form_class = PhotoForm",
        "@admin.register(Photo)\nclass PhotoAdmin(ModelAdmin):\n    form = PhotoForm",
        "from products.forms.photos import PhotoForm as Form",
        "from core.files.doors import takes_files as other",
    ],
)
def test_what_goes_round_it_is_found(source):
    assert len(read(source, {"PhotoForm"})) == 1


@pytest.mark.parametrize(
    "source",
    [
        "@takes_files(PHOTO)\n@staff_page(Act.X)\ndef view(request):\n    PhotoForm(request.POST, request.FILES)",
        "def _page(request, form: PhotoForm) -> PhotoForm:\n    return form",
        "class Larger(PhotoForm):\n    more = UploadField(PAPER)",
        "from products.forms.photos import PhotoForm",
        "default_storage.exists('x')",
    ],
)
def test_what_goes_it_is_left_alone(source):
    assert read(source, {"PhotoForm"}) == []


def test_forms_with_files_are_known_by_their_input_and_by_their_parents():
    first = "class A(Form):\n    def __init__(self):\n        self.fields['x'] = UploadField(P)\nclass C: pass"
    assert forms_with_files([ast.parse(first), ast.parse("class B(A): pass")]) == {"A", "B"}
