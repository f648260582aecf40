#include <string.h>

#include "kernel.h"

/* What a model says of a word: features.py in C, with the same features in the same order, so that the sums are the
 * same to the last bit. A feature is never written down: its hash is taken as its parts come. */

enum { UTF8 = 4, LISTS = 16 };

typedef struct {
    uint8_t bytes[LONGEST * UTF8 + 4 * LONGEST + 8]; /* UTF-8; room for what stands between in a shape */
    uint32_t at[LONGEST + 1];                        /* where each sign begins, and the end */
    uint32_t signs, length;
} Written;

/* CRC-32 (ISO 3309), four bits at a time, of what came so far and these bytes. */
static uint32_t crc32(uint32_t crc, const void *given, size_t length)
{
    static const uint32_t TABLE[16] = {0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4,
                                       0x4db26158, 0x5005713c, 0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
                                       0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c};
    const uint8_t *bytes = given;
    crc = ~crc;
    for (size_t i = 0; i < length; i++) {
        crc ^= bytes[i];
        crc = crc >> 4 ^ TABLE[crc & 15];
        crc = crc >> 4 ^ TABLE[crc & 15];
    }
    return ~crc;
}

static uint32_t of_letter(char letter)
{
    return crc32(0, &letter, 1);
}

static uint32_t then(uint32_t crc, const char *text)
{
    return crc32(crc, text, strlen(text));
}

static uint32_t then_number(uint32_t crc, uint32_t number)
{
    char digits[10];
    int at = sizeof digits;
    do
        digits[--at] = (char)('0' + number % 10);
    while (number /= 10);
    return crc32(crc, digits + at, sizeof digits - (size_t)at);
}

/* Behind what is written, one sign more; surrogates, too, as "surrogatepass" has them. */
static void put(Written *to, uint32_t sign)
{
    uint8_t *bytes = to->bytes + to->length;
    if (sign < 0x80) {
        bytes[0] = (uint8_t)sign;
        to->length += 1;
    } else if (sign < 0x800) {
        bytes[0] = (uint8_t)(0xc0 | sign >> 6);
        bytes[1] = (uint8_t)(0x80 | (sign & 63));
        to->length += 2;
    } else if (sign < 0x10000) {
        bytes[0] = (uint8_t)(0xe0 | sign >> 12);
        bytes[1] = (uint8_t)(0x80 | (sign >> 6 & 63));
        bytes[2] = (uint8_t)(0x80 | (sign & 63));
        to->length += 3;
    } else {
        bytes[0] = (uint8_t)(0xf0 | sign >> 18);
        bytes[1] = (uint8_t)(0x80 | (sign >> 12 & 63));
        bytes[2] = (uint8_t)(0x80 | (sign >> 6 & 63));
        bytes[3] = (uint8_t)(0x80 | (sign & 63));
        to->length += 4;
    }
}

/* A word as its features have it: in small letters, its digits alike. */
static void write_lower(const Pack *pack, const uint32_t *letters, uint32_t length, Written *to)
{
    to->length = 0;
    to->signs = length;
    for (uint32_t i = 0; i < length; i++) {
        uint32_t look = pack->looks[letters[i]];
        to->at[i] = to->length;
        put(to, look >> LOOK_SHIFT == LOOK_DIGIT ? '0' : look & LOOK_LOWER);
    }
    to->at[length] = to->length;
}

/* How a word looks, and how long the first sign of that is. */
static uint32_t write_shape(const Pack *pack, const uint32_t *letters, uint32_t length, int caseless, Written *to)
{
    static const char WRITTEN[] = {0, 'd', 'X', 'x', 'h'};
    uint32_t last = 0, run = 0, first = 0;
    to->length = 0;
    for (uint32_t i = 0; i <= length; i++) {
        uint32_t sign = i < length ? letters[i] : 0;
        if (caseless)
            sign = pack->looks[sign] & LOOK_LOWER;
        uint32_t kind = pack->looks[sign] >> LOOK_SHIFT, one = kind == LOOK_ITSELF ? 1 + sign : kind << LOOK_SHIFT;
        if (i == length || one != last) {
            if (last == LOOK_DIGIT << LOOK_SHIFT)
                put(to, '0' + (run < 7 ? run : 7));
            if (i == length)
                break;
            put(to, kind == LOOK_ITSELF ? sign : (uint32_t)WRITTEN[kind]);
            first = first ? first : to->length;
            last = one;
            run = 0;
        }
        if (++run == 2 && kind == LOOK_CAPITAL)
            put(to, 'X');
    }
    if (caseless)
        put(to, '~');
    return first;
}

/* The place of a key among sorted ones, or how many there are. */
static uint32_t place_of(const Keys *keys, uint32_t key)
{
    uint32_t end = keys->begins[(key >> 16) + 1];
    for (uint32_t at = keys->begins[key >> 16]; at < end; at++)
        if (keys->keys[at] == key)
            return at;
    return keys->count;
}

static uint32_t membership(const Pack *pack, const void *bytes, size_t length)
{
    uint32_t place = place_of(&pack->listed, crc32(0, bytes, length));
    return place < pack->listed.count ? pack->lists[place] : 0;
}

