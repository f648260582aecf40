/* Numbering plans: which digits are a valid number. `core.numbering` says the same in Python, step by step, and explains
 * it; nothing here is written to, so that threads may share it. */
#include "plans.h"

#define END 0x400
#define HAS(bits, n) ((bits) >> (n) & 1)

/* Whether digits are all of what a pattern stands for. */
static int whole(const Cell *cells, uint32_t at, const uint8_t *digits, int n)
{
    uint32_t bit = n ? 1u << (digits[0] - '0') : END;
    for (; at; at = cells[at].other)
        if (cells[at].mask & bit && (!n || whole(cells, cells[at].next, digits + 1, n - 1)))
            return 1;
    return 0;
}

/* How many of the first digits, at most, are what a pattern stands for; -1 where none are. */
static int begun(const Cell *cells, uint32_t at, const uint8_t *digits, int n)
{
    int most = -1;
    for (; at; at = cells[at].other) {
        if (cells[at].mask & END && most < 0)
            most = 0;
        if (n && cells[at].mask >> (digits[0] - '0') & 1) {
            int more = begun(cells, cells[at].next, digits + 1, n - 1);
            most = more >= 0 && more >= most ? more + 1 : most;
        }
    }
    return most;
}

static int begins(const Plans *plans, uint32_t pattern, const uint8_t *digits, int n)
{
    return begun(plans->cells, pattern, digits, n) >= 0;
}

static int holds(const Plans *plans, const Plan *plan, const uint8_t *digits, int n)
{
    return HAS(plan->lengths, n) && whole(plans->cells, plan->types[n], digits, n) &&
           whole(plans->cells, plan->general, digits, n);
}

/* How many digits are trunk prefix and carrier code. */
static int stripped(const Plans *plans, const Plan *plan, const uint8_t *digits, int n)
{
    int before = begun(plans->cells, plan->prefix, digits, n);
    if (before <= 0)
        return 0;
    int loses = whole(plans->cells, plan->general, digits, n) &&
                !whole(plans->cells, plan->general, digits + before, n - before);
    return loses ? 0 : before;
}

/* The same, unless what stays were too short to be a number. */
static int insignificant(const Plans *plans, const Plan *plan, const uint8_t *digits, int n)
{
    int before = stripped(plans, plan, digits, n), left = n - before;
    if (HAS(plan->local, left) || left < (int)plan->shortest)
        return 0;
    return HAS(plan->lengths, left) || left > (int)plan->longest ? before : 0;
}

/* Whether one of the plans of a country has these national digits. */
static int valid(const Plans *plans, const Country *country, const uint8_t *digits, int n)
{
    const Plan *main = plans->plans + country->first;
    if (holds(plans, main, digits, n) && (country->count == 1 || main->flags & FIRST))
        return 1;
    for (uint32_t k = 0; k < country->count && country->count > 1; k++)
        if (main[k].flags & FIRST ? holds(plans, main + k, digits, n) : begins(plans, main[k].leading, digits, n))
            return holds(plans, main + k, digits, n);
    return 0;
}

/* The number that the digits from `skip` on are in a country, a trunk prefix before it left out; with `likely` also where
 * no plan has it. */
static Number within(const Plans *plans, const Country *country, const uint8_t *digits, int n, int skip, int likely)
{
    const Plan *main = plans->plans + country->first;
    Number number = {PYTHON, main->code, skip, 0};
    if (!(main->flags & SPOKEN_FOR))
        return number;
    number.skip += insignificant(plans, main, digits + skip, n - skip);
    int left = n - number.skip;
    int is = likely ? (int)HAS(main->lengths, left) : valid(plans, country, digits + number.skip, left);
    number.said = is ? VALID : NOT;
    return number;
}

static Number abroad(const Plans *plans, const uint8_t *digits, int n, int likely)
{
    Number number = {NOT, 0, 0, 0};
    for (int size = 1; size <= 3 && size <= n && digits[0] != '0'; size++) {
        number.code = number.code * 10 + digits[size - 1] - '0';
        uint32_t country = plans->codes[number.code];
        if (country >= KNOWN)
            return within(plans, plans->countries + country - KNOWN, digits, n, size, likely);
        if (country == UNASKED) {
            number.said = UNKNOWN;
            return number;
        }
    }
    return number;
}

Number international(const Plans *plans, const uint8_t *digits, int n)
{
    return abroad(plans, digits, n, 0);
}

Number possible(const Plans *plans, const uint8_t *digits, int n)
{
    return abroad(plans, digits, n, 1);
}

/* `Plan.e164` of digits that are at most DIGITS. */
static Number e164(const Plans *plans, const Plan *plan, const uint8_t *digits, int n)
{
    const Country *country = plans->countries + plan->country;
    int exit = begun(plans->cells, plan->exit, digits, n), own = (int)plan->digits;
    if (exit >= 0 && (exit == n || digits[exit] != '0')) {
        Number number = international(plans, digits + exit, n - exit);
        number.skip += exit;
        return number;
    }
    if (begins(plans, plan->own, digits, n)) {
        int skip = own + stripped(plans, plan, digits + own, n - own);
        if (n > (int)plan->longest || (!whole(plans->cells, plan->general, digits, n) &&
                                       whole(plans->cells, plan->general, digits + skip, n - skip)))
            return within(plans, country, digits, n, skip, 0);
    }
    Number number = {NOT, plan->code, insignificant(plans, plan, digits, n), 0};
    number.said = valid(plans, country, digits + number.skip, n - number.skip) ? VALID : NOT;
    return number;
}

static int may_begin(const Plans *plans, const Plan *plan, const uint8_t *digits, int n)
{
    if (plan->starts && !begins(plans, plan->starts, digits, n))
        return begins(plans, plan->exit, digits, n);
    if (!(plan->flags & PLAIN) || HAS(plan->lengths, n))
        return 1;
    if (HAS(plan->sizes, n) && (begins(plans, plan->trunk, digits, n) || begins(plans, plan->own, digits, n)))
        return 1;
    return begins(plans, plan->exit, digits, n);
}

/* Whether the digits, all of them national, are written without the trunk prefix that is usual for them. */
static int lacks_trunk(const Plans *plans, const Plan *plan, const uint8_t *digits, int n)
{
    const Plan *main = plans->plans + plans->countries[plan->country].first;
    const Layout *layout = plans->layouts + main->layouts;
    for (uint32_t k = 0; k < main->count; k++)
        if (begins(plans, layout[k].leading, digits, n) && whole(plans->cells, layout[k].whole, digits, n))
            return (int)layout[k].trunk;
    return 0;
}

Number dialled(const Plans *plans, const uint8_t *digits, int n, int trunk)
{
    Number number = {NOT, 0, 0, 0};
    for (uint32_t k = 0; k < plans->count; k++) {
        const Plan *plan = plans->plans + plans->national[k];
        if (!may_begin(plans, plan, digits, n))
            continue;
        number.said = PYTHON;
        if (!(plan->flags & SPOKEN_FOR))
            return number;
        number = e164(plans, plan, digits, n);
        if (number.said == PYTHON || number.said == UNKNOWN)
            return number;
        number.trunk = plan->flags & TRUNK && begins(plans, plan->trunk, digits, n);
        if (number.said == VALID && (number.skip || !lacks_trunk(plans, plan, digits, n)) && (number.trunk || !trunk))
            return number;
    }
    number.said = NOT;
    return number;
}
