/*
 * Measures libzmq the way zlink.benchmarks.worker.Worker measures the peers in Java: one context with one I/O thread,
 * two threads for each pair of sockets, the same checks, the same lines in and out.
 */
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>
#include <zmq.h>

#define MAX_PAIRS 64
#define SAMPLE 61
#define UNKNOWN (-1)

enum task { THROUGHPUT, ECHO, RATE };

/* One side of a pair: where it sends, where it receives, and how. */
typedef struct {
    void *out;
    void *in;
    const char *peer; /* the routing id of the other side if out is a ROUTER */
    int in_is_router;
    int polled;
} side;

typedef struct {
    side near, far;
    int64_t *times;
} pair_of_sockets;

static struct {
    enum task task;
    char pattern[32];
    char transport[16];
    int bytes;
    int pairs;
    int hwm;
    int messages;
    int rate;
} order;

static int limit_ms = 60000;
static pair_of_sockets pairs[MAX_PAIRS];
static pthread_barrier_t start_barrier;
static volatile int64_t started_ns;
static int64_t cpu_at_start_ns;
static int running;
static pthread_mutex_t finishing = PTHREAD_MUTEX_INITIALIZER;
static int64_t elapsed_ns, cpu_ns;

static void fail(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    flockfile(stdout); /* whoever is first says it, and ends the program */
    printf("failed ");
    vprintf(format, values);
    printf("\n");
    fflush(stdout);
    _exit(1);
}

static void fail_zmq(const char *what)
{
    if (errno == EAGAIN)
        fail("not finished in time: %s", what);
    fail("%s: %s", what, zmq_strerror(errno));
}

static int64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t) t.tv_sec * 1000000000 + t.tv_nsec;
}

