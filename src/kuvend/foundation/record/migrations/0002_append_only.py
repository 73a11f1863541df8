from django.db import migrations

FORWARD = """
CREATE FUNCTION record_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the record is append-only: % on % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER record_fact_kept BEFORE UPDATE ON record_fact FOR EACH ROW
    WHEN (NOT (OLD.index IS NULL AND NEW.index IS NOT NULL AND NEW.id = OLD.id AND NEW.type = OLD.type
               AND NEW.at = OLD.at AND NEW.logged_at = OLD.logged_at AND NEW.role = OLD.role
               AND NEW.leaf = OLD.leaf))
    EXECUTE FUNCTION record_refuse();
CREATE TRIGGER record_fact_stays BEFORE DELETE ON record_fact FOR EACH ROW EXECUTE FUNCTION record_refuse();

CREATE TRIGGER record_factsubject_kept BEFORE UPDATE OR DELETE ON record_factsubject FOR EACH ROW
    EXECUTE FUNCTION record_refuse();
CREATE TRIGGER record_checkpoint_kept BEFORE UPDATE OR DELETE ON record_checkpoint FOR EACH ROW
    EXECUTE FUNCTION record_refuse();

CREATE TRIGGER record_tile_grows BEFORE UPDATE ON record_tile FOR EACH ROW
    WHEN (NOT (NEW.id = OLD.id AND NEW.level = OLD.level AND NEW.number = OLD.number
               AND octet_length(NEW.hashes) > octet_length(OLD.hashes)
               AND substring(NEW.hashes FROM 1 FOR octet_length(OLD.hashes)) = OLD.hashes))
    EXECUTE FUNCTION record_refuse();
CREATE TRIGGER record_tile_stays BEFORE DELETE ON record_tile FOR EACH ROW EXECUTE FUNCTION record_refuse();
"""

BACKWARD = """
DROP TRIGGER record_fact_kept ON record_fact;
DROP TRIGGER record_fact_stays ON record_fact;
DROP TRIGGER record_factsubject_kept ON record_factsubject;
DROP TRIGGER record_checkpoint_kept ON record_checkpoint;
DROP TRIGGER record_tile_grows ON record_tile;
DROP TRIGGER record_tile_stays ON record_tile;
DROP FUNCTION record_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
