"use strict";

/**
 * ZeroMQ over WebSockets: ZWS 2.0 (RFC 45 of ZeroMQ) without a security mechanism.
 *
 * Every binary message is a byte of flags and a frame; the first of each side is its routing id. There is no
 * handshake, so it is up to the page to behave like a socket that may talk to the one it connects to: a SUB towards
 * PUB and XPUB, a DEALER towards ROUTER, DEALER and REP.
 */
const zws = (() => {
  const LAST = 0;
  const MORE = 1;
  const SUBSCRIBE = 1;
  const UNSUBSCRIBE = 0;
  const SHORTEST_WAIT_MS = 100;
  const LONGEST_WAIT_MS = 10_000;

  const encoder = new TextEncoder();
  const decoder = new TextDecoder();

  /** A frame as bytes: text in UTF-8, bytes as they are. */
  function bytes(frame) {
    return typeof frame === "string" ? encoder.encode(frame) : new Uint8Array(frame);
  }

  /** The text of a frame in UTF-8. */
  function text(frame) {
    return decoder.decode(frame);
  }

  function join(...parts) {
    const joined = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
    let at = 0;
    for (const part of parts) {
      joined.set(part, at);
      at += part.length;
    }
    return joined;
  }

  /** A connection to one socket, made again whenever it is lost, until it is closed. */
  class Socket {
    /** Called with the frames of each message that comes, as arrays of bytes. */
    onmessage = () => {};
    /** Called with "connecting", "open" or "closed". */
    onstate = () => {};

    #url;
    #routingId;
    #subscriptions = new Map(); // from a prefix in Latin-1, which has all bytes, to the prefix
    #waiting = [];              // messages sent before the connection was there
    #webSocket = null;
    #introduced = false;        // the peer has said its routing id
    #frames = [];               // of the message under way
    #waitMs = SHORTEST_WAIT_MS;
    #closed = false;

    constructor(url, routingId = "") {
      this.#url = url;
      this.#routingId = bytes(routingId);
      this.#connect();
    }

    /** Wants every message that begins with the prefix, of a PUB or XPUB. */
    subscribe(prefix) {
      const topic = bytes(prefix);
      this.#subscriptions.set(String.fromCharCode(...topic), topic);
      this.#sayIfOpen(Uint8Array.of(LAST, SUBSCRIBE), topic);
    }

    /** Wants them no more. */
    unsubscribe(prefix) {
      const topic = bytes(prefix);
      this.#subscriptions.delete(String.fromCharCode(...topic));
      this.#sayIfOpen(Uint8Array.of(LAST, UNSUBSCRIBE), topic);
    }

    /** Sends a message of one or several frames; it waits if there is no connection. */
    send(...frames) {
      const message = frames.map(
          (frame, index) => join(Uint8Array.of(index < frames.length - 1 ? MORE : LAST), bytes(frame)));
      if (this.#isOpen()) {
        message.forEach((frame) => this.#webSocket.send(frame));
      } else {
        this.#waiting.push(message);
      }
    }

    /** Ends the connection for good. */
    close() {
      this.#closed = true;
      this.#webSocket?.close(1000);
    }

    #isOpen() {
      return this.#webSocket?.readyState === WebSocket.OPEN;
    }

    #sayIfOpen(...parts) {
      if (this.#isOpen()) {
        this.#webSocket.send(join(...parts));
      }
    }

    #connect() {
      const webSocket = new WebSocket(this.#url, ["ZWS2.0"]);
      webSocket.binaryType = "arraybuffer";
      webSocket.onopen = () => this.#opened();
      webSocket.onmessage = (event) => this.#received(new Uint8Array(event.data));
      webSocket.onclose = () => this.#lost();
      this.#webSocket = webSocket;
    }

    #opened() {
      this.#waitMs = SHORTEST_WAIT_MS;
      this.#introduced = false;
      this.#frames = [];
      this.#sayIfOpen(Uint8Array.of(LAST), this.#routingId);
      for (const topic of this.#subscriptions.values()) {
        this.#sayIfOpen(Uint8Array.of(LAST, SUBSCRIBE), topic);
      }
      this.#waiting.splice(0).forEach((message) => message.forEach((frame) => this.#webSocket.send(frame)));
      this.onstate("open");
    }

    #received(frame) {
      if (!this.#introduced) {
        this.#introduced = true; // whoever it is: we have one peer only
        return;
      }
      this.#frames.push(frame.subarray(1));
      if (frame[0] === LAST) {
        const message = this.#frames;
        this.#frames = [];
        this.onmessage(message);
      }
    }

    #lost() {
      this.onstate(this.#closed ? "closed" : "connecting");
      if (!this.#closed) {
        setTimeout(() => this.#closed || this.#connect(), this.#waitMs * (1 + Math.random()));
        this.#waitMs = Math.min(2 * this.#waitMs, LONGEST_WAIT_MS);
      }
    }
  }

  return { Socket, bytes, text };
})();
