/* Payment cards and bank account numbers in a text of ASCII. The detectors `card` and `iban` say the same in Python, where
 * this is not there or a text has other signs. */
#include <string.h>

#include "kernel.h"
#include "signs.h"

#define CARD_FEWEST 12
#define CARD_MOST 19
#define CARD_GROUPS 8
#define CARD_LOOKED_BACK 50 /* for a word */

enum { PROVED, ANNOUNCED }; /* a card by its check digit; one if a word says so */

static int value(const uint8_t *digits, int from, int to)
{
    int found = 0;
    for (int i = from; i < to; i++)
        found = found * 10 + digits[i] - '0';
    return found;
}

/* Whether digits begin and are as many as some brand's (card.py says whose). */
static int of_a_brand(const uint8_t *digits, int64_t n)
{
    int one = value(digits, 0, 1), two = value(digits, 0, 2), three = value(digits, 0, 3), four = value(digits, 0, 4);
    return (one == 4 && (n == 13 || n == 16 || n == 19)) || (two >= 51 && two <= 55 && n == 16) ||
           (four >= 2221 && four <= 2720 && n == 16) || ((two == 34 || two == 37) && n == 15) ||
           (((three >= 300 && three <= 305) || three == 309 || two == 36 || two == 38 || two == 39) &&
            (n == 14 || (n >= 16 && n <= 19))) ||
           ((four == 6011 || (three >= 644 && three <= 649) || two == 65) && n >= 16 && n <= 19) ||
           (four >= 3528 && four <= 3589 && n >= 16 && n <= 19) || ((two == 62 || two == 81) && n >= 16 && n <= 19) ||
           (four >= 2200 && four <= 2204 && n >= 16 && n <= 19) || (four == 9792 && n == 16) ||
           ((two == 60 || two == 82) && n == 16) || (four == 6521 && n == 16) ||
           ((two == 50 || (two >= 56 && two <= 58) || one == 6) && n >= 12 && n <= 19);
}

/* Whether 12 to 19 digits have a brand's prefix and length and pass Luhn's check, and are not one digit alone. */
EXPORT int32_t is_card(const uint8_t *digits, int64_t n)
{
    int sum = 0, differ = 0;
    for (int64_t i = 0; i < n; i++) {
        int digit = digits[n - 1 - i] - '0', twice = i & 1 ? 2 * digit : digit;
        sum += twice > 9 ? twice - 9 : twice;
        differ |= digits[i] != digits[0];
    }
    return differ && sum % 10 == 0 && of_a_brand(digits, n);
}

/* Whether what begins at `start` is the part of a number after its decimal point. */
static int decimal(const uint8_t *text, int64_t start)
{
    return start >= 2 && text[start - 1] == '.' && is_digit(text[start - 2]);
}

typedef struct {
    int64_t (*found)[3];
    int64_t count, room;
} Cards;

static void tell(Cards *cards, int64_t start, int64_t end, int64_t how)
{
    if (cards->count < cards->room) {
        cards->found[cards->count][0] = start;
        cards->found[cards->count][1] = end;
        cards->found[cards->count][2] = how;
    }
    cards->count++;
}

/* How many digits the group at `at` has. */
static int64_t group(const uint8_t *text, int64_t at, int64_t end)
{
    int64_t next = at;
    while (next < end && is_digit(text[next]))
        next++;
    return next - at;
}

/* Cards among the groups of a run that is none as a whole. Returns whether there are any. */
static int within(const uint8_t *text, int64_t at, int64_t end, Cards *cards)
{
    int64_t before = cards->count;
    while (at < end) {
        uint8_t digits[CARD_MOST];
        int64_t ends[CARD_GROUPS], sizes[CARD_GROUPS], groups = 0, size = 0, next = at, last = -1;
        while (next < end && groups < CARD_GROUPS) { /* the groups that fit into one card */
            int64_t more = group(text, next, end);
            if (size + more > CARD_MOST)
                break;
            memcpy(digits + size, text + next, (size_t)more);
            size += more;
            next += more;
            sizes[groups] = size;
            ends[groups++] = next;
            while (next < end && !is_digit(text[next]))
                next++;
        }
        if (!is_one_of(text[at], "017"))
            for (int64_t k = groups - 1; k >= 0 && sizes[k] >= CARD_FEWEST && last < 0; k--)
                if (is_card(digits, sizes[k]))
                    last = k;
        if (last >= 0 && !decimal(text, at)) {
            tell(cards, at, ends[last], PROVED);
            at = ends[last];
        } else
            at += group(text, at, end);
        while (at < end && !is_digit(text[at]))
            at++;
    }
    return cards->count > before;
}

