from django.db import migrations, models

FORWARD = """
UPDATE documents_filecontent AS file SET text = version.text, text_read_at = version.text_read_at
    FROM documents_documentversion AS version WHERE version.file_id = file.sha256 AND version.text_read_at IS NOT NULL;
UPDATE documents_filecontent AS file SET text = '', text_read_at = version.withheld_at
    FROM documents_documentversion AS version WHERE version.file_id = file.sha256 AND version.withheld_at IS NOT NULL;
"""


class Migration(migrations.Migration):
    """The text of a file is kept beside its bytes: documents and evidence have it in common."""

    dependencies = [("documents", "0003_file_seals")]
    operations = [
        migrations.AddField("filecontent", "text", models.TextField(blank=True, db_default="", default="")),
        migrations.AddField("filecontent", "text_read_at", models.DateTimeField(blank=True, null=True)),
        migrations.RunSQL(FORWARD, migrations.RunSQL.noop),
        migrations.RemoveConstraint("documentversion", "document_version_withheld_has_no_text"),
        migrations.RemoveIndex("documentversion", "document_version_unread"),
        migrations.RemoveField("documentversion", "text"),
        migrations.RemoveField("documentversion", "text_read_at"),
        migrations.AddIndex(
            "filecontent",
            models.Index(
                fields=["sha256"],
                condition=models.Q(text_read_at=None, media_type__in=["application/pdf", "text/csv"]),
                name="file_content_unread",
            ),
        ),
    ]
