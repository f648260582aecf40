/* One pass of training: for each text, what the model expects of each tag (forward-backward), less what is true, moves
 * the weights of the features that were seen. FTRL-proximal (McMahan et al., 2013): a step of its own for each weight,
 * and weights that earn too little stay at zero. One thread, a fixed order, a seeded xorshift: the same every time.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

#define TAGS 16
#define WINDOW 5

typedef struct { float w[TAGS], z[TAGS], n[TAGS]; } Row;

typedef struct {
    float rate, l1, l2;
} Settings;

static uint64_t state;
static float chance(void)
{
    state ^= state << 13; state ^= state >> 7; state ^= state << 17;
    return (float)(state >> 40) / 16777216.0f;
}

static void move(Row *row, const float *gradient, const Settings *s)
{
    for (int j = 0; j < TAGS; j++) {
        float g = gradient[j], old = row->n[j], sum = old + g * g, root = sqrtf(sum);
        float z = row->z[j] + g - (root - sqrtf(old)) / s->rate * row->w[j];
        float over = fabsf(z) - s->l1;
        float size = over / ((1.0f + root) / s->rate + s->l2);
        row->n[j] = sum;
        row->z[j] = z;
        row->w[j] = over > 0 ? (z > 0 ? -size : size) : 0;
    }
}

/* features: of type t, those at first[t] .. first[t + 1]; slots[feature][WINDOW]: its row at each place, or -1.
 * by_heart[feature]: whether it is about a word's letters; forget[type]: how often those are left out.
 * texts: words of text s are types[start[s]] .. types[start[s + 1]], with their tags. order: which text when.
 * Returns the sum of the negative log likelihoods. Texts have at most `longest` words. */
double pass(Row *rows, Row *transitions, const uint8_t *allowed, const int32_t *first, const int32_t *features,
            const int32_t *slots, const uint8_t *by_heart, const float *forget, const int64_t *start,
            const int32_t *types, const uint8_t *tags, const int32_t *order, int32_t count, float *memory,
            uint8_t *drop, int32_t longest, const float *settings, uint64_t seed)
{
    Settings s = {settings[0], settings[1], settings[2]};
    float *emission = memory, *alpha = emission + longest * TAGS, *beta = alpha + longest * TAGS, *scale = beta + longest * TAGS;
    float expT[TAGS][TAGS], seen[TAGS][TAGS];
    double loss = 0;
    state = seed * 0x9E3779B97F4A7C15ull + 1;
    for (int32_t c = 0; c < count; c++) {
        const int32_t *word = types + start[order[c]];
        const uint8_t *tag = tags + start[order[c]];
        int n = (int)(start[order[c] + 1] - start[order[c]]);
        for (int i = 0; i < TAGS; i++)
            for (int j = 0; j < TAGS; j++)
                expT[i][j] = allowed[i * TAGS + j] ? expf(transitions[i].w[j]) : 0;
        for (int t = 0; t < n; t++)
            drop[t] = chance() < forget[word[t]];
        double gold = 0;
        for (int t = 0; t < n; t++) { /* what speaks for each tag */
            float sum[TAGS] = {0}, most = -1e30f;
            for (int place = 0; place < WINDOW; place++) {
                int at = t + place - WINDOW / 2;
                int type = at < 0 ? 0 : at >= n ? 1 : word[at], dropped = at >= 0 && at < n && drop[at];
                for (int f = first[type]; f < first[type + 1]; f++) {
                    int slot = slots[features[f] * WINDOW + place];
                    if (slot < 0 || (dropped && by_heart[features[f]]))
                        continue;
                    for (int j = 0; j < TAGS; j++)
                        sum[j] += rows[slot].w[j];
                }
            }
            gold += sum[tag[t]] + transitions[t ? tag[t - 1] : 0].w[tag[t]];
            for (int j = 0; j < TAGS; j++)
                most = sum[j] > most ? sum[j] : most;
            for (int j = 0; j < TAGS; j++)
                emission[t * TAGS + j] = expf(sum[j] - most);
            loss += most;
        }
        loss -= gold;
        for (int t = 0; t < n; t++) { /* forward */
            float next[TAGS] = {0}, total = 0;
            if (t == 0)
                for (int j = 0; j < TAGS; j++)
                    next[j] = expT[0][j];
            else
                for (int i = 0; i < TAGS; i++)
                    for (int j = 0; j < TAGS; j++)
                        next[j] += alpha[(t - 1) * TAGS + i] * expT[i][j];
            for (int j = 0; j < TAGS; j++)
                total += next[j] *= emission[t * TAGS + j];
            for (int j = 0; j < TAGS; j++)
                alpha[t * TAGS + j] = next[j] / total;
            scale[t] = total;
            loss += log(total);
        }
        for (int j = 0; j < TAGS; j++)
            beta[(n - 1) * TAGS + j] = 1;
        for (int t = n - 2; t >= 0; t--) /* backward */
            for (int i = 0; i < TAGS; i++) {
                float total = 0;
                for (int j = 0; j < TAGS; j++)
                    total += expT[i][j] * emission[(t + 1) * TAGS + j] * beta[(t + 1) * TAGS + j];
                beta[t * TAGS + i] = total / scale[t + 1];
            }
        memset(seen, 0, sizeof seen);
        for (int t = 0; t < n; t++) {
            float gradient[TAGS];
            for (int j = 0; j < TAGS; j++)
                gradient[j] = alpha[t * TAGS + j] * beta[t * TAGS + j] - (tag[t] == j);
            for (int i = 0; i < TAGS; i++) {
                float before = t ? alpha[(t - 1) * TAGS + i] : i == 0;
                for (int j = 0; j < TAGS; j++)
                    seen[i][j] += before * expT[i][j] * emission[t * TAGS + j] * beta[t * TAGS + j] / scale[t];
            }
            seen[t ? tag[t - 1] : 0][tag[t]] -= 1;
            float largest = 0;
            for (int j = 0; j < TAGS; j++)
                largest = fabsf(gradient[j]) > largest ? fabsf(gradient[j]) : largest;
            if (largest < 0.004f) /* learned already */
                continue;
            for (int place = 0; place < WINDOW; place++) {
                int at = t + place - WINDOW / 2;
                int type = at < 0 ? 0 : at >= n ? 1 : word[at], dropped = at >= 0 && at < n && drop[at];
                for (int f = first[type]; f < first[type + 1]; f++) {
                    int slot = slots[features[f] * WINDOW + place];
                    if (slot >= 0 && !(dropped && by_heart[features[f]]))
                        move(&rows[slot], gradient, &s);
                }
            }
        }
        for (int i = 0; i < TAGS; i++)
            move(&transitions[i], seen[i], &s);
    }
    return loss;
}
