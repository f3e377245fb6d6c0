/* All that is shipped, published once for a whole group of tests. */
#ifndef MARHABA_TESTS_CONTENT_SHIPPED_H
#define MARHABA_TESTS_CONTENT_SHIPPED_H

#include "shelf.h"

static struct shelf *shelf;
static struct library *library;

static int open_shelf(void **state)
{
    (void)state;
    shelf = shelf_of_shipped();
    library = shelf_publish(shelf);
    return 0;
}

static int close_shelf(void **state)
{
    (void)state;
    library_close(library);
    shelf_free(shelf);
    return 0;
}

#endif
