/* Telephone numbers in a text of ASCII: runs of digits as they are written, and which of them are a number as a whole. The
 * detector `phone` says the same in Python, where this is not there or a text has other signs. */
#include "kernel.h"
#include "plans.h"
#include "signs.h"

#define FEWEST 7
#define MOST_INTERNATIONAL 15
#define LOOKED_BACK 30 /* for a word that announces a number */
#define OPENING 3      /* letters of it that are looked at */

/* How a run is a number: after "+", behind a trunk prefix or grouped, bare, behind an exit code; after "+", where no plan
 * has it. Python reads the others: SOME may have numbers among its groups, or be none that a plan has; of an ASKED one
 * nothing is known. */
enum { PLUS, WRITTEN, BARE, DIALLED_OUT, POSSIBLE, SOME, ASKED, NONE };

/* A run of digits, and those digits, but for what is beyond DIGITS of them. */
typedef struct {
    int64_t start, end, count, groups;
    int64_t lengths[4], last; /* digits of the first groups, and of the last */
    uint8_t digits[DIGITS];
} Run;

/* Where a number whose first digit is at `start` begins: with "(", "+", "(+", "+(" or "(+(" that lead it. */
static int64_t led(const uint8_t *text, int64_t start, int64_t end)
{
    for (const char *sign = "(+("; *sign; sign++)
        start -= start && text[start - 1] == *sign;
    return text[start] == '(' && !memchr(text + start, ')', (size_t)(end - start)) ? start + 1 : start;
}

/* Whether a run is written like a card (4-4-4-4), an IBAN (two letters, 2-4-4) or an IP address. */
static int grouped_otherwise(const uint8_t *text, int64_t start, int64_t end, const int64_t *lengths, int64_t groups)
{
    if (lengths[1] == 4 && lengths[2] == 4)
        return (lengths[0] == 4 && lengths[3] == 4) || (lengths[0] == 2 && start && is_letter(text[start - 1]));
    int dots = 0;
    for (int64_t i = start; i < end; i++)
        dots += text[i] == '.';
    return groups == 4 && lengths[0] <= 3 && lengths[1] <= 3 && lengths[2] <= 3 && lengths[3] <= 3 && dots == 3;
}

static int is_word(int byte)
{
    return is_letter(byte) || is_digit(byte) || byte == '_';
}

/* Whether the number of an invoice, a model or a program begins at `start`. */
static int referred(const uint8_t *text, int64_t start)
{
    static const char *const WORDS[] = {"firmware", "version", "build", "v"};
    if (start >= 2 && (text[start - 1] == '-' || text[start - 1] == '/') && is_letter(text[start - 2]))
        return 1;
    int64_t end = start;
    while (end && start - end < 2 && is_one_of(text[end - 1], " .:"))
        end--;
    for (size_t k = 0; k < sizeof WORDS / sizeof *WORDS; k++) {
        int64_t length = (int64_t)strlen(WORDS[k]), i = 0;
        if (length > end || (length < end && is_word(text[end - length - 1])))
            continue;
        while (i < length && (text[end - length + i] | 32) == WORDS[k][i])
            i++;
        if (i == length)
            return 1;
    }
    return 0;
}

/* What stands from `at` to `end`, whose first sign is a digit. */
static Run run_of(const uint8_t *text, int64_t at, int64_t end)
{
    Run run = {.start = at, .end = end};
    for (int64_t i = at; i < end; i++) {
        if (!is_digit(text[i]))
            continue;
        if (i == at || !is_digit(text[i - 1])) {
            run.groups++;
            run.last = 0;
        }
        if (run.count < DIGITS)
            run.digits[run.count] = text[i];
        run.count++;
        run.last++;
        if (run.groups <= 4)
            run.lengths[run.groups - 1]++;
    }
    return run;
}

