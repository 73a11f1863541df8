"""Template words for every page."""

from django import template

register = template.Library()