/* Whether a word for a card may stand before `start`, as card.py looks for one: each of them in ASCII has "ar" in it. */
static int may_be_announced(const uint8_t *text, int64_t start)
{
    for (int64_t i = start - 1; i > 0 && start - i < CARD_LOOKED_BACK; i--) {
        if (is_digit(text[i]) || is_one_of(text[i], ".!?\n"))
            return 0;
        if ((text[i] | 32) == 'r' && (text[i - 1] | 32) == 'a')
            return 1;
    }
    return 0;
}

/* Whether groups follow each other that a card may have (4-4-4-4, 4-6-5, 4-6-4), with signs between them that a run of
 * digits has not: then Python looks at them. */
static int may_stand_apart(const uint8_t *text, int64_t n)
{
    int64_t first = 0, second = 0, third = 0; /* digits of the groups before, the third next to this one; 0: none */
    for (int64_t at = 0; at < n;) {
        int64_t size = group(text, at, n);
        if (size == 4 && first == 4 && second == 4 && third == 4)
            return 1;
        if ((size == 4 || size == 5) && second == 4 && third == 6)
            return 1;
        int64_t next = at += size;
        while (next < n && is_one_of(text[next], " \t\r\n,/"))
            next++;
        int far = next == at || next - at > 3;
        first = far ? 0 : second;
        second = far ? 0 : third;
        third = far ? 0 : size;
        while (next < n && !is_digit(text[next])) {
            first = second = third = 0;
            next++;
        }
        at = next;
    }
    return 0;
}

/* Payment cards, up to `room`: start, end, how. Returns twice their number, one more where the groups of others may stand
 * apart, or -1 where there are more. */
EXPORT int64_t cards(const uint8_t *text, int64_t n, int64_t (*found)[3], int64_t room)
{
    Cards cards = {found, 0, room};
    for (int64_t at = 0, end; at < n; at = end) {
        while (at < n && !is_digit(text[at]))
            at++;
        end = run_end(text, n, at, " .-", 2);
        if (end - at < CARD_FEWEST)
            continue;
        uint8_t digits[CARD_MOST + 1];
        int64_t size = 0;
        for (int64_t i = at; i < end; i++)
            if (is_digit(text[i])) {
                if (size <= CARD_MOST)
                    digits[size] = text[i];
                size++;
            }
        if (size < CARD_FEWEST || (size >= 18 && size <= 20 && digits[0] == '8' && digits[1] == '9'))
            continue; /* the second is a SIM card's number, whatever of it might be a payment card's */
        if (size <= CARD_MOST && is_card(digits, size) && !decimal(text, at)) {
            tell(&cards, at, end, PROVED);
            continue;
        }
        int others = size > 12 && size != end - at && within(text, at, end, &cards);
        if (!others && size >= 13 && size <= CARD_MOST && may_be_announced(text, at))
            tell(&cards, at, end, ANNOUNCED);
    }
    return cards.count <= room ? 2 * cards.count + may_stand_apart(text, n) : -1;
}

static int is_gap(int byte)
{
    return is_one_of(byte, " \t\r\n-");
}

static int is_alnum(int byte)
{
    return is_letter(byte) || is_digit(byte);
}

static int64_t over_gap(const uint8_t *text, int64_t n, int64_t at)
{
    int64_t begin = at;
    while (at < n && at - begin < 3 && is_gap(text[at]))
        at++;
    return at;
}

/* Where so many letters and digits end, with up to three spaces and the like before each; -1 where they are fewer. */
static int64_t rest_of(const uint8_t *text, int64_t n, int64_t at, int count)
{
    for (; count; count--) {
        at = over_gap(text, n, at);
        if (at == n || !is_alnum(text[at]))
            return -1;
        at++;
    }
    return at;
}

