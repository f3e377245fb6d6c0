#include "base/png.h"

#include <stdint.h>
#include <string.h>

static const unsigned char signature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

/* Of a chunk, besides what is inside: its length, name and checksum. */
#define CHUNK_FRAME 12u

static uint32_t number_at(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static bool is_side(const unsigned char *bytes)
{
    uint32_t pixels = number_at(bytes);
    return pixels >= 1 && pixels <= PNG_SIDE_MOST;
}

static bool is_whole(const unsigned char *bytes, size_t length)
{
    for (size_t at = sizeof signature; length - at >= CHUNK_FRAME;) {
        size_t inside = number_at(bytes + at);
        if (inside > length - at - CHUNK_FRAME)
            return false;
        if (memcmp(bytes + at + 4, "IEND", 4) == 0)
            return true;
        at += CHUNK_FRAME + inside;
    }
    return false;
}

bool png_is_claimed(const void *bytes, size_t length)
{
    return length >= 4 && memcmp(bytes, signature, 4) == 0;
}

bool png_is_sound(const void *bytes, size_t length)
{
    const unsigned char *at = bytes, *header = at + sizeof signature;
    return length >= sizeof signature + CHUNK_FRAME + 13 &&
           memcmp(at, signature, sizeof signature) == 0 && memcmp(header + 4, "IHDR", 4) == 0 &&
           is_side(header + 8) && is_side(header + 12) && is_whole(at, length);
}
