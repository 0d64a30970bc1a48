package zlink.api;

import static zlink.api.OptionDefinition.flag;
import static zlink.api.SocketType.DEALER;
import static zlink.api.SocketType.PUB;
import static zlink.api.SocketType.PULL;
import static zlink.api.SocketType.PUSH;
import static zlink.api.SocketType.REP;
import static zlink.api.SocketType.REQ;
import static zlink.api.SocketType.ROUTER;
import static zlink.api.SocketType.STREAM;
import static zlink.api.SocketType.SUB;
import static zlink.api.SocketType.XPUB;
import static zlink.api.SocketType.XSUB;

/** Options of {@link SocketOption} that change how a messaging pattern behaves. */
sealed interface PatternOptions permits SocketOption {
    /**
     * The id under which ROUTER peers know this socket.
     *
     * <p>1 to 255 bytes, the first not zero: ids that begin with a zero are those routers make up.
     * Without a value, the default, each router makes one up. Two sockets connected to one router must
     * not have the same id, see {@link #ROUTER_HANDOVER}.
     *
     * <p>Source: {@code ZMQ_ROUTING_ID}, zmq_setsockopt(3); RFC 28.
     */
    SocketOption<RoutingId> ROUTING_ID = SocketOption.builtIn("ROUTING_ID", OptionType.ROUTING_ID)
            .libzmqName("ZMQ_ROUTING_ID")
            .unit("bytes")
            .range("1 to 255 bytes, the first not zero", id -> id.byteAt(0) != 0)
            .defaultText("made up by each router")
            .appliesTo(REQ, REP, DEALER, ROUTER)
            .description("The id under which ROUTER peers know this socket.")
            .build();

    /**
     * The id by which this socket knows the peer of its first {@code connect}.
     *
     * <p>1 to 255 bytes, the first not zero; used for one endpoint, by a STREAM socket only for its first connection.
     * Without a value, the default, a ROUTER uses what the peer announces and both make one up if need be. An id in
     * use already throws {@link InvalidOptionException} from {@code connect}. With {@link #IMMEDIATE} it has no
     * effect: nothing waits for a peer that is not there, so nothing needs its id.
     *
     * <p>Source: {@code ZMQ_CONNECT_ROUTING_ID}, zmq_setsockopt(3), which is set anew before each connect and has no
     * effect with {@code ZMQ_IMMEDIATE} either.
     */
    SocketOption<RoutingId> CONNECT_ROUTING_ID = SocketOption.builtIn("CONNECT_ROUTING_ID", OptionType.ROUTING_ID)
            .libzmqName("ZMQ_CONNECT_ROUTING_ID")
            .unit("bytes")
            .range("1 to 255 bytes, the first not zero", id -> id.byteAt(0) != 0)
            .defaultText("what the peer announces")
            .appliesTo(ROUTER, STREAM)
            .description("The id by which this socket knows the peer of its first connect; without effect if IMMEDIATE"
                    + " is set.")
            .build();

    /**
     * Whether messages wait only for peers that are connected.
     *
     * <p>Default false: what is sent goes also into the queues of endpoints that were given to
     * {@code connect} and are not connected yet, and waits there. True: only into those of peers whose
     * handshake has succeeded; without any, {@code send} blocks or drops as for a full queue.
     *
     * <p>Source: {@code ZMQ_IMMEDIATE}, zmq_setsockopt(3).
     */
    SocketOption<Boolean> IMMEDIATE = flag("IMMEDIATE", false)
            .libzmqName("ZMQ_IMMEDIATE")
            .description("Whether messages are queued only for peers whose handshake has succeeded, not for"
                    + " endpoints not yet connected.")
            .build();

    /**
     * Whether only the latest message is kept.
     *
     * <p>Default false. True: each queue holds one message, which the next one replaces; the high-water
     * marks do not apply. Messages have one frame: sending more throws {@link MessageShapeException}.
     * Applies to PUSH, PULL, PUB, SUB and DEALER.
     *
     * <p>Source: {@code ZMQ_CONFLATE}, zmq_setsockopt(3).
     */
    SocketOption<Boolean> CONFLATE = flag("CONFLATE", false)
            .libzmqName("ZMQ_CONFLATE")
            .appliesTo(PULL, PUSH, SUB, PUB, DEALER)
            .description("Whether each queue keeps only the latest message, of one frame.")
            .build();

