"""Files of the field, read and written: text in, typed values out, and back without loss.

`plan` holds `kuvend-plan/1`, an action plan as one YAML file; `ical` a calendar file; `tables` any CSV table, and
with it `canada` the tables of Canada's tracker and `ogp_sheet` OGP's commitments sheet.
"""