/* Whether a group of three small letters or more stands from `at` to `end`, but for four of a bank at once. */
static int has_word(const uint8_t *text, int64_t at, int64_t end, int64_t n)
{
    int64_t bank = over_gap(text, n, at), letters = bank;
    while (letters < n && letters - bank < 4 && text[letters] >= 'a' && text[letters] <= 'z')
        letters++;
    int64_t next = over_gap(text, n, letters);
    if (bank > at && letters - bank == 4 && next > letters && next < n && is_digit(text[next]))
        at = letters;
    while (at < end) {
        int64_t begin = at, small = 0;
        for (; at < end && is_alnum(text[at]); at++)
            small += text[at] >= 'a' && text[at] <= 'z';
        if (small >= 3 && small == at - begin && !(begin && is_alnum(text[begin - 1])))
            return 1;
        at += at == begin;
    }
    return 0;
}

/* Whether the account number from `start` to `end` has five digits or more behind its check digits, and these are right. */
static int is_right(const uint8_t *text, int64_t start, int64_t end)
{
    int left = 0, first = 0, digits = 0; /* the first four signs count behind the others */
    for (int twice = 0; twice < 2; twice++) {
        int seen = 0;
        for (int64_t i = start; i < end; i++) {
            if (!is_alnum(text[i]) || (seen++ < 4) != twice)
                continue;
            int value = is_digit(text[i]) ? text[i] - '0' : (text[i] | 32) - 'a' + 10;
            digits += !twice && is_digit(text[i]);
            left = (left * (value > 9 ? 100 : 10) + value) % 97;
            first += twice;
        }
    }
    return first == 4 && digits >= 5 && left == 1;
}

/* Whether what a word could name as an account number begins at `at`: two capitals, then digits and capitals. */
static int is_named(const uint8_t *text, int64_t n, int64_t at)
{
    int64_t next = at + 2;
    if (next >= n || text[at] < 'A' || text[at] > 'Z' || text[at + 1] < 'A' || text[at + 1] > 'Z')
        return 0;
    next += text[next] == ' ';
    if (next + 1 >= n || !is_digit(text[next]) || !is_digit(text[next + 1]))
        return 0;
    next += 2;
    for (int count = 0; count < 11; count++, next++) {
        next += next < n && (text[next] == ' ' || text[next] == '-');
        if (next >= n || !(is_digit(text[next]) || (text[next] >= 'A' && text[next] <= 'Z')))
            return 0;
    }
    return 1;
}

/* International bank account numbers with right check digits, up to `room`: start and end; `lengths` are those of each
 * pair of letters, 0 where no country has them. Returns twice their number, one more where something else stands there
 * that a word might name, or -1 where there are more. */
EXPORT int64_t ibans(const uint8_t *text, int64_t n, int64_t (*found)[2], int64_t room, const uint8_t *lengths)
{
    int64_t count = 0, free = 0, other = 0;
    for (int64_t i = 0; i + 2 < n; i++) {
        if (!is_digit(text[i]) || !is_digit(text[i + 1]) || (i && is_digit(text[i - 1])))
            continue;
        int64_t begin = i;
        while (begin && i - begin < 3 && is_gap(text[begin - 1]))
            begin--;
        begin -= 2;
        if (begin < free || !is_letter(text[begin]) || !is_letter(text[begin + 1]))
            continue;
        int length = lengths[((text[begin] | 32) - 'a') * 26 + (text[begin + 1] | 32) - 'a'];
        int64_t end = length ? rest_of(text, n, i + 2, length - 4) : -1;
        if (end < 0 || has_word(text, i + 2, end, n) || !is_right(text, begin, end))
            continue;
        if (count == room)
            return -1;
        found[count][0] = begin;
        found[count++][1] = free = end;
    }
    for (int64_t i = 0, k = 0; i < n && !other; i++) {
        while (k < count && found[k][1] <= i)
            k++;
        other = !(k < count && found[k][0] <= i) && is_named(text, n, i);
    }
    return 2 * count + other;
}