    /**
     * Whether sending to a peer that is not there, or is full, is an error.
     *
     * <p>Default false: the message is dropped and counted. True: for an unknown id {@code send} throws
     * {@link HostUnreachableException}; for a full peer it blocks until {@link SocketOption#SEND_TIMEOUT}.
     * Applies to ROUTER.
     *
     * <p>Source: {@code ZMQ_ROUTER_MANDATORY}, zmq_setsockopt(3).
     */
    SocketOption<Boolean> ROUTER_MANDATORY = flag("ROUTER_MANDATORY", false)
            .libzmqName("ZMQ_ROUTER_MANDATORY")
            .appliesTo(ROUTER)
            .description("Whether sending to an unknown peer throws and to a full one blocks, instead of dropping"
                    + " the message.")
            .build();

    /**
     * Whether a new peer takes over the routing id of a connected one.
     *
     * <p>Default false: the new peer is disconnected with {@link DisconnectReason#REFUSED}. True: the old
     * peer is disconnected with {@link DisconnectReason#HANDED_OVER} and the new one takes its place; what
     * the old one had sent and nobody received yet is received under an id made up for it. Only if the two
     * connections cross, one made by us and one by the peer, both sides keep the one that the side with the
     * greater id has made. Applies to ROUTER.
     *
     * <p>Source: {@code ZMQ_ROUTER_HANDOVER}, zmq_setsockopt(3); without it libzmq keeps the new peer connected
     * and never delivers what it sends, and with it connections that cross replace each other for ever.
     */
    SocketOption<Boolean> ROUTER_HANDOVER = flag("ROUTER_HANDOVER", false)
            .libzmqName("ZMQ_ROUTER_HANDOVER")
            .appliesTo(ROUTER)
            .description("Whether a new peer takes over the routing id of a connected one, which is disconnected.")
            .build();

    /**
     * Whether each new peer is sent an empty message, so that a ROUTER peer learns of this socket.
     *
     * <p>Default false. The peer's application receives the message: of this socket's id and, from a
     * REQ, DEALER or ROUTER socket, one empty frame. Only ROUTER peers should be connected to.
     *
     * <p>Source: {@code ZMQ_PROBE_ROUTER}, zmq_setsockopt(3).
     */
    SocketOption<Boolean> PROBE_ROUTER = flag("PROBE_ROUTER", false)
            .libzmqName("ZMQ_PROBE_ROUTER")
            .appliesTo(REQ, DEALER, ROUTER)
            .description("Whether each new peer is sent an empty message, so that a ROUTER learns of this socket.")
            .build();

    /**
     * Whether requests carry a number by which their replies are known.
     *
     * <p>Default false. True: each request starts with a frame of 4 bytes more, and replies without it
     * are ignored. Peers must return the whole envelope, as REP and ROUTER applications do. Applies to
     * REQ.
     *
     * <p>Source: {@code ZMQ_REQ_CORRELATE}, zmq_setsockopt(3).
     */
    SocketOption<Boolean> REQ_CORRELATE = flag("REQ_CORRELATE", false)
            .libzmqName("ZMQ_REQ_CORRELATE")
            .appliesTo(REQ)
            .description("Whether requests carry a number and replies without it are ignored.")
            .build();

    /**
     * Whether a new request may be sent before the reply to the last one.
     *
     * <p>Default false: {@link SocketStateException}. True: the last request is given up, and its peer's
     * reply is ignored; set {@link #REQ_CORRELATE} as well, so that a late reply is not taken for the
     * new one's. Applies to REQ.
     *
     * <p>Source: {@code ZMQ_REQ_RELAXED}, zmq_setsockopt(3).
     */
    SocketOption<Boolean> REQ_RELAXED = flag("REQ_RELAXED", false)
            .libzmqName("ZMQ_REQ_RELAXED")
            .appliesTo(REQ)
            .description("Whether a new request may be sent before the reply to the last one, which is given up.")
            .build();

    /**
     * Whether the application also receives subscriptions to topics that other peers have already.
     *
     * <p>Default false: only a topic's first subscription and last cancellation. Applies to XPUB.
     *
     * <p>Source: {@code ZMQ_XPUB_VERBOSE}, zmq_setsockopt(3).
     */
    SocketOption<Boolean> XPUB_VERBOSE = flag("XPUB_VERBOSE", false)
            .libzmqName("ZMQ_XPUB_VERBOSE")
            .appliesTo(XPUB)
            .description("Whether the application receives every subscription, not only the first to a topic.")
            .build();

