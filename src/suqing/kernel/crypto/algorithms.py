"""Algorithms and their ids. Every stored value says which it was made with, so that a change of setting loses nothing.

SUQING_CIPHER=aes (default): AES-256-GCM, SHA-256. SUQING_CIPHER=sm4: SM4-GCM, SM3.
"""

from __future__ import annotations

import hashlib
import hmac as std_hmac
import os
import secrets
from functools import cache

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from suqing.kernel.errors import NotReady, SealBroken

AES, SM4 = "a1", "s1"
SHA256, SM3 = "sha256", "sm3"
NONCE, TAG = 12, 16

_CHOICES = {"aes": (AES, SHA256), "sm4": (SM4, SM3)}
_HASHES: dict[str, hashes.HashAlgorithm] = {SHA256: hashes.SHA256(), SM3: hashes.SM3()}


def chosen_cipher() -> str:
    """The id of the cipher for new values."""
    return _chosen()[0]


def chosen_hash() -> str:
    """The id of the hash for new values."""
    return _chosen()[1]


def _chosen() -> tuple[str, str]:
    setting = os.environ.get("SUQING_CIPHER", "").strip().lower() or "aes"
    if setting not in _CHOICES:
        raise NotReady(f"SUQING_CIPHER：读到“{setting}”，应为 aes 或 sm4", "改正这项设置")
    if setting == "sm4":
        self_test()
    return _CHOICES[setting]


def encrypt(cipher: str, key: bytes, text: bytes, bound: bytes, *, nonce: bytes | None = None) -> bytes:
    """nonce + ciphertext + tag. `key` has 32 bytes; `bound` must be the same again to open it."""
    nonce = nonce or secrets.token_bytes(NONCE)
    if cipher == AES:
        return nonce + AESGCM(_cipher_key(cipher, key)).encrypt(nonce, text, bound)
    encryptor = Cipher(_sm4(cipher, key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(bound)
    return nonce + encryptor.update(text) + encryptor.finalize() + encryptor.tag


def decrypt(cipher: str, key: bytes, sealed: bytes, bound: bytes) -> bytes:
    """The text again, or SealBroken."""
    nonce, body, tag = sealed[:NONCE], sealed[NONCE:-TAG], sealed[-TAG:]
    if len(sealed) < NONCE + TAG:
        raise SealBroken("a sealed value is too short")
    try:
        if cipher == AES:
            return AESGCM(_cipher_key(cipher, key)).decrypt(nonce, body + tag, bound)
        decryptor = Cipher(_sm4(cipher, key), modes.GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(bound)
        return decryptor.update(body) + decryptor.finalize()
    except InvalidTag:
        raise SealBroken("a sealed value does not open: changed, moved, or under another key") from None


def digest(hash_id: str, data: bytes) -> bytes:
    """The 32-byte hash of `data`."""
    if hash_id == SHA256:  # both this and HMAC: a third of the time of the general way
        return hashlib.sha256(data).digest()
    state = hashes.Hash(_hash(hash_id))
    state.update(data)
    return state.finalize()


def keyed(hash_id: str, key: bytes, data: bytes) -> bytes:
    """The 32-byte HMAC of `data`."""
    if hash_id == SHA256:
        return std_hmac.digest(key, data, "sha256")
    state = hmac.HMAC(key, _hash(hash_id))
    state.update(data)
    return state.finalize()


def _hash(hash_id: str) -> hashes.HashAlgorithm:
    if hash_id not in _HASHES:
        raise SealBroken(f"unknown hash algorithm {hash_id!r}")
    return _HASHES[hash_id]


def _sm4(cipher: str, key: bytes) -> algorithms.SM4:
    if cipher != SM4:
        raise SealBroken(f"unknown cipher {cipher!r}")
    return algorithms.SM4(_cipher_key(cipher, key)[:16])


def _cipher_key(cipher: str, key: bytes) -> bytes:
    """One stored key never serves two algorithms: each gets its own, derived by HMAC (SHA-256, SM3 for SM4)."""
    return keyed(SM3 if cipher == SM4 else SHA256, key, b"suqing cipher key " + cipher.encode())


@cache
def self_test() -> None:
    """Known answers of GB/T 32905 (SM3) and RFC 8998 (SM4-GCM); NotReady where the library does not give them."""
    do = "安装带 SM3、SM4 的 cryptography，或设 SUQING_CIPHER=aes"
    try:
        told = digest(SM3, b"abc").hex()
        encryptor = Cipher(
            algorithms.SM4(bytes.fromhex("0123456789abcdeffedcba9876543210")),
            modes.GCM(bytes.fromhex("00001234567800000000abcd")),
        ).encryptor()
        encryptor.authenticate_additional_data(bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2"))
        encryptor.update(b"".join(bytes([b]) * 8 for b in bytes.fromhex("aabbccddeeffeeaa")))
        encryptor.finalize()
    except UnsupportedAlgorithm:
        raise NotReady("这台机器的 cryptography 没有 SM3 或 SM4-GCM", do) from None
    if not told.startswith("66c7f0f462eeedd9") or encryptor.tag.hex() != "83de3541e4c2b58177e065a9bf7b62ec":
        raise NotReady("SM3 或 SM4-GCM 自检不符", do)
