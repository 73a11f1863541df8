"""The arithmetic of a public append-only log that anyone can check.

A log is a Merkle tree (RFC 6962) stored as tiles (c2sp.org/tlog-tiles); its head is a signed
checkpoint (c2sp.org/signed-note, c2sp.org/tlog-checkpoint) and a single entry is proven by a small
text file (c2sp.org/tlog-proof). All of it is public arithmetic: the bytes come in by a reader
function, nothing is fetched or stored here.
"""
