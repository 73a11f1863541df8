from django.db import migrations

FORWARD = """
CREATE FUNCTION search_words_leave() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM search_entry WHERE public_id = OLD.public_id AND sort = 'contribution';
    RETURN NULL;
END $$;

CREATE TRIGGER search_words_changed AFTER UPDATE OF state, continues, title, body ON contributions_contribution
    FOR EACH ROW WHEN ((OLD.state, OLD.continues, OLD.title, OLD.body)
                       IS DISTINCT FROM (NEW.state, NEW.continues, NEW.title, NEW.body))
    EXECUTE FUNCTION search_words_leave();
CREATE TRIGGER search_words_gone AFTER DELETE ON contributions_contribution
    FOR EACH ROW EXECUTE FUNCTION search_words_leave();

CREATE FUNCTION search_document_leaves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM search_entry USING documents_document AS document
    WHERE document.id = OLD.document_id AND search_entry.public_id = document.public_id AND sort = 'document';
    RETURN NULL;
END $$;

CREATE TRIGGER search_document_withheld AFTER UPDATE OF withheld_at ON documents_documentversion
    FOR EACH ROW WHEN (OLD.withheld_at IS DISTINCT FROM NEW.withheld_at)
    EXECUTE FUNCTION search_document_leaves();
"""

BACKWARD = """
DROP TRIGGER search_words_changed ON contributions_contribution;
DROP TRIGGER search_words_gone ON contributions_contribution;
DROP TRIGGER search_document_withheld ON documents_documentversion;
DROP FUNCTION search_words_leave();
DROP FUNCTION search_document_leaves();
"""


class Migration(migrations.Migration):
    """Words that stop being public, or change, leave the index in the transaction in which they do."""

    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
