/* Apart from the manifest's reader, which the runner has no use for. */
#include "plugin/manifest.h"

#include <string.h>

#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

bool service_code_is_valid(const char *code)
{
    size_t length = strlen(code);
    return length >= 2 && length <= 24 && strchr(UPPER, code[0]) &&
           strspn(code, UPPER "0123456789-") == length;
}
