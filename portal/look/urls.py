"""The one address of the look: the reseller's colours."""

from django.urls import path

from portal.look.views import look_css

urlpatterns = [path("look.css", look_css, name="look-css")]
