/* Shows the check of worker.c messages with the numbers in the arguments; a second number is that at the end. */
#define main worker_main
#include "worker.c"
#undef main

int main(int count, char **arguments)
{
    char body[32];
    verifier v = {malloc(32), 0, 0};
    (void) worker_main;
    order.bytes = 32;
    fill(v.expected);
    for (int i = 1; i < count; i++) {
        long long number = 0, again = 0, wrong = -1;
        int fields = sscanf(arguments[i], "%lld,%lld,%lld", &number, &again, &wrong);
        int64_t last = fields > 1 ? again : number;
        fill(body);
        stamp(body, number, 5);
        memcpy(body + 24, &last, 8);
        if (wrong >= 0)
            body[wrong]++;
        verify(&v, body, 32);
    }
    puts("taken");
    return 0;
}
