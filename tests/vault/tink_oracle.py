"""Google's own implementation of the object format, for comparison."""

from __future__ import annotations

import io

import tink
from tink import secret_key_access, streaming_aead
from tink.proto import aes_gcm_hkdf_streaming_pb2, tink_pb2

streaming_aead.register()
_TEMPLATE = streaming_aead.streaming_aead_key_templates.AES256_GCM_HKDF_1MB


def primitive(key: bytes) -> streaming_aead.StreamingAead:
    """Tink's AES256_GCM_HKDF_1MB under a key of ours, without prefix."""
    settings = aes_gcm_hkdf_streaming_pb2.AesGcmHkdfStreamingKeyFormat.FromString(_TEMPLATE.value)
    inner = aes_gcm_hkdf_streaming_pb2.AesGcmHkdfStreamingKey(version=0, key_value=key)
    inner.params.CopyFrom(settings.params)
    keyset = tink_pb2.Keyset(primary_key_id=1)
    entry = keyset.key.add()
    entry.key_id, entry.status, entry.output_prefix_type = 1, tink_pb2.ENABLED, tink_pb2.RAW
    entry.key_data.type_url = _TEMPLATE.type_url
    entry.key_data.value = inner.SerializeToString()
    entry.key_data.key_material_type = tink_pb2.KeyData.SYMMETRIC
    handle = tink.proto_keyset_format.parse(keyset.SerializeToString(), secret_key_access.TOKEN)
    return handle.primitive(streaming_aead.StreamingAead)


def decrypt(sealed: bytes, key: bytes, associated: bytes) -> bytes:
    with primitive(key).new_decrypting_stream(io.BytesIO(sealed), associated) as stream:
        return stream.read() or b""


def encrypt(plain: bytes, key: bytes, associated: bytes) -> bytes:
    class Kept(io.BytesIO):
        content = b""

        def close(self) -> None:
            self.content = self.getvalue()
            super().close()

    out = Kept()
    with primitive(key).new_encrypting_stream(out, associated) as stream:
        stream.write(plain)
    return out.content
