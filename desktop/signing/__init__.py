"""Identities, signatures and their verification. Plain data in and out; imports no room."""
