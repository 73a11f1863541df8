"""A backup of an instance and its proof: a dump of the running database and a manifest of what must be in it.

The signing key and the secret key are no part of it (they are written apart, where wished), and neither is the last
signed head: a guard against old backups must not be restored along with one.
"""
