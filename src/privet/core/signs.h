/* Signs of ASCII, and runs of digits with signs between them: for phones.c and numbers.c. */
#ifndef PRIVET_SIGNS_H
#define PRIVET_SIGNS_H

#include <stdint.h>
#include <string.h>

static inline int is_digit(int byte)
{
    return byte >= '0' && byte <= '9';
}

static inline int is_letter(int byte)
{
    return (byte | 32) >= 'a' && (byte | 32) <= 'z';
}

static inline int is_one_of(int byte, const char *signs)
{
    return byte && strchr(signs, byte) != NULL;
}

/* Where the run of digits ends that begins at `at`, with up to `most` of `signs` between two of them. */
static inline int64_t run_end(const uint8_t *text, int64_t n, int64_t at, const char *signs, int most)
{
    for (;;) {
        while (at < n && is_digit(text[at]))
            at++;
        int64_t next = at;
        while (next < n && next - at < most && is_one_of(text[next], signs))
            next++;
        if (next == at || next == n || !is_digit(text[next]))
            return at;
        at = next;
    }
}

#endif
