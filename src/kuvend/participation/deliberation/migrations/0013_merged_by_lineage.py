"""Statements are merged as all words are (`contributions.Lineage`): what was merged before goes there.

What is merged is not counted beside the statement that says the same, which owes the answer for both.
"""

from django.db import migrations

FORWARD = """
INSERT INTO contributions_lineage (origin_id, successor_id, kind, reason, digest, role, began_at)
SELECT statement.contribution_id, statement.merged_into_id, 'merged', '{}', '', COALESCE(merging.role, 'system'),
       COALESCE(merging.at, contribution.posted_at)
FROM deliberation_statement statement
JOIN contributions_contribution contribution ON contribution.id = statement.contribution_id
LEFT JOIN LATERAL (
    SELECT fact.role, fact.at FROM record_fact fact JOIN record_factsubject subject ON subject.fact_id = fact.id
    WHERE subject.subject = contribution.public_id AND subject.name = 'contribution'
      AND fact.type = 'statement_merged'
    ORDER BY fact.id DESC LIMIT 1
) merging ON true
WHERE statement.merged_into_id IS NOT NULL;

UPDATE contributions_contribution SET continues = true
WHERE id IN (SELECT contribution_id FROM deliberation_statement WHERE merged_into_id IS NOT NULL);

UPDATE processes_activity activity SET contribution_count = contribution_count - merged.number
FROM (
    SELECT activity_id, count(*) AS number FROM contributions_contribution contribution
    JOIN deliberation_statement statement ON statement.contribution_id = contribution.id
    WHERE statement.merged_into_id IS NOT NULL AND contribution.state = 'published' GROUP BY activity_id
) merged WHERE merged.activity_id = activity.id;

UPDATE responses_duty SET state = 'lapsed'
WHERE state = 'open'
  AND contribution_id IN (SELECT contribution_id FROM deliberation_statement WHERE merged_into_id IS NOT NULL);

SET CONSTRAINTS ALL IMMEDIATE;
"""

BACKWARD = """
WITH RECURSIVE way(origin, goal, step) AS (
    SELECT origin_id, successor_id, 1 FROM contributions_lineage
    WHERE undone_at IS NULL AND origin_id IN (SELECT contribution_id FROM deliberation_statement)
    UNION ALL
    SELECT way.origin, row.successor_id, way.step + 1
    FROM way JOIN contributions_lineage row ON row.origin_id = way.goal AND row.undone_at IS NULL
), goals AS (SELECT DISTINCT ON (origin) origin, goal FROM way ORDER BY origin, step DESC)
UPDATE deliberation_statement SET merged_into_id = goals.goal FROM goals WHERE goals.origin = contribution_id;

UPDATE processes_activity activity SET contribution_count = contribution_count + merged.number
FROM (
    SELECT activity_id, count(*) AS number FROM contributions_contribution contribution
    JOIN deliberation_statement statement ON statement.contribution_id = contribution.id
    WHERE statement.merged_into_id IS NOT NULL AND contribution.state = 'published' GROUP BY activity_id
) merged WHERE merged.activity_id = activity.id;

UPDATE contributions_contribution SET continues = false
WHERE id IN (SELECT contribution_id FROM deliberation_statement);

DELETE FROM contributions_lineage WHERE origin_id IN (SELECT contribution_id FROM deliberation_statement);

SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0012_lineage"),
        ("processes", "0011_scopes_of_drafts"),
        ("record", "0003_openings"),
        ("responses", "0008_what_was_taken_back_stays"),
        ("deliberation", "0012_a_release_by_its_name"),
    ]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RemoveConstraint("statement", "merged_into_another"),
        migrations.RemoveField("statement", "merged_into"),
    ]
