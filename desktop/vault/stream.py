"""Tink's AES256_GCM_HKDF_1MB streaming format with random access (RULINGS C1).

Source: developers.google.com/tink/streaming-aead/aes_gcm_hkdf_streaming and /tink/wire-format, output prefix RAW.

    header    = 0x28 | salt 32 | nonce prefix 7                                                        40 bytes
    file key  = HKDF-SHA256(key, salt, info = associated data), 32 bytes
    segment i = AES-256-GCM(file key, nonce prefix | i as 4 bytes | 1 if last else 0) -> ciphertext | tag 16
    Segment 0 is 40 bytes shorter, so that segment i starts at i * 1 MiB. There is always one segment.
"""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SEGMENT = 1 << 20
TAG = 16
SALT = 32
PREFIX = 7
HEADER = 1 + SALT + PREFIX
FIRST = SEGMENT - HEADER - TAG
REST = SEGMENT - TAG


def sealed_size(size: int) -> int:
    """Octets on disk for `size` plaintext octets."""
    segments = 1 if size <= FIRST else 1 + -(-(size - FIRST) // REST)
    return HEADER + size + segments * TAG


def plain_size(total: int) -> int:
    """Plaintext octets in a stream of `total` octets; negative when no stream has that length."""
    segments = max(1, -(-total // SEGMENT))
    if total - (segments - 1) * SEGMENT < TAG + (HEADER if segments == 1 else 0):
        return -1
    return total - HEADER - segments * TAG


def place(position: int) -> tuple[int, int]:
    """Segment and offset within its plaintext for a plaintext position."""
    if position < FIRST:
        return 0, position
    segment, offset = divmod(position - FIRST, REST)
    return segment + 1, offset


def cipher(key: bytes, salt: bytes, associated: bytes) -> AESGCM:
    return AESGCM(HKDF(hashes.SHA256(), 32, salt, associated).derive(key))


def nonce(prefix: bytes, segment: int, last: bool) -> bytes:
    return prefix + struct.pack(">IB", segment, last)


def seal(
    read_into: Callable[[memoryview], int],
    write: Callable[[bytes | memoryview], None],
    key: bytes,
    associated: bytes,
    moved: Callable[[int], None] = lambda octets: None,
) -> tuple[int, bytes]:
    """Encrypt what `read_into` yields (0 = end) through `write`. Returns plaintext size and SHA-256.

    The hash is taken in a second thread in the same pass. `moved` hears the plaintext octets done and may raise to
    stop. Memory: three segments.
    """
    salt, prefix = os.urandom(SALT), os.urandom(PREFIX)
    aead = cipher(key, salt, associated)
    write(bytes([HEADER]) + salt + prefix)
    digest = hashlib.sha256()
    sealed = memoryview(bytearray(SEGMENT))
    buffers = (memoryview(bytearray(SEGMENT)), memoryview(bytearray(SEGMENT)))
    size = segment = 0
    with ThreadPoolExecutor(1) as hasher:
        capacity = FIRST
        filled = _fill(read_into, buffers[0][:FIRST])
        while True:
            data = buffers[segment % 2][:filled]
            hashing = hasher.submit(digest.update, data)
            # only the next read tells whether this segment is the last one
            following = _fill(read_into, buffers[(segment + 1) % 2][:REST]) if filled == capacity else 0
            view = sealed[: filled + TAG]
            aead.encrypt_into(nonce(prefix, segment, not following), data, None, view)
            write(view)
            hashing.result()  # the buffer is refilled next time round
            size += filled
            moved(size)
            if not following:
                return size, digest.digest()
            segment, filled, capacity = segment + 1, following, REST


def _fill(read_into: Callable[[memoryview], int], into: memoryview) -> int:
    """Read until `into` is full or the source ends."""
    done = 0
    while done < len(into):
        got = read_into(into[done:])
        if not got:
            break
        done += got
    return done
