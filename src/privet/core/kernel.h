/* What the parts of the kernel share: words.c, index.c, features.c and viterbi.c. Python fills these structures (kernel.py): there they
 * have the same fields in the same order. */
#ifndef PRIVET_KERNEL_H
#define PRIVET_KERNEL_H

#include <stdint.h>

#define VERSION 4 /* one more with every change of what stands here or of what is called: kernel.py asks for it */

#define TAGS 16   /* lanes: O, seven B, one that no path takes, seven I; those of labels a model has not, no path takes */
#define HALF 8    /* the I of the B in a lane is this many lanes on */
#define WINDOW 5  /* words a tag looks at: two before, itself, two after */
#define BALLOT 16 /* languages that may have votes */
#define NAME 8    /* bytes of a language's name, with the 0 at its end */
#define LONGEST 40 /* letters of a word that are looked at */

#define ONES 0x3000 /* code points beyond this may be words by themselves */

/* What stands for the words before a text and after it. */
#define BEFORE 2
#define AFTER 3

#ifdef _WIN32
#define EXPORT __declspec(dllexport)
#else
#define EXPORT
#endif

/* Texts come one at a time, and between two of them all of this falls out of the processor's nearest memory. */
#if defined(__GNUC__)
#define NEAR(address) __builtin_prefetch(address)
#else
#define NEAR(address) (void)(address)
#endif

/* How a code point looks: itself in small letters, and above that what it is in the shape of a word. */
#define LOOK_SHIFT 24
#define LOOK_LOWER 0x1fffff
#define LOOK_ODD 0x800000 /* in small letters it is more signs than one, or not always the same */
enum { LOOK_ITSELF, LOOK_DIGIT, LOOK_CAPITAL, LOOK_SMALL, LOOK_LETTER };

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

/* Hashes in order, and where those begin that have the same upper half. */
typedef struct {
    const uint32_t *keys;   /* [count] */
    const uint32_t *begins; /* [0x10001] */
    uint32_t count;
} Keys;

typedef struct {
    const uint16_t *signs;    /* [0x110000] what each code point is, 0 where that is not known yet */
    const uint32_t *looks;    /* [0x110000] how each of them looks, and how its small letter does */
    float *table;             /* [words known][WINDOW][TAGS]; rows 0 and 1 stand for what is before and after a text */
    const float *transitions; /* [TAGS][TAGS], from, to */
    const float *begun;       /* [HALF] from each B to its I */
    const float *inside;      /* [HALF] from each I to itself */
    Index *known;             /* numbers are rows of table */
    const Index *voters;      /* numbers are rows of votes */
    const uint8_t *votes;     /* [voters][BALLOT] */
    const char *names;        /* [1 + languages][NAME], the first of them empty */
    const uint16_t *values;   /* [features][WINDOW][TAGS], of tags, in half precision */
    const uint16_t *lists;    /* [listed] bits of the word lists */
    Keys features, listed;
    uint32_t count;           /* rows of table in use */
    uint32_t languages;       /* how many columns of votes are in use */
    uint32_t asked;           /* how many words of a text are asked for their votes */
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

/* What a word of 1 to LONGEST letters says in a context, for each place and lane: [WINDOW][TAGS]. */
void says(const Pack *pack, const uint32_t *letters, uint32_t length, uint32_t context, float *row);

/* The hash of letters, which has to be mixed with a context; the slot of a word, or the free one where it would go. */
uint64_t hash_of(const Index *index, const uint32_t *letters, int64_t length);
uint32_t *slot_of(const Index *index, uint64_t hash, const uint32_t *letters, uint32_t length, uint32_t context);

/* Have brought near what a look-up of a word will most likely read: first its slot, then the entry that is in it, then
 * that entry's letters. Returns the number of the entry and one, or 0, from the second step on. */
uint32_t bring(const Index *index, uint64_t hash, uint32_t context, int step);

/* Give a word a number in an index, in the free slot that is its. Returns 1, or 0 where there is no room. */
int32_t enter(Index *index, uint32_t *slot, uint64_t hash, const uint32_t *letters, uint32_t length, uint32_t context,
              uint32_t number);

/* The spans that the best path over the n > 0 words of a room says, in order. Returns how many. */
int64_t decode(const Pack *pack, const Room *room, int64_t n);

#endif
