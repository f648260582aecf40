/* What the two halves of the kernel share, words.c and viterbi.c. Python fills these structures (kernel.py): there they
 * have the same fields in the same order. */
#ifndef PRIVET_KERNEL_H
#define PRIVET_KERNEL_H

#include <stdint.h>

#define VERSION 1 /* one more with every change of what stands here or of what is called: kernel.py asks for it */

#define TAGS 16   /* lanes: O, seven B, one that no path takes, seven I; those of labels a model has not, no path takes */
#define HALF 8    /* the I of the B in a lane is this many lanes on */
#define WINDOW 5  /* words a tag looks at: two before, itself, two after */
#define BALLOT 16 /* languages that may have votes */

/* Words, each with the context it stands in, and their numbers: open addressing. */
typedef struct {
    uint32_t hash, at, length, context; /* at: the place of its letters among all letters */
} Entry;

typedef struct {
    uint32_t *slots;   /* [mask + 1], a power of two: the number of an entry and one, or 0 */
    Entry *entries;    /* [capacity] */
    uint32_t *letters; /* [room] code points */
    uint64_t secret;   /* odd: nobody outside can choose words that share a slot */
    uint32_t mask, capacity, room, used;
} Index;

typedef struct {
    const uint16_t *signs;    /* [0x110000] what each code point is, 0 where that is not known yet */
    const float *table;       /* [words known][WINDOW][TAGS]; rows 0 and 1 stand for what is before and after a text */
    const float *transitions; /* [TAGS][TAGS], from, to */
    const float *begun;       /* [HALF] from each B to its I */
    const float *inside;      /* [HALF] from each I to itself */
    const Index *known;       /* numbers are rows of table */
    const Index *voters;      /* numbers are rows of votes */
    const uint8_t *votes;     /* [voters][BALLOT] */
    uint32_t languages;       /* how many columns of votes are in use */
    uint32_t asked;           /* how many words of a text are asked for their votes */
    uint32_t longest;         /* letters of a word that are looked at */
    uint32_t units;           /* whether a Han character goes with the next word's first */
    uint32_t told;            /* bit k + 1: spans of label k are told */
} Pack;

typedef struct {
    uint32_t start, end, label; /* code points; label k is k + 1 */
    float margin;
} Span;

/* Where a thread works and answers. */
typedef struct {
    int64_t signs, words; /* how much room there is: code points and one, words */
    uint32_t *text;       /* [signs] */
    uint16_t *kinds;      /* [signs] */
    uint32_t *starts, *ends;
    uint64_t *hashes;
    uint32_t *rows;
    float *scores, *reached; /* [words][TAGS] */
    uint8_t *path;
    Span *spans;
} Room;

/* The spans that the best path over the n > 0 words of a room says, in order. Returns how many. */
int64_t decode(const Pack *pack, const Room *room, int64_t n);

#endif
