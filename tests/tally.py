"""What the tests of gold share: how many answers were right, by field, and which were not."""

from __future__ import annotations

from collections import Counter

ENOUGH = 60
"""The least number of sentences of a kind."""


class Tally:
    """Answers judged so far."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.n: Counter[str] = Counter()
        self.wrong: list[str] = []

    def tell(self, field: str, ok: bool, said: object, of: str = "") -> None:
        """Count an answer; a wrong one is kept with what was said, and what it is of."""
        self.n[field] += 1
        self.right[field] += ok
        if not ok:
            self.wrong.append(f"{of} {field}: {said!r}")

    def invented(self, what: str) -> None:
        """Count an answer that no gold asks for."""
        self.n["invented"] += 1
        self.wrong.append(f"written and not asked for: invented: {what}")

    def sentence(self, kind: str, before: int) -> None:
        """Count a sentence of a kind: right where nothing has been found wrong since `before` were."""
        self.n[f"kind {kind}"] += 1
        self.right[f"kind {kind}"] += len(self.wrong) == before

    def shares(self) -> dict[str, float]:
        """The share of right answers by field; with "found", also the precision of what was written."""
        found = {field: self.right[field] / n for field, n in self.n.items() if field != "invented"}
        if "found" in self.n:
            found["precision"] = self.right["found"] / (self.right["found"] + self.n["invented"])
        return found

    def check(self, floors: dict[str, float]) -> None:
        """Assert that every field is at its floor."""
        shares = self.shares()
        below = {field for field, floor in floors.items() if shares[field] < floor}
        few = {field: n for field, n in self.n.items() if field.startswith("kind ") and n < ENOUGH}
        assert not few, f"fewer than {ENOUGH} sentences: {few}"
        assert not below, "\n".join([f"{below} of {shares}", *self.wrong])
