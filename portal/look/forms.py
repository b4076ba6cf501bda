"""Renders every form of the project the same accessible way: summary, hint, error, required mark, Bootstrap classes."""

from typing import Any

from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.translation import gettext as _

CONTROL = "form-control"
SELECT = "form-select"
CHECK = "form-check-input"

#: Which class a widget's own template gets; hidden inputs and groups of options get none.
CLASSES = {
    "django/forms/widgets/checkbox.html": CHECK,
    "django/forms/widgets/checkbox_option.html": CHECK,
    "django/forms/widgets/radio_option.html": CHECK,
    "django/forms/widgets/select.html": SELECT,
    "django/forms/widgets/clearable_file_input.html": CONTROL,
    "django/forms/widgets/color.html": f"{CONTROL} form-control-color",
    "django/forms/widgets/date.html": CONTROL,
    "django/forms/widgets/datetime.html": CONTROL,
    "django/forms/widgets/email.html": CONTROL,
    "django/forms/widgets/file.html": CONTROL,
    "django/forms/widgets/number.html": CONTROL,
    "django/forms/widgets/password.html": CONTROL,
    "django/forms/widgets/text.html": CONTROL,
    "django/forms/widgets/textarea.html": CONTROL,
    "django/forms/widgets/time.html": CONTROL,
    "django/forms/widgets/url.html": CONTROL,
}


class Renderer(TemplatesSetting):
    """Set as FORM_RENDERER; needs `django.forms` among the installed apps, so that widget templates are found."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Render a form, field or widget; a widget gets its Bootstrap class, and is marked when it is invalid."""
        widget = context.get("widget")
        if isinstance(widget, dict):
            _dress(widget)
            for part in widget.get("subwidgets", ()):
                _dress(part)
            for _group, options, _index in widget.get("optgroups", ()):
                for option in options:
                    _dress(option)
                    _speak(option, required=bool(widget.get("required")))
        return super().render(template_name, context, request)


def _speak(option: dict[str, Any], *, required: bool) -> None:
    """Say in words what Django and django-filter show for the choice of nothing: a row of dashes, and "Unknown"."""
    if option.get("value") == "" and option.get("label") == BLANK_CHOICE_DASH[0][1]:
        option["label"] = _("Choose one") if required else _("None")
    elif option.get("value") == "" and option.get("label") == _("Unknown"):
        option["label"] = _("All")


def _dress(widget: dict[str, Any]) -> None:
    wanted = CLASSES.get(widget.get("template_name", ""))
    if wanted is None:
        return
    attrs = widget.setdefault("attrs", {})
    names = str(attrs.get("class", "")).split()
    if attrs.get("aria-invalid"):
        names.append("is-invalid")
    attrs["class"] = " ".join(dict.fromkeys([*wanted.split(), *names]))
