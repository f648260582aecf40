/* The best tag of each word, and where that says a name stands; the same arithmetic as privet/core/crf.py, bit for bit.
 *
 * Plain C, loaded by ctypes, no Python inside. Everything is single precision, added in a fixed order and never
 * multiplied, so that any compiler's answer is the one numpy gives.
 */
#include <stdint.h>

#define TAGS 16   /* tags a model has, padded with ones that no path takes */
#define WINDOW 5  /* words a tag looks at: two before, itself, two after */

#ifdef _WIN32
#define EXPORT __declspec(dllexport)
#else
#define EXPORT
#endif

/* Wider registers where the machine has them; the answer is the same, since nothing is fused or reordered. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(__gnu_linux__)
#define CLONES __attribute__((target_clones("avx2", "default")))
#else
#define CLONES
#endif

/* table: [words known][WINDOW][TAGS], rows 0 and 1 standing for what is before and after a text.
 * transitions: [TAGS][TAGS], from, to. rows: the word type of each of n words.
 * scores, back: room for n * TAGS each. path: out, n tags. */
CLONES
static void best_path(const float *table, const float *transitions, const int32_t *rows, int32_t n, float *scores,
                      uint8_t *back, uint8_t *path)
{
    float last[TAGS] = {0}, next[TAGS];
    int32_t arg[TAGS];
    for (int32_t t = 0; t < n; t++) {
        float *here = scores + (int64_t)t * TAGS;
        for (int offset = 0; offset < WINDOW; offset++) {
            int32_t at = t + offset - WINDOW / 2;
            int64_t row = at < 0 ? 0 : at >= n ? 1 : rows[at];
            const float *add = table + (row * WINDOW + offset) * TAGS;
            for (int j = 0; j < TAGS; j++)
                here[j] = offset ? here[j] + add[j] : add[j];
        }
        if (t == 0) { /* a text begins as if after an outside word */
            for (int j = 0; j < TAGS; j++)
                last[j] = here[j] + transitions[j];
            continue;
        }
        for (int j = 0; j < TAGS; j++) {
            next[j] = last[0] + transitions[j];
            arg[j] = 0;
        }
        for (int i = 1; i < TAGS; i++)
            for (int j = 0; j < TAGS; j++) {
                float score = last[i] + transitions[i * TAGS + j];
                arg[j] = score > next[j] ? i : arg[j];
                next[j] = score > next[j] ? score : next[j];
            }
        for (int j = 0; j < TAGS; j++) {
            back[(int64_t)t * TAGS + j] = (uint8_t)arg[j];
            last[j] = next[j] + here[j];
        }
    }
    int best = 0;
    for (int j = 1; j < TAGS; j++)
        if (last[j] > last[best])
            best = j;
    for (int32_t t = n - 1; t >= 0; t--) {
        path[t] = (uint8_t)best;
        if (t)
            best = back[(int64_t)t * TAGS + best];
    }
}

/* How much better the path is than one that is outside from word start to word end. */
static float margin_of(const float *transitions, const float *scores, const uint8_t *path, int32_t n, int32_t start,
                       int32_t end)
{
    float margin = 0;
    int before = start ? path[start - 1] : 0, outside = before;
    for (int32_t t = start; t < end; t++) {
        const float *here = scores + (int64_t)t * TAGS;
        margin += here[path[t]] - here[0];
        margin += transitions[before * TAGS + path[t]] - transitions[outside * TAGS];
        before = path[t];
        outside = 0;
    }
    if (end < n)
        margin += transitions[before * TAGS + path[end]] - transitions[path[end]];
    return margin;
}

/* Where a thread works and answers: addresses of arrays with room for n words. */
typedef struct {
    const float *transitions;
    float *scores;
    uint8_t *back, *path;
    int32_t *spans;
    float *margins;
} Room;

/* Spans that the best path says: of each, first word, word after the last, kind (B is 2 k + 1, I is 2 k + 2, 0 is
 * outside). Returns how many. */
EXPORT int32_t decode(const float *table, const int32_t *rows, int32_t n, const Room *room)
{
    const float *transitions = room->transitions;
    float *scores = room->scores, *margins = room->margins;
    uint8_t *back = room->back, *path = room->path;
    int32_t *spans = room->spans, found = 0;
    best_path(table, transitions, rows, n, scores, back, path);
    for (int32_t t = 0; t < n; t++) {
        if (!path[t])
            continue;
        int32_t start = t, inside = path[t] + (path[t] & 1);
        while (t + 1 < n && path[t + 1] == inside)
            t++;
        spans[3 * found] = start;
        spans[3 * found + 1] = t + 1;
        spans[3 * found + 2] = (inside - 2) / 2;
        margins[found] = margin_of(transitions, scores, path, n, start, t + 1);
        found++;
    }
    return found;
}
