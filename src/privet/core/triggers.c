/* Which triggers may match a text: words by the automaton of Aho and Corasick (CACM 18, 1975), patterns by sets of their
 * positions (Glushkov), each a state that is made when a text first needs it and forgotten where there is no room left.
 * Time is linear in the text. Python fills these structures (automaton.py): there they have the same fields in the same
 * order. */
#include <string.h>

#include "kernel.h"

#define START 0 /* what stands before a text, as a class of bytes, and after it */
#define STOP 1
#define OUTSIDE 256 /* the same as a byte */
#define WORDS 2     /* of 64 bits in a set of classes */
#define LEVELS 8    /* automata of patterns, at most */

/* Nodes are numbered level by level, so that the children of one follow each other. */
typedef struct {
    uint32_t first;      /* of its children */
    uint32_t fail;       /* the longest other node that ends as this one does */
    uint32_t says;       /* the first of it and those it fails to that is a word; 0 where none is */
    uint16_t row;        /* of children by byte, where they are many; 0 otherwise */
    uint8_t count, byte; /* how many they are, and the byte of the only one */
} Node;

typedef struct {
    uint64_t detectors; /* as bits */
    uint32_t length, digits;
    uint32_t before, behind; /* which bytes may stand beside it: rows of edges */
} Word;

typedef struct {
    const Node *nodes;
    const uint8_t *bytes;   /* [nodes] by which each is reached */
    const uint32_t *rows;   /* [row][256] */
    const uint32_t *begins; /* [nodes + 1] of the words that end there */
    const Word *words;
    const uint8_t *edges;   /* [edge][OUTSIDE + 1] */
} Words;

typedef struct {
    const uint8_t *classes;  /* [256] of bytes */
    const uint64_t *takes;   /* [positions][WORDS] which classes each stands for */
    const uint32_t *begins;  /* [positions + 2] of what may follow each; the last: of what comes first */
    const uint16_t *follows;
    const uint64_t *ends;    /* [positions] which detectors' patterns end with it */
    uint16_t *next;          /* [most][kinds] twice state and one, 0 where that is not known yet; and one if it tells */
    uint64_t *told;          /* [most] whose patterns end there */
    uint32_t *sets;          /* [most + 1] where the positions of each begin */
    uint16_t *members;       /* [room + positions] */
    uint32_t *slots;         /* [4 * most], a power of two: state and one by hash, or 0 */
    uint64_t *marked;        /* [positions / 64 + 1] */
    uint32_t kinds, positions, digits, most, room;
    uint32_t states;         /* that are made; number 0 has no positions */
} Patterns;

typedef struct {
    Words words;
    Patterns *patterns;
    uint32_t count;
} Triggers;

static int lower(int byte)
{
    return byte >= 'A' && byte <= 'Z' ? byte + 'a' - 'A' : byte;
}

/* The node behind a byte. */
static inline uint32_t child(const Words *of, uint32_t at, uint8_t byte)
{
    for (;;) {
        const Node *here = of->nodes + at;
        uint32_t to = 0;
        if (here->row)
            to = of->rows[here->row * 256 + byte];
        else if (here->count == 1)
            to = here->byte == byte ? here->first : 0;
        else
            for (uint32_t k = 0; k < here->count && !to; k++)
                to = of->bytes[here->first + k] == byte ? here->first + k : 0;
        if (to || !at)
            return to;
        at = here->fail;
    }
}

/* Whose words end at a node, where the byte at `last` is the last of them. */
static uint64_t ended(const Words *of, uint32_t at, const uint8_t *text, int64_t n, int64_t last, uint32_t digits)
{
    uint64_t told = 0;
    for (uint32_t end = of->nodes[at].says; end; end = of->nodes[of->nodes[end].fail].says)
        for (const Word *word = of->words + of->begins[end]; word < of->words + of->begins[end + 1]; word++) {
            int64_t start = last + 1 - word->length;
            int before = start ? lower(text[start - 1]) : OUTSIDE, behind = last + 1 < n ? lower(text[last + 1]) : OUTSIDE;
            if (digits >= word->digits && of->edges[word->before * (OUTSIDE + 1) + before] &&
                of->edges[word->behind * (OUTSIDE + 1) + behind])
                told |= word->detectors;
        }
    return told;
}

/* Forget every state but the empty one. */
static void forget(Patterns *of)
{
    memset(of->next, 0, (size_t)of->most * of->kinds * sizeof *of->next);
    memset(of->slots, 0, (size_t)of->most * 4 * sizeof *of->slots);
    of->states = 1;
    of->sets[1] = 0;
}

