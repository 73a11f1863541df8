"""The plan and its commitments as papers, in the order and with the headings of OGP's action plan template (2022)."""
