"""The transport: play, pause, step, back, scrub, restart, go to the end. The engine computes only what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.document.document import PHASES
from app.document.store import Store
from app.engine.engine import Engine
from app.engine.jobs import RESTING_RESOLUTION

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.runs.run import Entry

PACE_MS = 450
"""Time between two states while playing at speed 1, so that each can be seen."""

SLOW = 4.0
"""How many times as long a phase is shown in slow motion."""

END = 10_000
"""A step that stands for the trained end."""

REFINE_AFTER_MS = 180
"""Quiet time after which the shown state is measured finer."""

CHECK_AFTER_MS = 1500
"""Quiet time after which it is measured carefully and audited."""


class Player(QObject):
    """Moves the cursor of a store along its run and has the engine extend the run.

    Playing stops by itself at the trained K; from K on at the end of the refinement, where the method has one, and else
    it goes into extrapolation until it is paused.
    """

    refining = Signal(int, int)  # step that was shown, step that is gone to
    under_way_changed = Signal(bool)

    def __init__(self, store: Store, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._engine = store, engine
        self._stop_at: int | None = None
        self._return: tuple[int, int] | None = None  # generation that is asked for, step of it that will be shown
        self._speed, self._told = 1.0, False
        self._tick = QTimer(self, interval=PACE_MS)
        self._tick.timeout.connect(self._play_on)
        self._quiet = QTimer(self, interval=REFINE_AFTER_MS, singleShot=True)
        self._quiet.timeout.connect(self._refine)
        self._rest = QTimer(self, interval=CHECK_AFTER_MS, singleShot=True)
        self._rest.timeout.connect(self._check)
        store.playing_changed.connect(self._playing_changed)
        for timer in (self._quiet, self._rest):
            store.cursor_changed.connect(timer.start)
            store.document_changed.connect(timer.start)
        store.document_changed.connect(self._come_back)
        store.phase_changed.connect(self._set_pace)
        for signal in (store.playing_changed, store.busy_changed, store.run_changed, store.document_changed):
            signal.connect(self._tell)

    def set_speed(self, factor: float) -> None:
        """States per time while playing, relative to the standard pace; 0.25 to 8."""
        self._speed = factor
        self._set_pace()

    @Slot()
    def _set_pace(self) -> None:
        pace = round(PACE_MS * (SLOW if self._store.session.slow else 1.0) / self._speed)
        if pace != self._tick.interval():
            self._tick.setInterval(pace)

    @Slot()
    def toggle(self) -> None:
        """Play when paused, pause when playing."""
        if self.under_way:
            self.pause()
        elif self._store.session.document is not None:
            session = self._store.session
            if 0 < session.trained <= session.cursor < session.last:
                self._stop_at = session.last
            else:
                ends = (session.trained, session.trained + session.refine_steps)
                self._stop_at = next((end for end in ends if session.cursor < end), None)
            self._store.set_playing(True)
            self._play_on()

    @property
    def under_way(self) -> bool:
        """Whether steps follow each other until `toggle` stops them: while playing, refining, or going to a far one."""
        return self._store.session.playing or self._on_the_way

    @Slot()
    def _tell(self) -> None:
        if self.under_way != self._told:
            self._told = self.under_way
            self.under_way_changed.emit(self._told)

    @property
    def _on_the_way(self) -> bool:
        """Whether many new steps are being shown as they come, up to one that was asked for."""
        target, session = self._engine.target(), self._store.session
        return target is not None and session.following and target > session.last + 1

    @Slot()
    def play_from_start(self) -> None:
        """Show step 0 and play to the trained end."""
        self.first()
        self.toggle()

    @property
    def goal(self) -> int:
        """The step that is shown once everything that was asked for is there."""
        session, target = self._store.session, self._engine.target()
        if self._return is not None:
            return self._return[1]
        return session.cursor if target is None or not session.following else target

    def return_to(self, step: int, ask: Callable[[], int]) -> None:
        """Ask for another document, of the generation that ask() returns; once it is open, go to this step of it.

        Where another one comes instead, of a later request, that stays where it stands.
        """
        self._return = ask(), step

    @Slot()
    def forget_return(self) -> None:
        """No other document is coming."""
        self._return = None

    @Slot()
    def _come_back(self) -> None:
        wanted, self._return = self._return, None
        document = self._store.session.document
        if wanted is None or document is None or document.generation != wanted[0]:
            return
        step = wanted[1]
        if step:
            self.go_to(min(step, max(self._store.session.trained, 1)) if step >= END else step)

    @Slot()
    def pause(self) -> None:
        """Stand still at the state that is shown. A step that is being computed still comes, but is not gone to."""
        self._return = None
        self._engine.cancel_steps()
        self._store.follow(False)
        self._store.set_playing(False)
        self._tell()

    @Slot()
    def step(self, repeated: bool = False) -> None:
        """One step on: the recorded one, or a new one. Each call adds one, also while one is being computed.

        In slow motion one phase on. repeated: by a key that is held, which asks for nothing while a step is on its way.
        """
        if repeated and self._engine.target() is not None:
            return
        self._store.set_playing(False)
        if self._next_phase():
            return
        target, session = self._engine.target(), self._store.session
        if target is not None and session.document is not None and session.following:
            self._engine.step(session.document, target + 1)
        else:
            self._forward()

    @Slot()
    def back(self) -> None:
        self.pause()
        session = self._store.session
        place = PHASES.index(session.phase)
        if place:
            self._store.set_phase(PHASES[place - 1])
            return
        self._store.move(session.cursor - 1)
        if session.slow and session.cursor > 0:
            self._store.set_phase(PHASES[-1])

    @Slot()
    def first(self) -> None:
        self.pause()
        self._store.move(0)

    @Slot()
    def last(self) -> None:
        """To the trained K; from there to the last recorded step."""
        session = self._store.session
        self.go_to(session.last if session.cursor >= session.trained else session.trained)

    @Slot()
    def refine(self) -> None:
        """To K and as many steps past it as serve best; from past K on as many more. Nothing where none do."""
        session = self._store.session
        if session.document is not None and session.refine_steps and not self._diverged():
            target = max(session.cursor, session.trained) + session.refine_steps
            self.refining.emit(session.cursor, target)
            self.go_to(target)

    @Slot(int)
    def stand_at(self, step: int) -> None:
        """Go to a step, and forget where else one was going."""
        self.pause()
        self.go_to(step)

    @Slot(int)
    def go_to(self, step: int) -> None:
        """Show a step; the missing ones before it are computed and shown as they come."""
        if self._return is not None:
            self._return = self._return[0], step
        self._store.set_playing(False)
        self._store.move(step)
        document = self._store.session.document
        if document is not None and step > self._store.session.last and not self._diverged():
            self._store.follow()
            self._engine.step(document, step)

    @Slot()
    def restart(self) -> None:
        """Forget all steps."""
        self.pause()
        self._store.discard_steps()

    def _forward(self) -> None:
        session = self._store.session
        if session.document is None:
            return
        if session.cursor < session.last:
            self._store.move(session.cursor + 1)
        elif self._diverged():
            self._store.set_playing(False)
        else:
            self._store.follow()
            if self._engine.target() is None:
                self._engine.step(session.document, session.last + 1)

    def _diverged(self) -> bool:
        """Nothing can follow a state that is not finite."""
        document = self._store.session.document
        return document is not None and document.run.entries[-1].record.diverged

    @Slot()
    def _play_on(self) -> None:
        session = self._store.session
        if not session.playing:
            return
        if self._stop_at is not None and session.cursor >= self._stop_at:
            self._store.set_playing(False)
        elif not self._next_phase():
            self._forward()

    def _next_phase(self) -> bool:
        """In slow motion, the next phase; False where a whole step comes next."""
        session = self._store.session
        place = PHASES.index(session.phase) + 1
        waits = self._engine.target() is not None or (session.cursor == session.last and self._diverged())
        if not session.slow or session.document is None or place == len(PHASES) or waits:
            return False
        self._store.set_phase(PHASES[place])
        return True

    @Slot()
    def _playing_changed(self) -> None:
        if self._store.session.playing:
            self._tick.start()
        else:
            self._tick.stop()
            self._quiet.start()
            self._rest.start()

    @Slot()
    def _refine(self) -> None:
        entry = self._settled()
        if entry is None:
            if not self._store.session.playing and self._engine.target() is not None:
                self._quiet.start()  # the last step is shown, but its errors are still being measured
            return
        if entry.level is None or entry.level.resolution < RESTING_RESOLUTION[entry.level.dim]:
            self._ask(entry, careful=False)

    @Slot()
    def _check(self) -> None:
        entry = self._settled()
        if entry is None or entry.level is None or entry.level.status == "diverged" or entry.audit is not None:
            return
        if entry.level.resolution < RESTING_RESOLUTION[entry.level.dim]:
            self._rest.start()  # that has not arrived yet
        else:
            self._ask(entry, careful=True)

    def _settled(self) -> Entry | None:
        """The shown entry when nothing moves and there is something to measure."""
        session = self._store.session
        entry, busy = session.entry, session.playing or self._engine.target() is not None
        return None if busy or entry is None or entry.record.diverged else entry

    def _ask(self, entry: Entry, careful: bool) -> None:
        document = self._store.session.document
        if document is not None:
            self._engine.refine(document, entry, careful)
