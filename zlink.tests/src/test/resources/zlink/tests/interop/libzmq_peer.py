"""A libzmq at the other end of a pipe: one command a line on stdin, one answer a line on stdout.

Answers are "ok ..." ("ok none": nothing came in time) or "error ...". Frames are written as "=" and base64.
Runs until stdin ends or it is killed, which is half of its purpose.
"""

import base64
import sys
import zmq

TIMEOUT_MS = 8000

context = zmq.Context()
sockets = {}


def frame(text):
    return base64.b64decode(text[1:])


def shown(data):
    return "=" + base64.b64encode(data).decode("ascii")


def value(text):
    return frame(text) if text.startswith("=") else int(text)


def open_socket(name, kind, *options):
    socket = context.socket(getattr(zmq, kind))
    socket.setsockopt(zmq.LINGER, 0)
    socket.setsockopt(zmq.SNDTIMEO, TIMEOUT_MS)
    socket.setsockopt(zmq.RECONNECT_IVL, 10)
    for option in options:
        key, text = option.split(":", 1)
        socket.setsockopt(getattr(zmq, key), value(text))
    sockets[name] = socket


def bind(name, endpoint):
    sockets[name].bind(endpoint)
    return sockets[name].getsockopt(zmq.LAST_ENDPOINT).rstrip(b"\0").decode()


def connect(name, endpoint):
    sockets[name].connect(endpoint)


def disconnect(name, endpoint):
    sockets[name].disconnect(endpoint)


def unbind(name, endpoint):
    sockets[name].unbind(endpoint)


def send(name, *frames):
    sockets[name].send_multipart([frame(text) for text in frames])


def receive(name, timeout_ms):
    if not sockets[name].poll(int(timeout_ms)):
        return None
    return " ".join(shown(data) for data in sockets[name].recv_multipart())


def set_option(name, key, text):
    sockets[name].setsockopt(getattr(zmq, key), value(text))


def close(name):
    sockets.pop(name).close()


def reset():
    for name in list(sockets):
        close(name)


def pump(name, first, count, size):
    """Sends messages of two frames: a number, counted from the first, and so many bytes."""
    padding = b"p" * int(size)
    for number in range(int(first), int(first) + int(count)):
        sockets[name].send_multipart([str(number).encode(), padding])


def drain(name, count):
    """Receives that many; answers with the numbers of the first and the last, which must not fall between."""
    first = last = None
    for _ in range(int(count)):
        if not sockets[name].poll(TIMEOUT_MS):
            raise RuntimeError("no message after " + str(last))
        parts = sockets[name].recv_multipart()
        if len(parts) != 2:
            raise RuntimeError("a message of %d frames" % len(parts))
        number = int(parts[0])
        if last is not None and number <= last:
            raise RuntimeError("%d after %d" % (number, last))
        first = number if first is None else first
        last = number
    return "%s %s" % (first, last)


def version():
    return zmq.zmq_version()


COMMANDS = {
    "open": open_socket, "bind": bind, "connect": connect, "disconnect": disconnect, "unbind": unbind,
    "send": send, "receive": receive, "set": set_option, "close": close, "pump": pump, "drain": drain,
    "reset": reset, "version": version,
}

for line in sys.stdin:
    words = line.split()
    try:
        answer = COMMANDS[words[0]](*words[1:])
        if answer is None and words[0] == "receive":
            answer = "ok none"
        else:
            answer = "ok" if answer is None else "ok " + str(answer)
    except Exception as problem:
        answer = "error %s: %s" % (type(problem).__name__, problem)
    print(answer, flush=True)
