"""What became of a text and why, and when what happens: changes by contribution, differences of versions, the calendar.

It has no models and no deeds of its own: it reads outcomes, their versions, and the landings of answers. That each
changed passage names the words it came from is what the reasoned response of OGP's standard asks (MR-4.1); the
calendar is its published timeline (MR-3.1).
"""
