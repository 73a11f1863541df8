"""The form of a report by an institution, the assessment of a reviewer, the files of evidence."""
