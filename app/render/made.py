"""What the parts of a picture were last made of, so that what is the same as before is not made anew. No Qt here."""

from __future__ import annotations


class Made:
    """A note for each part by its name; objects count as the same where they are equal."""

    def __init__(self) -> None:
        self._of: dict[str, tuple[object, ...]] = {}

    def other(self, part: str, *of: object) -> bool:
        """Whether a part has to be made, of this: then it counts as made."""
        if self._of.get(part) == of:
            return False
        self._of[part] = of
        return True

    def forget(self, part: str = "") -> None:
        """It has to be made anew the next time, whatever it is made of. "" for all parts."""
        if part:
            self._of.pop(part, None)
        else:
            self._of.clear()
