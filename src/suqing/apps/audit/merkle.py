"""A Merkle tree as in RFC 6962: leaves and nodes are hashed with different prefixes, so that none passes for the other."""

from collections.abc import Sequence

from suqing.kernel.crypto import algorithms


def merkle_root(hash_id: str, leaves: Sequence[bytes]) -> str:
    """The root over the leaves in their order, as hex; the hash of nothing where there is none."""
    if not leaves:
        return algorithms.digest(hash_id, b"").hex()
    level = [algorithms.digest(hash_id, b"\x00" + leaf) for leaf in leaves]
    while len(level) > 1:
        paired = [
            algorithms.digest(hash_id, b"\x01" + level[at] + level[at + 1]) for at in range(0, len(level) - 1, 2)
        ]
        level = paired + level[len(level) - len(level) % 2 :]
    return level[0].hex()
