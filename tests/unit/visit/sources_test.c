/* What kiosk and desk put in service when they start. */
#include "house.h"

#include "store/database.h"

#include <unistd.h>

static int64_t count_publications(struct house *house, const char *who)
{
    int64_t count = -1;
    struct error error = {0};
    char *path = commune_path(&house->commune, "marhaba.db");
    struct database *database = database_open(path, false, &error);
    assert_non_null(database);
    struct query *query = database_query(
        database, "SELECT count(*) FROM audit WHERE deed = 'content.publish' AND who = ?");
    query_put_text(query, who);
    if (query_row(query, &error))
        count = query_number(query, 0);
    assert_true(query_end(query));
    database_close(database);
    free(path);
    return count;
}

/* Who takes the published file away has whatever stands in the sources published at the next start:
 * that is on record; opening what is there is not. */
static void test_first_publication(void **state)
{
    (void)state;
    struct house *house = house_build(true);
    struct store *store = house_store(house);
    char *published = commune_path(&house->commune, "content/published.db");
    static const struct {
        const char *who;
        bool is_removed;
        int64_t kiosk, desk;
    } cases[] = {
        {"desk", false, 0, 0}, {"desk", true, 0, 1}, {"kiosk", true, 1, 1}, {"kiosk", false, 1, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (cases[i].is_removed)
            assert_int_equal(unlink(published), 0);
        struct library *library = sources_open(&house->commune, &house->place, house->registry,
                                               store, cases[i].who, clock_now_ms(house->clock));
        assert_true(library_is_published(library));
        library_close(library);
        assert_int_equal(count_publications(house, "kiosk"), cases[i].kiosk);
        assert_int_equal(count_publications(house, "desk"), cases[i].desk);
    }
    free(published);
    store_close(store);
    house_leave(house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_first_publication)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