/* The lists that a word is on: of those with digits, only a digit alone and round numbers may be on any. */
static uint32_t lists_of(const Pack *pack, const uint32_t *letters, const Written *lower)
{
    uint32_t signs = lower->signs, digits = 0, zeros = 0;
    uint8_t number[4];
    for (uint32_t i = 0; i < signs; i++) {
        digits += pack->looks[letters[i]] >> LOOK_SHIFT == LOOK_DIGIT;
        zeros += i && letters[i] == '0';
    }
    if (!digits)
        return membership(pack, lower->bytes, lower->length);
    if (signs > sizeof number || letters[0] < (signs > 1 ? '1' : '0') || letters[0] > '9' || zeros + 1 < signs)
        return 0;
    for (uint32_t i = 0; i < signs; i++)
        number[i] = (uint8_t)letters[i];
    return membership(pack, number, signs);
}

typedef struct {
    const Pack *pack;
    float says[WINDOW * TAGS];
} Sum;

/* Add what a feature says, kept in half precision (IEEE 754 binary16, finite), which a float holds exactly: its bits a
 * place further down, times what its exponents then lack. */
static void add(Sum *sum, uint32_t feature)
{
    uint32_t place = place_of(&sum->pack->features, feature);
    if (place == sum->pack->features.count)
        return;
    const uint16_t *halves = sum->pack->values + (size_t)place * WINDOW * TAGS;
    uint32_t bits[WINDOW * TAGS];
    float told[WINDOW * TAGS];
    for (int i = 0; i < WINDOW * TAGS; i++)
        bits[i] = (uint32_t)(halves[i] & 0x8000) << 16 | (uint32_t)(halves[i] & 0x7fff) << 13;
    memcpy(told, bits, sizeof told);
    for (int i = 0; i < WINDOW * TAGS; i++)
        sum->says[i] += told[i] * 0x1p112f;
}

/* What each list says that a word is on: h0, h0Xx, h0en of the first ... */
static void add_lists(Sum *sum, char letter, uint32_t bits, const Written *look, const char *language)
{
    for (uint32_t bit = 0; bit < LISTS; bit++) {
        if (!(bits >> bit & 1))
            continue;
        uint32_t own = then_number(of_letter(letter), bit);
        add(sum, own);
        if (look) {
            add(sum, crc32(own, look->bytes, look->length));
            add(sum, then(own, language));
        }
    }
}

/* A Han character (with the one after it). */
static void add_characters(Sum *sum, const uint32_t *letters, uint32_t length, uint32_t bits)
{
    Written first = {.signs = 1}, second = {.signs = length - 1};
    put(&first, letters[0]);
    if (length > 1)
        put(&second, letters[1]);
    uint32_t one = lists_of(sum->pack, letters, &first), two = length > 1 ? lists_of(sum->pack, letters + 1, &second) : 0;
    add(sum, crc32(of_letter('c'), first.bytes, first.length));
    add(sum, crc32(of_letter('n'), second.bytes, second.length));
    add(sum, then_number(of_letter('g'), bits));
    add(sum, then_number(of_letter('1'), one));
    add(sum, then_number(then(then_number(of_letter('2'), one), ","), two));
    add_lists(sum, 'h', bits, 0, 0);
    add_lists(sum, 'i', one, 0, 0);
}

/* The beginnings and ends of a word. */
static void add_parts(Sum *sum, const Written *lower, const Written *look, uint32_t own)
{
    uint32_t signs = lower->signs;
    for (uint32_t size = 1; size <= 4 && size < signs; size++) {
        uint32_t begin = lower->at[signs - size];
        add(sum, crc32(of_letter('e'), lower->bytes + begin, lower->length - begin));
        add(sum, crc32(of_letter('p'), lower->bytes, lower->at[size]));
    }
    if (signs > 3) {
        const uint8_t *begin = lower->bytes + lower->at[signs - 3];
        uint32_t length = lower->length - lower->at[signs - 3];
        add(sum, crc32(own, begin, length));
        add(sum, crc32(crc32(then(0, "es"), begin, length), look->bytes, look->length));
    }
}

void says(const Pack *pack, const uint32_t *letters, uint32_t length, uint32_t context, float *row)
{
    Sum sum = {.pack = pack};
    Written lower, look;
    int caseless = context & 1;
    const char *language = pack->names + (context >> 1) * NAME;
    write_lower(pack, letters, length, &lower);
    if (length == 1 && (letters[0] == BEFORE || letters[0] == AFTER)) {
        add(&sum, crc32(of_letter('w'), lower.bytes, lower.length));
    } else {
        uint32_t first = write_shape(pack, letters, length, caseless, &look);
        uint32_t bits = lists_of(pack, letters, &lower);
        uint32_t own = then(of_letter('s'), language);
        add(&sum, crc32(of_letter('w'), lower.bytes, lower.length));
        add(&sum, crc32(then(then(of_letter('w'), language), "="), lower.bytes, lower.length));
        add(&sum, crc32(of_letter('s'), look.bytes, look.length));
        add(&sum, crc32(then(own, "="), look.bytes, look.length));
        add(&sum, then(then(of_letter('b'), language), caseless ? "True" : "False"));
        add(&sum, crc32(then_number(of_letter('l'), length < 12 ? length : 12), look.bytes, first));
        if (length <= 2 && letters[0] > ONES) {
            add_characters(&sum, letters, length, bits);
        } else {
            add_parts(&sum, &lower, &look, then(then(of_letter('e'), language), "="));
            own = then_number(of_letter('g'), bits);
            add(&sum, own);
            add(&sum, crc32(own, look.bytes, look.length));
            add_lists(&sum, 'h', bits, &look, language);
        }
    }
    for (int place = 0; place < WINDOW; place++)
        for (int tag = 0; tag < TAGS; tag++)
            row[place * TAGS + (tag & 1 || !tag ? (tag + 1) / 2 : HALF + tag / 2)] = sum.says[place * TAGS + tag];
}
