"""`python -IS asking.py DOOR WORDS` runs `python WORDS` in a fork of tests.forked; to who began it, it is that process.

Nothing is imported here that takes time.
"""

import json
import os
import signal
import socket
import sys
from types import FrameType


def was_given(number: int) -> bool:
    """Whether it was open when this process was begun."""
    try:
        return number < 3 or os.get_inheritable(number)
    except OSError:  # it was that of the list
        return False


streams = [number for number in map(int, os.listdir("/proc/self/fd")) if was_given(number)]  # noqa: PTH208 (see above)
with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as server:
    server.connect(sys.argv[1])
    request = json.dumps((sys.argv[2:], dict(os.environ), os.getcwd(), streams)).encode()  # noqa: PTH109 (see above)
    socket.send_fds(server, [request], streams)
    process = int.from_bytes(server.recv(8), "little", signed=True)

    def pass_on(number: int, _: FrameType | None) -> None:
        os.kill(process, number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, pass_on)
    code = int.from_bytes(server.recv(8), "little", signed=True)
if code < 0:
    if -code != signal.SIGKILL:
        signal.signal(-code, signal.SIG_DFL)
    os.kill(os.getpid(), -code)
sys.exit(code)
