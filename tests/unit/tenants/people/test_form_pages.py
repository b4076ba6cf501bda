"""A page with a form is one call of `answer`; which pages catch a refusal by themselves is listed, with the reason."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[4]
ROOMS = ("portal", "enforcement", "policies", "tenants")
OTHERWISE = {
    # Two ways in through one form, and what a wrong password is told is no refusal of a verb.
    "tenants/people/views.py: sign_in",
    # Reads, with no form to show the refusal in.
    "policies/acknowledgements/binding/views.py: binding",
    "policies/acknowledgements/views/my.py: history",
    "enforcement/credits/received/views.py: comparison_page",
    # The mistakes of a file stand by line beside the form, with what was refused of it as a whole.
    "enforcement/credits/received/views.py: import_page",
    # Two steps: the refusal of the second is shown at the first.
    "enforcement/cases/passing/views.py: _preview",
    "enforcement/cases/views/determinations.py: determine_violation",
    "enforcement/appeals/views/modifying.py: _modify_determination",
    # An act is rehearsed first: what it would refuse is said instead of a button.
    "enforcement/holds/views/acts.py: answer_act",
    "enforcement/holds/views/acts.py: answer_in_two",
    # Shows the words again, with what changed in them.
    "policies/acknowledgements/gate/views.py: pass_gate",
    "policies/acknowledgements/views/declining.py: _declined",
    "policies/acknowledgements/views/my.py: what_binds",
    # Saved as one types: the answer is a part of the page, and another's words stand beside one's own.
    "policies/drafts/views/draft.py: title",
    "policies/drafts/views/draft.py: values",
    "policies/drafts/views/editions.py: _word",
    "policies/drafts/views/provisions.py: _save",
    "policies/drafts/views/provisions.py: delete",
    "policies/drafts/views/provisions.py: split",
    # Several forms on one page.
    "policies/drafts/views/importing.py: pairs",
    "policies/drafts/views/importing.py: proposals",
    "policies/drafts/views/provisions.py: add",
    "policies/following/views.py: _decided",
    # One button and no form.
    "policies/versions/views/website.py: website",
}


def test_pages_with_a_form_have_one_shape_but_for_those_listed() -> None:
    catching = set()
    for room in ROOMS:
        for file in (ROOT / room).rglob("*.py"):
            name = str(file.relative_to(ROOT))
            if "views" in name or "pages" in name:
                catching |= {f"{name}: {one}" for one in functions_that_catch(ast.parse(file.read_text()))}
    assert catching == OTHERWISE | {"tenants/people/form_pages.py: answer"}


def functions_that_catch(tree: ast.AST) -> set[str]:
    """Names of functions with an `except Refused`."""
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for one in ast.walk(node)
        if isinstance(one, ast.ExceptHandler) and one.type is not None and "id='Refused'" in ast.dump(one.type)
    }
