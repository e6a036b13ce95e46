"""Keys, sealed texts and blind indexes. What apps use:"""

from suqing.kernel.crypto.blind import blind, query_tokens, text_tokens
from suqing.kernel.crypto.datakeys import (
    DESTROYED,
    DataKey,
    forget_data_keys,
    new_data_key,
    open_data_key,
    rewrap,
)
from suqing.kernel.crypto.keyring import Keyring, check, new_keys, rotate
from suqing.kernel.crypto.ring import the_ring
from suqing.kernel.crypto.sealing import seal, unseal

__all__ = [
    "DESTROYED",
    "DataKey",
    "Keyring",
    "blind",
    "check",
    "forget_data_keys",
    "new_data_key",
    "new_keys",
    "open_data_key",
    "query_tokens",
    "rewrap",
    "rotate",
    "seal",
    "text_tokens",
    "the_ring",
    "unseal",
]
