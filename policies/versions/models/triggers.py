"""What the database itself keeps of versions, beside what is frozen."""

import pgtrigger

#: Stands at the version: its effect only moves later, and never without the frozen row that tells of it.
ONLY_LATER = pgtrigger.Trigger(
    name="effect_only_later",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("effective_at"),  # type: ignore[no-untyped-call]  # pgtrigger gives this one no types
    condition=pgtrigger.Q(old__effective_at__df=pgtrigger.F("new__effective_at")),
    func="""
        IF NEW.effective_at < OLD.effective_at OR NOT EXISTS (
            SELECT 1 FROM versions_postponement
            WHERE version_id = NEW.id AND effect_before = OLD.effective_at AND effect_after = NEW.effective_at
        ) THEN
            RAISE EXCEPTION 'pgtrigger: An effect moves only later, and only with a postponement on record';
        END IF;
        RETURN NEW;
    """,
)
