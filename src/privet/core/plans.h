/* What plans.c says of a number, for phones.c. Python fills these structures (dialling.py): there they have the same
 * fields in the same order. */
#ifndef PRIVET_PLANS_H
#define PRIVET_PLANS_H

#include <stdint.h>

#define DIGITS 17 /* of a number that libphonenumber reads at all */

/* A pattern of digits is a chain of cells: one of them must take the first digit, and the chain it leads to the rest. */
typedef struct {
    uint32_t mask; /* bit k: the digit k; END: no digit is left */
    uint32_t next; /* the first cell of the chain behind that digit */
    uint32_t other; /* the next cell of this chain; 0 behind the last, and for a pattern of nothing at all */
} Cell;

typedef struct {
    uint32_t leading, whole; /* patterns: the first digits of a number, and all of it */
    uint32_t trunk;          /* whether such numbers are written with the trunk prefix */
} Layout;

/* The plan of a region, as `numbering.Plan` has it. */
typedef struct {
    uint32_t code, digits, country, flags; /* its country code, how many digits that has, which of the countries it is */
    uint32_t general, exit, prefix, trunk, starts, own, leading; /* patterns; `own`: the country code */
    uint32_t lengths, local, sizes;                              /* bit k: k digits */
    uint32_t shortest, longest;
    uint32_t layouts, count;      /* where its layouts begin, and how many they are */
    uint32_t types[DIGITS + 1];   /* patterns of all types of number of so many digits */
} Plan;

enum {
    SPOKEN_FOR = 1, /* what may stand before its numbers is fixed, so that plans.c can read them */
    PLAIN = 2,      /* no carrier codes */
    TRUNK = 4,      /* it has a trunk prefix */
    FIRST = 8,      /* what it holds is its own, whatever other regions share its country code */
};

typedef struct {
    uint32_t first, count; /* of the plans; the main one first */
} Country;

typedef struct {
    const Cell *cells;
    const Plan *plans;
    const Layout *layouts;
    const Country *countries;
    const uint32_t *codes;    /* [1000] by country code: UNASKED, NO_CODE, or the number of its country and two */
    const uint32_t *national; /* the plans of a detector's regions, in their order */
    const uint8_t *openings;  /* how a word may begin behind which a number is announced (openings.py) */
    uint32_t count;           /* how many plans they are */
    uint32_t american;        /* whether the code of one of them is 1 */
} Plans;

enum { UNASKED, NO_CODE, KNOWN };

/* What is said of digits: whether they are a number; or that Python has to be asked, or has to tell of `code` first. */
enum { NOT, VALID, PYTHON, UNKNOWN };

typedef struct {
    int said;
    uint32_t code; /* the country code of the number */
    int skip;      /* how many digits stand before the national number */
    int trunk;     /* whether it is written with the trunk prefix of the plan that has it */
} Number;

/* What `numbering.international` says of up to DIGITS digits as they follow a "+". */
Number international(const Plans *plans, const uint8_t *digits, int n);

/* What `numbering.possible_international` says of them: also numbers that no plan has, when their length is one of its. */
Number possible(const Plans *plans, const uint8_t *digits, int n);

/* The first of a detector's plans that has the digits, dialled as people there do; with `trunk` only behind its prefix. */
Number dialled(const Plans *plans, const uint8_t *digits, int n, int trunk);

#endif