static int64_t process_cpu_ns(void)
{
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return ((int64_t) u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1000000000
            + ((int64_t) u.ru_utime.tv_usec + u.ru_stime.tv_usec) * 1000;
}

/* The same as Payload and Verifier. */

static void fill(char *body)
{
    for (int i = 0; i < order.bytes; i++)
        body[i] = (char) (i * 131 + 17);
}

static void stamp(char *body, int64_t number, int64_t time_ns)
{
    memcpy(body, &number, 8);
    memcpy(body + 8, &time_ns, 8);
    memcpy(body + order.bytes - 8, &number, 8);
}

typedef struct {
    char *expected;
    int64_t next;
    int until_sample;
} verifier;

static int64_t verify(verifier *v, const char *body, int size)
{
    int64_t number, again, time_ns;
    if (size != order.bytes)
        fail("message %lld has %d bytes instead of %d", (long long) v->next, size, order.bytes);
    memcpy(&number, body, 8);
    memcpy(&again, body + order.bytes - 8, 8);
    if (number != again)
        fail("message %lld is corrupt: it begins with number %lld and ends with number %lld", (long long) v->next,
             (long long) number, (long long) again);
    if (number != v->next)
        fail(number > v->next ? "message %lld is missing: number %lld came in its place"
                              : "message %2$lld came again or late, in the place of number %1$lld",
             (long long) v->next, (long long) number);
    if (--v->until_sample < 0) {
        v->until_sample = SAMPLE - 1;
        if (memcmp(body + 16, v->expected + 16, order.bytes - 24) != 0)
            fail("message %lld is corrupt", (long long) v->next);
    }
    v->next++;
    memcpy(&time_ns, body + 8, 8);
    return time_ns;
}

/* Sending and receiving. */

static int try_send(const side *s, const char *body, int size, int flags)
{
    if (s->peer && zmq_send(s->out, s->peer, strlen(s->peer), ZMQ_SNDMORE | flags) < 0)
        return -1;
    return zmq_send(s->out, body, size, flags);
}

static void send_body(const side *s, const char *body, int size)
{
    if (try_send(s, body, size, 0) < 0)
        fail_zmq("send");
}

static int try_receive(const side *s, char *body, int capacity, int flags)
{
    char id[16];
    if (s->in_is_router) {
        if (zmq_recv(s->in, id, sizeof id, flags) < 0)
            return -1;
        flags = 0;
    }
    return zmq_recv(s->in, body, capacity, flags);
}

static int receive_body(const side *s, char *body, int capacity)
{
    int flags = 0;
    if (s->polled) {
        zmq_pollitem_t item = {s->in, 0, ZMQ_POLLIN, 0};
        if (zmq_poll(&item, 1, limit_ms) <= 0) {
            errno = EAGAIN;
            fail_zmq("poll");
        }
        flags = ZMQ_DONTWAIT;
    }
    int size = try_receive(s, body, capacity, flags);
    if (size < 0)
        fail_zmq("receive");
    return size;
}

/* The work of the two threads of a pair. */

static void finished(void)
{
    pthread_mutex_lock(&finishing);
    if (--running == 0) {
        elapsed_ns = now_ns() - started_ns;
        cpu_ns = process_cpu_ns() - cpu_at_start_ns;
    }
    pthread_mutex_unlock(&finishing);
}

static void begin(void)
{
    if (pthread_barrier_wait(&start_barrier) == PTHREAD_BARRIER_SERIAL_THREAD) {
        cpu_at_start_ns = process_cpu_ns();
        started_ns = now_ns();
    }
    pthread_barrier_wait(&start_barrier);
}

static void near_work(pair_of_sockets *p, char *body, char *buffer, verifier *v)
{
    double interval = order.rate > 0 ? 1e9 * order.pairs / order.rate : 0;
    for (int i = 0; i < order.messages; i++) {
        if (order.task == ECHO) {
            int64_t sent = now_ns();
            stamp(body, i, 0);
            send_body(&p->near, body, order.bytes);
            verify(v, buffer, receive_body(&p->near, buffer, order.bytes));
            p->times[i] = (now_ns() - sent) / 2;
        } else {
            int64_t due = 0;
            if (order.task == RATE) {
                due = started_ns + (int64_t) (i * interval);
                while (now_ns() < due)
                    sched_yield();
            }
            stamp(body, i, due);
            send_body(&p->near, body, order.bytes);
        }
    }
    if (order.task == ECHO)
        finished();
}

static void far_work(pair_of_sockets *p, char *body, char *buffer, verifier *v)
{
    for (int i = 0; i < order.messages; i++) {
        int64_t time_ns = verify(v, buffer, receive_body(&p->far, buffer, order.bytes));
        if (order.task == RATE)
            p->times[i] = now_ns() - time_ns;
        else if (order.task == ECHO) {
            stamp(body, i, 0);
            send_body(&p->far, body, order.bytes);
        }
    }
    if (order.task != ECHO)
        finished();
}

static void *run_side(void *argument, int is_near)
{
    pair_of_sockets *p = argument;
    char *body = malloc(order.bytes), *buffer = malloc(order.bytes), *expected = malloc(order.bytes);
    verifier v = {expected, 0, 0};
    fill(body);
    fill(expected);
    memset(buffer, 0, order.bytes);
    begin();
    (is_near ? near_work : far_work)(p, body, buffer, &v);
    free(body);
    free(buffer);
    free(expected);
    return NULL;
}

static void *run_near(void *p) { return run_side(p, 1); }
static void *run_far(void *p) { return run_side(p, 0); }

/* Opening. */

static void set(void *socket, int option, int value)
{
    if (zmq_setsockopt(socket, option, &value, sizeof value) != 0)
        fail_zmq("setsockopt");
}

static void *open_socket(void *context, int type)
{
    void *socket = zmq_socket(context, type);
    if (!socket)
        fail_zmq("socket");
    set(socket, ZMQ_SNDHWM, order.hwm);
    set(socket, ZMQ_RCVHWM, order.hwm);
    set(socket, ZMQ_LINGER, 0);
    set(socket, ZMQ_SNDTIMEO, limit_ms);
    set(socket, ZMQ_RCVTIMEO, limit_ms);
    if (type == ZMQ_ROUTER)
        set(socket, ZMQ_ROUTER_MANDATORY, 1);
    if (type == ZMQ_PUB)
        set(socket, ZMQ_XPUB_NODROP, 1);
    if (type == ZMQ_SUB && zmq_setsockopt(socket, ZMQ_SUBSCRIBE, "", 0) != 0)
        fail_zmq("subscribe");
    return socket;
}

static void identify(void *socket, const char *id)
{
    if (zmq_setsockopt(socket, ZMQ_ROUTING_ID, id, strlen(id)) != 0)
        fail_zmq("routing id");
}

static void join(void *connecting, void *binding, int number, const char *way)
{
    char where[64], endpoint[256];
    size_t size = sizeof endpoint;
    if (strcmp(order.transport, "INPROC") == 0)
        snprintf(where, sizeof where, "inproc://pair-%d-%s", number, way);
    else
        snprintf(where, sizeof where, "%s", strcmp(order.transport, "IPC") == 0 ? "ipc://*" : "tcp://127.0.0.1:*");
    if (zmq_bind(binding, where) != 0)
        fail_zmq("bind");
    if (zmq_getsockopt(binding, ZMQ_LAST_ENDPOINT, endpoint, &size) != 0 || zmq_connect(connecting, endpoint) != 0)
        fail_zmq("connect");
}

static void open_duplex(void *context, pair_of_sockets *p, int number, int near_type, int far_type, int polled)
{
    void *far = open_socket(context, far_type), *near = open_socket(context, near_type);
    p->near = (side) {near, near, NULL, 0, polled};
    p->far = (side) {far, far, NULL, 0, polled};
    if (far_type == ZMQ_ROUTER) {
        identify(near, "near");
        p->far.peer = "near";
        p->far.in_is_router = 1;
    }
    if (near_type == ZMQ_ROUTER) {
        identify(far, "far");
        p->near.peer = "far";
        p->near.in_is_router = 1;
    }
    join(near, far, number, "both");
}

static void open_one_way(void *context, pair_of_sockets *p, int number, int sending, int receiving)
{
    void *far_in = open_socket(context, receiving), *near_out = open_socket(context, sending);
    void *near_in = open_socket(context, receiving), *far_out = open_socket(context, sending);
    p->near = (side) {near_out, near_in, NULL, 0, 0};
    p->far = (side) {far_out, far_in, NULL, 0, 0};
    join(near_out, far_in, number, "there");
    join(far_out, near_in, number, "back");
}

static void open_pair(void *context, pair_of_sockets *p, int number)
{
    const char *pattern = order.pattern;
    if (strcmp(pattern, "PAIR") == 0)
        open_duplex(context, p, number, ZMQ_PAIR, ZMQ_PAIR, 0);
    else if (strcmp(pattern, "DEALER_DEALER") == 0)
        open_duplex(context, p, number, ZMQ_DEALER, ZMQ_DEALER, 0);
    else if (strcmp(pattern, "DEALER_ROUTER") == 0)
        open_duplex(context, p, number, ZMQ_DEALER, ZMQ_ROUTER, 0);
    else if (strcmp(pattern, "ROUTER_ROUTER") == 0)
        open_duplex(context, p, number, ZMQ_ROUTER, ZMQ_ROUTER, 0);
    else if (strcmp(pattern, "ROUTER_ROUTER_POLL") == 0)
        open_duplex(context, p, number, ZMQ_ROUTER, ZMQ_ROUTER, 1);
    else if (strcmp(pattern, "PUBSUB") == 0)
        open_one_way(context, p, number, ZMQ_PUB, ZMQ_SUB);
    else if (strcmp(pattern, "PUSHPULL") == 0)
        open_one_way(context, p, number, ZMQ_PUSH, ZMQ_PULL);
    else
        fail("no pattern %s here", pattern);
}

/* The same as Greeting: after it each side has heard the other, and nothing of it is left. */
static void greet(const side *from, const side *to)
{
    char heard[8];
    int size;
    int64_t deadline = now_ns() + (int64_t) limit_ms * 1000000;
    do {
        if (now_ns() > deadline)
            fail("not finished in time: the greeting");
        try_send(from, "hi", 2, ZMQ_DONTWAIT);
        zmq_pollitem_t item = {to->in, 0, ZMQ_POLLIN, 0};
        size = zmq_poll(&item, 1, 5) > 0 ? try_receive(to, heard, sizeof heard, ZMQ_DONTWAIT) : -1;
    } while (size < 0);
    send_body(from, "!", 1);
    do {
        size = receive_body(to, heard, sizeof heard);
    } while (size != 1);
}

static void expect_nothing(const side *s)
{
    char buffer[8];
    if (try_receive(s, buffer, sizeof buffer, ZMQ_DONTWAIT) >= 0)
        fail("a message came after the last one");
}

static int compare(const void *a, const void *b)
{
    int64_t x = *(const int64_t *) a, y = *(const int64_t *) b;
    return (x > y) - (x < y);
}

static int64_t at(const int64_t *sorted, int64_t count, int per_mille)
{
    return sorted[(count * per_mille + 999) / 1000 - 1];
}

/* Not getrusage's, which begins with that of the program that started this one. */
static int64_t peak_rss(void)
{
    char line[256];
    long long kib = UNKNOWN;
    FILE *status = fopen("/proc/self/status", "r");
    if (!status)
        return UNKNOWN;
    while (fgets(line, sizeof line, status) && sscanf(line, "VmHWM: %lld", &kib) != 1)
        ;
    fclose(status);
    return kib < 0 ? UNKNOWN : kib * 1024;
}

static void report(int64_t *times)
{
    int64_t total = (int64_t) order.messages * order.pairs;
    int64_t p50 = UNKNOWN, p99 = UNKNOWN, p999 = UNKNOWN, most = UNKNOWN;
    if (order.task != THROUGHPUT) {
        qsort(times, total, sizeof *times, compare);
        p50 = at(times, total, 500);
        p99 = at(times, total, 990);
        p999 = at(times, total, 999);
        most = times[total - 1];
    }
    printf("outcome messages=%lld elapsed_ns=%lld cpu_ns=%lld compiled_ns=-1 allocated_senders=-1 "
           "allocated_receivers=-1 allocated_others=-1 peak_rss=%lld p50_ns=%lld p99_ns=%lld p999_ns=%lld max_ns=%lld\n",
           (long long) total, (long long) elapsed_ns, (long long) cpu_ns, (long long) peak_rss(), (long long) p50,
           (long long) p99, (long long) p999, (long long) most);
    fflush(stdout);
}

static void close_side(side *s)
{
    zmq_close(s->in);
    if (s->out != s->in)
        zmq_close(s->out);
}

static void perform(void)
{
    pthread_t threads[2 * MAX_PAIRS];
    int64_t *times = calloc((size_t) order.messages * order.pairs, sizeof *times);
    void *context = zmq_ctx_new();
    zmq_ctx_set(context, ZMQ_IO_THREADS, 1);
    for (int i = 0; i < order.pairs; i++) {
        open_pair(context, &pairs[i], i);
        pairs[i].times = times + (size_t) i * order.messages;
        greet(&pairs[i].near, &pairs[i].far);
        greet(&pairs[i].far, &pairs[i].near);
    }
    running = order.pairs;
    pthread_barrier_init(&start_barrier, NULL, 2 * order.pairs);
    for (int i = 0; i < order.pairs; i++) {
        pthread_create(&threads[2 * i], NULL, run_far, &pairs[i]);
        pthread_create(&threads[2 * i + 1], NULL, run_near, &pairs[i]);
    }
    for (int i = 0; i < 2 * order.pairs; i++)
        pthread_join(threads[i], NULL);
    pthread_barrier_destroy(&start_barrier);
    for (int i = 0; i < order.pairs; i++) {
        expect_nothing(&pairs[i].far);
        expect_nothing(&pairs[i].near);
        close_side(&pairs[i].near);
        close_side(&pairs[i].far);
    }
    zmq_ctx_term(context);
    report(times);
    free(times);
}

static void read_order(char *line)
{
    char task[16] = "";
    for (char *field = strtok(line, " \n"); field; field = strtok(NULL, " \n")) {
        sscanf(field, "task=%15s", task);
        sscanf(field, "pattern=%31s", order.pattern);
        sscanf(field, "transport=%15s", order.transport);
        sscanf(field, "bytes=%d", &order.bytes);
        sscanf(field, "pairs=%d", &order.pairs);
        sscanf(field, "hwm=%d", &order.hwm);
        sscanf(field, "messages=%d", &order.messages);
        sscanf(field, "rate=%d", &order.rate);
    }
    order.task = strcmp(task, "ECHO") == 0 ? ECHO : strcmp(task, "RATE") == 0 ? RATE : THROUGHPUT;
    if (order.bytes < 24 || order.pairs < 1 || order.pairs > MAX_PAIRS || order.messages < 1)
        fail("cannot follow the order: %d bytes, %d pairs, %d messages", order.bytes, order.pairs, order.messages);
}

int main(int count, char **arguments)
{
    char line[512];
    int major, minor, patch;
    if (count > 1)
        limit_ms = atoi(arguments[1]) * 1000;
    zmq_version(&major, &minor, &patch);
    printf("ready libzmq %d.%d.%d\n", major, minor, patch);
    fflush(stdout);
    while (fgets(line, sizeof line, stdin)) {
        read_order(line);
        perform();
    }
    return 0;
}
