"""The ledger (X02, S1 四二2: 痕迹管理)."""
