#include <string.h>

#include "kernel.h"

/* What a code point is: bits in the order of `words.SIGNS`, after the one that says that it is known. */
enum {
    KNOWN = 1 << 0,
    WORD = 1 << 1,
    SPACE = 1 << 2,
    LETTER = 1 << 3,
    HAN = 1 << 4,
    ELIDES = 1 << 5, /* d' l' j' ... */
    H = 1 << 6,
    T = 1 << 7,
    P = 1 << 8,
    S = 1 << 9,
    W = 1 << 10,
    Q = 1 << 11,
    U = 1 << 12,
    LOWERS = 1 << 13, /* there is a small letter for it, */
    UPPERS = 1 << 14, /* or a capital */
    DIGIT = 1 << 15,
};

#define UNKNOWN (-1) /* a code point has to be learned first, or a word that only Python can read */
#define FULL (-2)    /* there is no room for another word in the table */

enum { MAIL_BEFORE = 64, MAIL_AFTER = 253, ENDING = 20, LINE = 16 };

typedef struct {
    const uint32_t *text;
    const uint16_t *kinds;
    int64_t n; /* one sign more can be read, a blank */
    int addresses, han;
} Signs;

static int apostrophe(uint32_t sign)
{
    return sign == '\'' || sign == 0x2019;
}

/* Where those signs end that follow from `at` on, are of one of the kinds, and `most` at most. */
static int64_t run(const Signs *s, int64_t at, int kinds, int64_t most)
{
    int64_t end = s->n - at < most ? s->n : at + most;
    while (at < end && s->kinds[at] & kinds)
        at++;
    return at;
}

/* https?://\S+ or www\.\S+ */
static int64_t web_address(const Signs *s, int64_t at)
{
    static const uint16_t HTTP[] = {H, T, T, P}, WWW[] = {W, W, W};
    const uint16_t *begins = s->kinds[at] & H ? HTTP : WWW;
    int letters = s->kinds[at] & H ? 4 : 3;
    int64_t end = at;
    for (int i = 0; i < letters; i++, end++)
        if (end >= s->n || !(s->kinds[end] & begins[i]))
            return at;
    if (letters == 4) {
        if (s->kinds[end] & S)
            end++;
        if (s->n - end < 3 || s->text[end] != ':' || s->text[end + 1] != '/' || s->text[end + 2] != '/')
            return at;
        end += 3;
    } else if (s->text[end++] != '.')
        return at;
    int64_t begun = end;
    while (end < s->n && !(s->kinds[end] & SPACE))
        end++;
    return end > begun ? end : at;
}

/* [\w.+-]{1,64}@\w[\w.-]{0,253} */
static int64_t mail_address(const Signs *s, int64_t at)
{
    int64_t end = at, most = at + MAIL_BEFORE;
    while (end < s->n && end < most &&
           (s->kinds[end] & WORD || s->text[end] == '.' || s->text[end] == '+' || s->text[end] == '-'))
        end++;
    if (end == at || s->text[end] != '@' || !(s->kinds[end + 1] & WORD))
        return at;
    end += 2;
    most = end + MAIL_AFTER;
    while (end < s->n && end < most && (s->kinds[end] & WORD || s->text[end] == '.' || s->text[end] == '-'))
        end++;
    return end;
}

/* Where the word ends that begins at `at`: the alternatives of the pattern in words.py, in their order; `at` itself
 * when none begins there. */
static int64_t word_end(const Signs *s, int64_t at)
{
    uint16_t kind = s->kinds[at], last = at ? s->kinds[at - 1] : SPACE;
    uint32_t sign = s->text[at];
    if (kind & SPACE)
        return sign == '\n' ? at + 1 : at;
    if (s->addresses) {
        int64_t end = kind & (H | W) ? web_address(s, at) : at;
        if (end == at)
            end = mail_address(s, at);
        if (end > at)
            return end;
    }
    if (kind & WORD) {
        int64_t elided = kind & ELIDES ? at + 1 : kind & Q && s->kinds[at + 1] & U ? at + 2 : 0;
        if (elided && elided < s->n && apostrophe(s->text[elided]) && s->kinds[elided + 1] & LETTER &&
            !(last & WORD) && !(at && apostrophe(s->text[at - 1])))
            return elided + 1;
        if (s->han && kind & HAN)
            return at + 1;
        int64_t end = at;
        while (s->kinds[end] & WORD && !(s->han && s->kinds[end] & HAN))
            end++;
        return end;
    }
    if (last & WORD && apostrophe(sign) && s->kinds[at + 1] & LETTER)
        return run(s, at + 1, LETTER, ENDING);
    if (sign == '@' && !(last & WORD))
        return run(s, at + 1, WORD, s->n);
    return at + 1;
}

/* Let digits be alike, as `features.alike` does, but in round numbers: the first of 10 to 9000 stays as it is. */
static void fold(const Room *room, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        if (!(room->kinds[i] & DIGIT))
            continue;
        if (room->text[i] >= '1' && room->text[i] <= '9' && !(i && room->kinds[i - 1] & WORD)) {
            int64_t end = i + 1;
            while (room->text[end] == '0' && end < i + 4)
                end++;
            if (end > i + 1 && !(room->kinds[end] & WORD))
                continue;
        }
        room->text[i] = '0';
    }
}

/* The text of n code points into the room, widened, with what each is. Returns all that any of them is, 0 where one
 * is not known. */
