from kuvend.foundation.datasets.columns import Dataset, Section, day, moment, text
from tests.capabilities.lamps.models import Lamp

LAMPS = Dataset(
    name="lamps",
    section=Section.DELIVERY,
    title="Lamps",
    holds="Lamps that are out, with who owes their repair until when.",
    rows=lambda today: Lamp.objects.all(),
    columns=(
        text("id", "public_id", "the lamp"),
        text("place", "place", "where it stands"),
        text("institution", "repair__institution__public_id", "who owes its repair"),
        day("due_date", "repair__due_date", "until when"),
        moment("repaired_at", "repaired_at", "since when it burns"),
    ),
)