/* Whether the digits are only part of what is written together: a decimal, a date, an amount, a longer number. */
static int is_part(const uint8_t *text, int64_t n, const Run *run)
{
    int64_t start = run->start, end = run->end;
    if (start && (is_digit(text[start - 1]) ||
                  (start >= 2 && is_one_of(text[start - 1], ".,:-/") && is_digit(text[start - 2]))))
        return 1;
    if (end < n && (text[end] == '%' || text[end] == '$' ||
                    (end + 1 < n && is_one_of(text[end], ".,:-/") && is_digit(text[end + 1]))))
        return 1;
    return run->groups == 2 && end - start == run->count + 1 && text[start + run->lengths[0]] == '.';
}

/* Whether a run may begin with a date: then Python looks at it. */
static int may_be_date(const uint8_t *text, const Run *run)
{
    return run->groups >= 3 && (run->lengths[0] == 4 || run->lengths[0] <= 2) && run->lengths[1] <= 2 &&
           is_one_of(text[run->start + run->lengths[0]], "./-");
}

/* Whether some of a run's groups, not all of them, may be a number. */
static int divides(const uint8_t *text, const Run *run)
{
    if (run->groups < 2)
        return 0;
    if (run->count - run->last >= FEWEST)
        return 1;
    for (int64_t i = run->start; i < run->end; i++) {
        if (text[i] == '(' || (text[i] == '+' && i > run->start))
            return 1;
        if (!is_digit(text[i]) || i == run->start || is_digit(text[i - 1]))
            continue;
        int64_t more = 1; /* digits of the group that begins here */
        while (i + more < run->end && is_digit(text[i + more]))
            more++;
        if (i > run->start + run->lengths[0] && (text[i] == '0' || (more == 1 && text[i] == '1') || more >= FEWEST))
            return 1;
    }
    return 0;
}

static int is_space(int byte)
{
    return byte == ' ' || (byte >= 9 && byte <= 13) || (byte >= 28 && byte <= 31);
}

/* Whether there is nothing else in a text. */
static int is_alone(const uint8_t *text, int64_t n, const Run *run)
{
    int64_t start = run->start, end = run->end;
    while (start && is_space(text[start - 1]))
        start--;
    while (end < n && is_space(text[end]))
        end++;
    return !start && end == n;
}

/* Whether the word before `start` may announce a number: not where it begins as none that does (openings.py). */
static int may_be_announced(const uint8_t *text, int64_t start, const uint8_t *openings)
{
    int64_t end = start, lines = 0, way = 0;
    while (end && start - end < 3 && is_one_of(text[end - 1], " .:#"))
        end--;
    int64_t begin = end;
    while (begin && start - begin < LOOKED_BACK && is_word(text[begin - 1]))
        lines += text[--begin] == '_';
    if (lines || start - begin >= LOOKED_BACK)
        return 1;
    if (begin == end || is_digit(text[begin]))
        return 0;
    for (int k = 0; k < OPENING; k++)
        way = way * 26 + (begin + k < end && is_letter(text[begin + k]) ? (text[begin + k] | 32) - 'a' : 25);
    return openings[way / 8] >> way % 8 & 1;
}

/* Whether a run that no plan has may be written or announced as a number: not where it is sure that it is not. */
static int may_be_likely(const uint8_t *text, int64_t n, const Run *run, const Plans *plans)
{
    int64_t start = run->start;
    if (text[start] == '+' || text[start] == '(')
        return 1;
    if (plans->american && run->groups >= 2 && (run->lengths[0] == 3 || run->lengths[0] == 1))
        return 1;
    if (plans->american && run->count == 10 && is_alone(text, n, run))
        return 1;
    return run->count <= MOST_INTERNATIONAL && may_be_announced(text, start, plans->openings);
}