/* The number of the state whose positions are marked, which are unmarked. */
static uint32_t state_of(Patterns *of)
{
    uint32_t blocks = of->positions / 64 + 1, size = 0, mask = of->most * 4 - 1;
    uint64_t hash = 0, told = 0;
    uint16_t *members = of->members + of->sets[of->states]; /* there is room for all positions behind the last set */
    for (uint32_t block = 0; block < blocks; block++)
        for (uint64_t bits = of->marked[block]; bits; bits &= bits - 1) {
            uint32_t position = block * 64 + (uint32_t)__builtin_ctzll(bits);
            members[size++] = (uint16_t)position;
            hash = (hash ^ (position + 1)) * 0x9e3779b97f4a7c15u;
            hash ^= hash >> 29;
            told |= of->ends[position];
        }
    memset(of->marked, 0, blocks * sizeof *of->marked);
    if (!size)
        return 0;
    uint32_t at = (uint32_t)hash & mask;
    for (; of->slots[at]; at = (at + 1) & mask) {
        uint32_t other = of->slots[at] - 1;
        if (of->sets[other + 1] - of->sets[other] == size &&
            !memcmp(of->members + of->sets[other], members, size * sizeof *members))
            return other;
    }
    if (of->states == of->most || of->sets[of->states] + size > of->room) {
        forget(of);
        memmove(of->members, members, size * sizeof *members);
        at = (uint32_t)hash & mask;
    }
    uint32_t state = of->states++;
    of->slots[at] = state + 1;
    of->told[state] = told;
    of->sets[state + 1] = of->sets[state] + size;
    return state;
}

static void mark(Patterns *of, uint32_t row, uint32_t kind)
{
    for (uint32_t k = of->begins[row]; k < of->begins[row + 1]; k++) {
        uint32_t position = of->follows[k];
        if (of->takes[position * WORDS + kind / 64] >> kind % 64 & 1)
            of->marked[position / 64] |= (uint64_t)1 << position % 64;
    }
}

static uint32_t step(Patterns *of, uint32_t state, uint32_t kind)
{
    uint16_t *known = of->next + (size_t)state * of->kinds + kind;
    if (*known)
        return *known / 2 - 1;
    for (uint32_t k = of->sets[state]; k < of->sets[state + 1]; k++)
        mark(of, of->members[k], kind);
    mark(of, of->positions, kind);
    uint32_t before = of->states, found = state_of(of);
    if (of->states >= before) /* or else all was forgotten, this state too */
        *known = (uint16_t)((found + 1) * 2 + (of->told[found] != 0));
    return found;
}

/* The byte at `i` of a text taken by an automaton in a state: whose patterns end there. */
static inline uint64_t taken(Patterns *of, uint32_t *state, uint8_t byte)
{
    uint32_t kind = of->classes[byte], known = of->next[(size_t)*state * of->kinds + kind];
    *state = known ? known / 2 - 1 : step(of, *state, kind);
    return !known || known & 1 ? of->told[*state] : 0;
}

/* Words, and some automata, over one text. They take each byte in turn, so that none waits for another's memory. */
static uint64_t over(const Words *of, Patterns **each, uint32_t count, const uint8_t *text, int64_t n, uint32_t digits)
{
    uint32_t states[LEVELS], at = 0;
    uint64_t told = 0;
    for (uint32_t k = 0; k < count; k++) {
        states[k] = step(each[k], 0, START);
        told |= each[k]->told[states[k]];
    }
    for (int64_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < count; k++)
            told |= taken(each[k], states + k, text[i]);
        at = child(of, at, (uint8_t)lower(text[i]));
        if (of->nodes[at].says)
            told |= ended(of, at, text, n, i, digits);
    }
    for (uint32_t k = 0; k < count; k++)
        told |= each[k]->told[step(each[k], states[k], STOP)];
    return told;
}

/* Bits of the detectors whose triggers may match a text of bytes: all of them where there are more automata than it has
 * room for. */
EXPORT int64_t fired(Triggers *of, const uint8_t *text, int64_t n)
{
    Patterns *each[LEVELS];
    uint32_t digits = 0, count = 0;
    if (of->count > LEVELS)
        return -1;
    for (int64_t i = 0; i < n; i++)
        digits += text[i] >= '0' && text[i] <= '9';
    for (uint32_t k = 0; k < of->count; k++)
        if (of->patterns[k].digits <= digits)
            each[count++] = of->patterns + k;
    uint64_t told = over(&of->words, each, count, text, n, digits);
    if (n && text[n - 1] == '\n') /* "$" stands before a last line break, too */
        told |= over(&of->words, each, count, text, n - 1, digits);
    return (int64_t)told;
}
