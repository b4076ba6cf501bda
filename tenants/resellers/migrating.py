"""What migrations do beside Django's own operations and pgtrigger's."""

from django.db.migrations.state import ProjectState
from pgtrigger import migrations


class AddTrigger(migrations.AddTrigger):
    """Adds a trigger, and remembers it in the state as pgtrigger's own operation does.

    pgtrigger's draws the model and all that it is related to anew, which no trigger changes: a quarter of the time in
    which an empty database is migrated.
    """

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Adds the trigger to the model's options."""
        model = state.models[app_label, self.model_name]
        model.options["triggers"] = [*model.options.get("triggers", []), self.trigger]