/* How a run is one as a whole, or SOME; ASKED with a number that is UNKNOWN where a country is to be told first. */
static int told(const uint8_t *text, const Plans *plans, const Run *run, Number *number)
{
    int64_t start = run->start;
    int bare = run->count == run->end - start, n = (int)run->count, how = PLUS;
    if (run->count > DIGITS)
        return SOME;
    if (text[start] == '+' || (text[start] == '(' && text[start + 1] == '+'))
        *number = international(plans, run->digits, n);
    else {
        *number = dialled(plans, run->digits, n, bare && start && is_letter(text[start - 1]));
        how = number->trunk || !bare ? WRITTEN : BARE;
        if (number->said == NOT && run->digits[0] == '0' && run->digits[1] == '0') {
            *number = international(plans, run->digits + 2, n - 2);
            number->skip += 2;
            how = DIALLED_OUT;
        }
    }
    return number->said == VALID ? how : number->said == NOT ? SOME : ASKED;
}

/* How a run that no plan has is one that might be: POSSIBLE, SOME, or ASKED as above; NONE where it is sure to be none. */
static int guessed(const uint8_t *text, int64_t n, const Plans *plans, const Run *run, Number *number)
{
    if (divides(text, run))
        return SOME;
    if (text[run->start] != '+' || run->count > DIGITS)
        return may_be_likely(text, n, run, plans) ? SOME : NONE;
    *number = possible(plans, run->digits, (int)run->count);
    if (number->said == VALID)
        return is_part(text, n, run) ? NONE : POSSIBLE;
    return number->said == NOT ? NONE : ASKED;
}

/* The next run from `at` on that may hold a number, and where it ends; its groups are 0 where there is none. */
static Run next_run(const uint8_t *text, int64_t n, int64_t at)
{
    for (int64_t end; at < n; at = end) {
        while (at < n && !is_digit(text[at]))
            at++;
        end = run_end(text, n, at, " ().-/", 3);
        if (end - at < FEWEST)
            continue;
        Run run = run_of(text, at, end);
        if (run.count < FEWEST)
            continue;
        if (at && (text[at - 1] == '(' || text[at - 1] == '+'))
            run.start = led(text, at, end);
        else if (run.count > DIGITS && run.groups == 1)
            continue;
        if (run.groups > 3 && grouped_otherwise(text, run.start, end, run.lengths, run.groups))
            continue;
        if (!run.start || !(is_one_of(text[run.start - 1], "$#_=&?") || referred(text, run.start)))
            return run;
    }
    return (Run){.end = n};
}

/* Runs that may hold a telephone number, up to `room`: start, end, and how it is a number, above that how many of its
 * digits stand before the national number, and its country's code. Returns how many, -1 where there are more, or -2 less
 * a country code of which Python has to tell first. */
EXPORT int64_t phones(const uint8_t *text, int64_t n, int64_t (*found)[3], int64_t room, const Plans *plans)
{
    int64_t count = 0;
    for (int64_t at = 0; at < n;) {
        Run run = next_run(text, n, at);
        at = run.end;
        if (!run.groups)
            break;
        Number number = {NOT, 0, 0, 0};
        int how = told(text, plans, &run, &number);
        if (how < SOME && may_be_date(text, &run))
            how = ASKED;
        else if (how < SOME && is_part(text, n, &run))
            how = SOME;
        if (how == SOME)
            how = guessed(text, n, plans, &run, &number);
        if (number.said == UNKNOWN)
            return -2 - (int64_t)number.code;
        if (how == NONE)
            continue;
        if (count == room)
            return -1;
        found[count][0] = run.start;
        found[count][1] = run.end;
        found[count++][2] = how | (int64_t)number.skip << 8 | (int64_t)number.code << 16;
    }
    return count;
}

/* The same of a text with one run, in one number: above its end, 16 bits each, its start, above that the rest. -1 where
 * there are more, or further on. */
EXPORT int64_t phone(const uint8_t *text, int64_t n, const Plans *plans)
{
    int64_t found[1][3], count = n > 0xffff ? -1 : phones(text, n, found, 1, plans);
    return count == 1 ? found[0][1] | found[0][0] << 16 | found[0][2] << 32 : count;
}
