/* rooms: desk */
/* Bytes of a connection: the request reader and, for a form, the form reader. */
#include "desk/forms.h"
#include "desk/request.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t size)
{
    struct arena *arena = arena_new();
    struct request request;
    struct form form;
    struct error error = {0};
    size_t used = 0;
    int status = 0;
    /* A copy of exact size, so that reading past its end is seen. */
    char *input = malloc(size ? size : 1);
    if (!input)
        abort();
    memcpy(input, bytes, size);
    enum request_outcome outcome = request_read(arena, input, size, &request, &used, &status);
    if (outcome == REQUEST_WHOLE) {
        if (used == 0 || used > size || request.path[0] != '/' || strstr(request.path, "/../"))
            abort();
        form_read(arena, request.body, request.body_length, &form, &error);
    } else if ((outcome == REQUEST_BAD) != (status >= 400)) {
        abort();
    }
    form_read(arena, input, size, &form, &error);
    free(input);
    arena_free(arena);
    return 0;
}
