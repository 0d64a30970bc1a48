// WebSockets of the npm package ws, commanded by lines on standard input: a word, the name of a socket, arguments.
// Bytes are written as = and base64. Every command is answered by a line that begins with ok, or says what failed.

import fs from "node:fs";
import http from "node:http";
import readline from "node:readline";
import { WebSocket, WebSocketServer } from "ws";

// Like browsers, the package takes no subprotocol with a slash. What is said on the wire is put in its place.
const PLAIN = "ZWS2.0";

const servers = new Map();
const sockets = new Map();

const bytes = (word) => Buffer.from(word.slice(1), "base64");
const shown = (data) => "=" + data.toString("base64");

/** Events of a kind, to be waited for one by one whether or not they have come. */
class Queue {
  #come = [];
  #waiting = [];

  add(event) {
    const waiter = this.#waiting.shift();
    waiter ? waiter(event) : this.#come.push(event);
  }

  next() {
    return this.#come.length > 0 ? this.#come.shift() : new Promise((resolve) => this.#waiting.push(resolve));
  }
}

function watch(name, socket) {
  const watched = { socket, messages: new Queue(), pings: new Queue(), pongs: new Queue(), ends: new Queue() };
  socket.on("message", (data, isBinary) => watched.messages.add((isBinary ? "" : "text ") + shown(data)));
  socket.on("ping", (data) => watched.pings.add(shown(data)));
  socket.on("pong", (data) => watched.pongs.add(shown(data)));
  socket.on("close", (code, reason) => watched.ends.add(code + " " + shown(reason)));
  sockets.set(name, watched);
}

function listen(name, handleProtocols, prepare) {
  const webSockets = new WebSocketServer({ noServer: true, handleProtocols });
  const accepted = new Queue();
  servers.set(name, accepted);
  const server = http.createServer();
  server.on("upgrade", (request, socket, head) => {
    prepare(request);
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      watch(name, webSocket);
      accepted.add(request.url + " " + webSocket.protocol);
    });
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server.address().port)));
}

const commands = {
  /** Offers one subprotocol; answers with the one that was chosen. */
  connect(name, url, protocol, authority) {
    return new Promise((resolve, reject) => {
      let chosen = "";
      const finishRequest = (request) => {
        request.setHeader("Sec-WebSocket-Protocol", protocol);
        request.prependListener("upgrade", (response) => {
          chosen = response.headers["sec-websocket-protocol"];
          response.headers["sec-websocket-protocol"] = PLAIN;
        });
        request.end();
      };
      const ca = authority === undefined ? undefined : fs.readFileSync(authority);
      const socket = new WebSocket(url, [PLAIN], { finishRequest, ca, perMessageDeflate: true });
      socket.on("open", () => resolve(chosen));
      socket.on("error", reject);
      watch(name, socket);
    });
  },

  /** Takes the first of the subprotocols that a client offers; answers with the port. */
  listen(name, ...protocols) {
    const choose = (_, request) => protocols.find((protocol) => request.offered.includes(protocol)) ?? false;
    return listen(name, choose, (request) => {
      request.offered = request.headers["sec-websocket-protocol"].split(",").map((protocol) => protocol.trim());
      request.headers["sec-websocket-protocol"] = PLAIN;
    });
  },

  /** The same with nothing but what the package does by itself. */
  listenPlainly: (name) => listen(name, (offered) => [...offered][0], () => {}),

  /** Waits for a client, which has the server's name from then on; answers with path and subprotocol. */
  accept: (name) => servers.get(name).next(),

  /** Sends a binary message, in as many fragments as are given, and a ping behind each but the last. */
  send(name, ...fragments) {
    const { socket } = sockets.get(name);
    fragments.forEach((fragment, index) => {
      const fin = index === fragments.length - 1;
      socket.send(bytes(fragment), { binary: true, fin });
      if (!fin) {
        socket.ping("between");
      }
    });
    return "";
  },

  /** Sends a message of text. */
  say(name, text) {
    sockets.get(name).socket.send(text);
    return "";
  },

  ping(name, data) {
    sockets.get(name).socket.ping(bytes(data));
    return "";
  },

  close(name, code) {
    sockets.get(name).socket.close(Number(code));
    return "";
  },

  /** Waits for a message. */
  message: (name) => sockets.get(name).messages.next(),
  /** Waits for a ping. */
  pinged: (name) => sockets.get(name).pings.next(),
  /** Waits for the answer to a ping. */
  ponged: (name) => sockets.get(name).pongs.next(),
  /** Waits for the end; answers with code and reason. */
  ended: (name) => sockets.get(name).ends.next(),
};

for await (const line of readline.createInterface({ input: process.stdin })) {
  const [command, ...words] = line.split(" ");
  try {
    console.log("ok " + await commands[command](...words));
  } catch (error) {
    console.log("error " + String(error.message).replaceAll("\n", " "));
  }
}
process.exit();
