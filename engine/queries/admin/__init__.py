"""What administrators watch: flow, accounts and the audit trail, never what was filled in.

One file per page; each query checks for itself which administrator may ask.
"""
