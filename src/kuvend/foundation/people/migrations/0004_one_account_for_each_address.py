from django.db import migrations, models

# The library's table has no such constraints of its own: one row for each address, in the form that is compared.
ONCE = "CREATE UNIQUE INDEX people_address_once ON account_emailaddress (email)"
CANONICAL = r"ALTER TABLE account_emailaddress ADD CONSTRAINT people_address_canonical CHECK (email ~ '^[!-@\[-~]+$')"
# Sessions as they were kept: codes and addresses in clear, under keys that open them. Everybody signs in once more.
OLD_SESSIONS = "DO $$ BEGIN IF to_regclass('django_session') IS NOT NULL THEN DELETE FROM django_session; END IF; END $$"


class Migration(migrations.Migration):
    dependencies = [("people", "0003_bring_accounts_to_the_new_door")]

    operations = [
        migrations.RemoveConstraint("person", "person_email_once"),
        migrations.AddConstraint("person", models.UniqueConstraint(fields=["email"], name="person_email_once")),
        migrations.AddConstraint(
            "person",
            models.CheckConstraint(
                condition=models.Q(("email__regex", r"^[!-@\[-~]+$")), name="person_email_canonical"
            ),
        ),
        migrations.RunSQL(ONCE, "DROP INDEX people_address_once"),
        migrations.RunSQL(CANONICAL, "ALTER TABLE account_emailaddress DROP CONSTRAINT people_address_canonical"),
        migrations.RunSQL(OLD_SESSIONS, migrations.RunSQL.noop),
    ]
