#include "kernel.h"

/* Wider registers where the machine has them; the answer is the same, since nothing is fused or reordered. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(__gnu_linux__)
#define CLONES __attribute__((target_clones("avx2", "default")))
#else
#define CLONES
#endif

/* Before a loop over lanes: compilers that would unroll it do not see any more that its steps are one of a wide register. */
#if defined(__GNUC__) && !defined(__clang__)
#define LANES _Pragma("GCC unroll 1")
#else
#define LANES
#endif

/* The lanes from which an O or a B may be reached, in the order of tags (O, B, I, B, I ...): the first of equals wins. */
static const uint8_t FROM[TAGS - 1] = {0, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15};

/* scores: what speaks for each lane at each word; reached: the best that a path ending there is worth. */
CLONES
static void forward(const Pack *pack, const uint32_t *rows, int64_t n, float *scores, float *reached)
{
    const float *transitions = pack->transitions;
    for (int64_t t = 0; t < n; t++) {
        float here[TAGS], next[TAGS];
        for (int offset = 0; offset < WINDOW; offset++) {
            int64_t at = t + offset - WINDOW / 2;
            int64_t row = at < 0 ? 0 : at >= n ? 1 : rows[at];
            const float *add = pack->table + (row * WINDOW + offset) * TAGS;
            LANES for (int j = 0; j < TAGS; j++)
                here[j] = offset ? here[j] + add[j] : add[j];
        }
        LANES for (int j = 0; j < TAGS; j++)
            scores[t * TAGS + j] = here[j];
        if (t == 0) { /* a text begins as if after an outside word */
            LANES for (int j = 0; j < TAGS; j++)
                reached[j] = here[j] + transitions[j];
            continue;
        }
        const float *last = reached + (t - 1) * TAGS;
        LANES for (int j = 0; j < HALF; j++) {
            float most = last[0] + transitions[j];
            for (int from = 1; from < TAGS; from++) {
                float worth = last[from] + transitions[from * TAGS + j];
                most = worth > most ? worth : most;
            }
            next[j] = most;
        }
        LANES for (int k = 0; k < HALF; k++) {
            float begun = last[k] + pack->begun[k], inside = last[HALF + k] + pack->inside[k];
            next[HALF + k] = inside > begun ? inside : begun;
        }
        LANES for (int j = 0; j < TAGS; j++)
            reached[t * TAGS + j] = next[j] + here[j];
    }
}

/* The lane before `lane` on the best path, given what the paths up to there are worth. */
static int before(const Pack *pack, const float *last, int lane)
{
    if (lane >= HALF)
        return last[lane] + pack->inside[lane - HALF] > last[lane - HALF] + pack->begun[lane - HALF] ? lane
                                                                                                    : lane - HALF;
    int best = 0;
    float most = last[0] + pack->transitions[lane];
    for (int from = 1; from < TAGS - 1; from++) {
        float worth = last[FROM[from]] + pack->transitions[FROM[from] * TAGS + lane];
        if (worth > most) {
            most = worth;
            best = FROM[from];
        }
    }
    return best;
}

/* How much better the path is than one that is outside from word start to word end. */
static float margin_of(const float *transitions, const float *scores, const uint8_t *path, int64_t n, int64_t start,
                       int64_t end)
{
    float margin = 0;
    int last = start ? path[start - 1] : 0, outside = last;
    for (int64_t t = start; t < end; t++) {
        const float *here = scores + t * TAGS;
        margin += here[path[t]] - here[0];
        margin += transitions[last * TAGS + path[t]] - transitions[outside * TAGS];
        last = path[t];
        outside = 0;
    }
    if (end < n)
        margin += transitions[last * TAGS + path[end]] - transitions[path[end]];
    return margin;
}

int64_t decode(const Pack *pack, const Room *room, int64_t n)
{
    float *scores = room->scores, *reached = room->reached;
    uint8_t *path = room->path;
    int64_t found = 0;
    forward(pack, room->rows, n, scores, reached);
    int best = 0;
    for (int from = 1; from < TAGS - 1; from++)
        if (reached[(n - 1) * TAGS + FROM[from]] > reached[(n - 1) * TAGS + best])
            best = FROM[from];
    for (int64_t t = n - 1; t >= 0; t--) {
        path[t] = (uint8_t)best;
        if (t)
            best = before(pack, reached + (t - 1) * TAGS, best);
    }
    for (int64_t t = 0; t < n; t++) {
        if (!path[t])
            continue;
        int64_t start = t;
        int inside = path[t] | HALF;
        while (t + 1 < n && path[t + 1] == inside)
            t++;
        if (!(pack->told >> (inside - HALF) & 1))
            continue;
        room->spans[found] = (Span){room->starts[start], room->ends[t], (uint32_t)(inside - HALF),
                                    margin_of(pack->transitions, scores, path, n, start, t + 1)};
        found++;
    }
    return found;
}
