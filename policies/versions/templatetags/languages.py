"""Languages named in themselves, for templates."""

from django import template

from policies.versions.languages import direction, language_name

register = template.Library()
register.filter("language_name", language_name)
register.filter("direction", direction)