    /**
     * Whether the application receives all subscriptions and all cancellations.
     *
     * <p>Default false. True includes {@link #XPUB_VERBOSE}. Applies to XPUB.
     *
     * <p>Source: {@code ZMQ_XPUB_VERBOSER}, zmq_setsockopt(3).
     */
    SocketOption<Boolean> XPUB_VERBOSER = flag("XPUB_VERBOSER", false)
            .libzmqName("ZMQ_XPUB_VERBOSER")
            .appliesTo(XPUB)
            .description("Whether the application receives every subscription and every cancellation.")
            .build();

    /**
     * Whether the application decides what each subscriber is subscribed to.
     *
     * <p>Default false: what the peer asks for. True: a subscription received has no effect until the
     * application answers it by subscribing that peer, to the same topic or to others. Applies to XPUB.
     *
     * <p>Source: {@code ZMQ_XPUB_MANUAL}, zmq_setsockopt(3).
     */
    SocketOption<Boolean> XPUB_MANUAL = flag("XPUB_MANUAL", false)
            .libzmqName("ZMQ_XPUB_MANUAL")
            .appliesTo(XPUB)
            .description("Whether the application decides what each subscriber is subscribed to.")
            .build();

    /**
     * Whether {@code send} waits for full subscribers instead of dropping their message.
     *
     * <p>Default false. True: {@code send} blocks until {@link SocketOption#SEND_TIMEOUT} while any
     * matching subscriber is full, so the slowest sets the pace. Which subscribers match is not known before
     * there is a message, so a {@link Poller} reports the socket as ready to send even while {@code trySend}
     * would return false; libzmq does likewise. Applies to PUB and XPUB.
     *
     * <p>Source: {@code ZMQ_XPUB_NODROP}, zmq_setsockopt(3).
     */
    SocketOption<Boolean> XPUB_NO_DROP = flag("XPUB_NO_DROP", false)
            .libzmqName("ZMQ_XPUB_NODROP")
            .appliesTo(PUB, XPUB)
            .description("Whether send waits for full subscribers instead of dropping their message.")
            .build();

    /**
     * A message each new subscriber is sent first.
     *
     * <p>One frame; a subscriber receives it only if it is subscribed to it. Without a value, the
     * default, there is none. Applies to XPUB.
     *
     * <p>Source: {@code ZMQ_XPUB_WELCOME_MSG}, zmq_setsockopt(3).
     */
    SocketOption<Message> XPUB_WELCOME_MESSAGE = SocketOption.builtIn("XPUB_WELCOME_MESSAGE", OptionType.MESSAGE)
            .libzmqName("ZMQ_XPUB_WELCOME_MSG")
            .range("a message of one frame", message -> message.frameCount() == 1)
            .appliesTo(XPUB)
            .description("A message each new subscriber is sent first.")
            .build();

    /**
     * Whether subscribers get what does <em>not</em> match their subscriptions.
     *
     * <p>Default false. Must be the same at both ends. Applies to PUB, XPUB and SUB.
     *
     * <p>Source: {@code ZMQ_INVERT_MATCHING}, zmq_setsockopt(3).
     */
    SocketOption<Boolean> INVERT_MATCHING = flag("INVERT_MATCHING", false)
            .libzmqName("ZMQ_INVERT_MATCHING")
            .appliesTo(PUB, XPUB, SUB)
            .description("Whether subscribers get what does not match their subscriptions; must be the same at both"
                    + " ends.")
            .build();

    /**
     * Whether only the first frame of a message may be a subscription.
     *
     * <p>Default false: every frame that begins with a byte 0 or 1 is one. True: frames after the first
     * are ordinary data. Applies to XPUB and XSUB.
     *
     * <p>Source: {@code ZMQ_ONLY_FIRST_SUBSCRIBE} (draft), zmq_setsockopt(3).
     */
    SocketOption<Boolean> ONLY_FIRST_SUBSCRIBE = flag("ONLY_FIRST_SUBSCRIBE", false)
            .libzmqName("ZMQ_ONLY_FIRST_SUBSCRIBE")
            .appliesTo(XPUB, XSUB)
            .description("Whether only the first frame of a message may be a subscription.")
            .build();

    /**
     * Whether the application is told of each connection and disconnection.
     *
     * <p>Default true: by a message of the peer's id and an empty frame. Applies to STREAM.
     *
     * <p>Source: {@code ZMQ_STREAM_NOTIFY}, zmq_setsockopt(3).
     */
    SocketOption<Boolean> STREAM_NOTIFY = flag("STREAM_NOTIFY", true)
            .libzmqName("ZMQ_STREAM_NOTIFY")
            .appliesTo(STREAM)
            .description("Whether each connection and disconnection is told by a message of id and empty frame.")
            .build();
}