static uint16_t widened(const Pack *pack, const Room *room, const uint8_t *given, int64_t n, int wide)
{
    uint16_t any = KNOWN, all = KNOWN, high = 0;
    for (int64_t i = 0; i < n; i++) {
        uint32_t sign = given[i];
        if (wide) {
            memcpy(&sign, given + 4 * i, sizeof sign);
            if (sign > 0x10ffff)
                return 0;
        }
        uint16_t kind = pack->signs[sign];
        room->text[i] = sign;
        room->kinds[i] = kind;
        any |= kind;
        all &= kind;
        high |= sign > ONES ? kind : 0;
    }
    room->text[n] = ' ';
    room->kinds[n] = SPACE;
    if (any & DIGIT && !(high & WORD || pack->units))
        fold(room, n);
    return all ? any : 0;
}

/* Whether the text has what makes the longer patterns of words.py look for addresses. */
static int has_addresses(const uint32_t *text, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        if (text[i] == '@' || (n - i > 2 && text[i] == ':' && text[i + 1] == '/' && text[i + 2] == '/') ||
            (n - i > 3 && text[i] == 'w' && text[i + 1] == 'w' && text[i + 2] == 'w' && text[i + 3] == '.'))
            return 1;
    return 0;
}

/* The words of the text in the room. Returns how many, those that found no room counted. */
static int64_t cut(const Room *room, int64_t n, int han)
{
    Signs s = {room->text, room->kinds, n, han || has_addresses(room->text, n), han};
    int64_t count = 0;
    for (int64_t at = 0; at < n;) {
        int64_t end = word_end(&s, at);
        if (end == at) {
            at++;
            continue;
        }
        if (count < room->words) {
            room->starts[count] = (uint32_t)at;
            room->ends[count] = (uint32_t)end;
        }
        count++;
        at = end;
    }
    return count;
}

/* The letters of a word that are looked at, as `words.units` has them. `pair` has room for two. */
static const uint32_t *letters_of(const Pack *pack, const Room *room, int64_t word, int64_t count, uint32_t *pair,
                                  uint32_t *length)
{
    uint32_t start = room->starts[word], own = room->ends[word] - start;
    if (pack->units && own == 1 && room->text[start] > ONES && word + 1 < count) {
        pair[0] = room->text[start];
        pair[1] = room->text[room->starts[word + 1]];
        *length = 2;
        return pair;
    }
    *length = own < LONGEST ? own : LONGEST;
    return room->text + start;
}

/* The number of the language that most votes are for, and one; 0 when there are none, or two are level. The hashes of
 * the words of the text are in the room afterwards. */
static uint32_t elected(const Pack *pack, const Room *room, int64_t count)
{
    uint32_t counts[BALLOT] = {0}, best = 0, most = 0, second = 0, pair[2], length;
    for (int64_t i = 0; i < count; i++) {
        const uint32_t *letters = letters_of(pack, room, i, count, pair, &length);
        room->hashes[i] = hash_of(pack->known, letters, length);
        if (i < pack->asked)
            bring(pack->voters, room->hashes[i], 0, 0);
    }
    for (int64_t i = 0; i < count && i < pack->asked; i++) {
        if (room->ends[i] - room->starts[i] > LONGEST)
            continue;
        const uint32_t *letters = letters_of(pack, room, i, count, pair, &length);
        uint32_t voter = *slot_of(pack->voters, room->hashes[i], letters, length, 0);
        for (uint32_t j = 0; voter && j < pack->languages; j++)
            counts[j] += pack->votes[(voter - 1) * BALLOT + j];
    }
    for (uint32_t i = 0; i < pack->languages; i++)
        if (counts[i] > most) {
            best = i + 1;
            second = most;
            most = counts[i];
        } else if (counts[i] > second)
            second = counts[i];
    return most > second ? best : 0;
}

/* Learn what a word says where its slot is free. Returns 0, UNKNOWN or FULL. */
static int learned(Pack *pack, uint32_t *slot, uint64_t hash, const uint32_t *letters, uint32_t length,
                   uint32_t context)
{
    for (uint32_t i = 0; i < length; i++)
        if (pack->looks[letters[i]] & LOOK_ODD)
            return UNKNOWN;
    if (!enter(pack->known, slot, hash, letters, length, context, pack->count))
        return FULL;
    says(pack, letters, length, context, pack->table + (size_t)pack->count++ * WINDOW * TAGS);
    return 0;
}

/* Spans of a text of n code points, a byte each or, when wide, four. Returns how many; UNKNOWN; FULL; or FULL - 1 less
 * the words for which there is no room. */
EXPORT int64_t tag(Pack *pack, const Room *room, const uint8_t *given, int64_t n, int32_t wide)
{
    if (n >= room->signs)
        return FULL - 1;
    uint16_t any = widened(pack, room, given, n, wide);
    if (!any)
        return UNKNOWN;
    int64_t count = cut(room, n, any & HAN);
    if (count > room->words)
        return FULL - 1 - count;
    if (!count)
        return 0;
    uint32_t context = 2 * elected(pack, room, count) + (!(any & LOWERS) || !(any & UPPERS)), pair[2], length;
    for (int step = 0; step < 3; step++)
        for (int64_t i = 0; i < count; i++) {
            uint32_t row = bring(pack->known, room->hashes[i], context, step);
            for (int line = 0; step == 1 && line < WINDOW * TAGS; line += LINE)
                NEAR(pack->table + ((size_t)row - (row > 0)) * WINDOW * TAGS + line);
        }
    for (int64_t i = 0; i < count; i++) {
        const uint32_t *letters = letters_of(pack, room, i, count, pair, &length);
        uint32_t *slot = slot_of(pack->known, room->hashes[i], letters, length, context);
        if (!*slot) {
            int answer = learned(pack, slot, room->hashes[i], letters, length, context);
            if (answer)
                return answer;
        }
        room->rows[i] = *slot - 1;
    }
    return decode(pack, room, count);
}
