/* A page: its words in the reader's language, whom to reach, and what to do next. */
#include "inside.h"

#include <stdio.h>
#include <string.h>

/* Languages to try for a reader of `code`, as the host's own chain does. */
static const json_t *blocks_for(const json_t *page, const char *code, const char **language)
{
    static const char *const chains[][6] = {{"zgh", "ar", "fr", "en", "es"},
                                            {"ar", "fr", "en", "es"},
                                            {"es", "fr", "en", "ar"},
                                            {"en", "fr", "ar", "es"},
                                            {"fr", "ar", "en", "es"}};
    const size_t count = sizeof chains / sizeof *chains;
    size_t chain = 0;
    while (chain + 1 < count && strcmp(chains[chain][0], code) != 0)
        chain++;
    for (size_t i = 0; i < 6 && chains[chain][i]; i++) {
        *language = chains[chain][i];
        const json_t *blocks = json_object_get(json_object_get(page, "blocks"), *language);
        if (json_array_size(blocks))
            return blocks;
    }
    return NULL;
}

/* A text in one language, as MRH_VARIANTS takes it. */
struct single {
    const char *list[3];
};

static struct single single_of(const char *language, const json_t *block)
{
    return (struct single){{language, text_of(block, "text"), NULL}};
}

static void build_block(struct mrh_ui *ui, const json_t *block, const char *language,
                        int64_t number)
{
    struct single words = single_of(language, block);
    const char *kind = text_of(block, "kind");
    const struct mrh_text *label = words.list[1][0] ? MRH_VARIANTS(words.list) : NULL;
    if (strcmp(kind, "picture") == 0)
        MRH_ADD(ui, MRH_ROLE_PICTURE, .label = label, .value = text_of(block, "picture"));
    else if (strcmp(kind, "link") != 0)
        MRH_PARAGRAPH(ui, .label = label, .number = number,
                      .tone = number                        ? MRH_TONE_NUMBERED
                              : strcmp(kind, "bullet") == 0 ? MRH_TONE_BULLET
                                                            : MRH_TONE_PLAIN);
}

/* A heading holds what follows it, so that it is never parted from it. */
static void build_blocks(struct mrh_ui *ui, const json_t *blocks, const char *language)
{
    bool is_in_group = false;
    int64_t number = 0;
    for (size_t i = 0; i < json_array_size(blocks); i++) {
        const json_t *block = json_array_get(blocks, i);
        bool is_aside = strcmp(text_of(block, "kind"), "link") == 0 ||
                        strcmp(text_of(block, "kind"), "picture") == 0;
        int64_t step = strcmp(text_of(block, "kind"), "numbered") == 0 ? number + 1 : 0;
        number = is_aside ? number : step;
        if (strcmp(text_of(block, "kind"), "heading") != 0) {
            build_block(ui, block, language, is_aside ? 0 : number);
            continue;
        }
        struct single words = single_of(language, block);
        if (is_in_group)
            MRH_END(ui);
        MRH_BEGIN(ui, MRH_ROLE_GROUP, .label = MRH_VARIANTS(words.list));
        is_in_group = true;
    }
    if (is_in_group)
        MRH_END(ui);
}

/* At the end, where one takes out the telephone; in the text they are words like others. */
static void build_links(struct mrh_ui *ui, const json_t *blocks, const char *language)
{
    for (size_t i = 0; i < json_array_size(blocks); i++) {
        const json_t *block = json_array_get(blocks, i);
        struct single words = single_of(language, block);
        if (strcmp(text_of(block, "kind"), "link") == 0)
            MRH_LINK(ui, .value = text_of(block, "url"),
                     .label = words.list[1][0] ? MRH_VARIANTS(words.list) : MRH_KEY("page.link"));
    }
}

static void build_body(struct mrh_ui *ui, const json_t *body)
{
    struct words name = words_of(body, "name"), reach = words_of(body, "reach"),
                 does = words_of(body, "does");
    const char *web = text_of(body, "web"), *phone = text_of(body, "phone");
    const struct words *detail = reach.list[0] ? &reach : &does;
    struct mrh_text text;
    if (web[0]) {
        MRH_LINK(ui, .label = MRH_VARIANTS(name.list), .detail = words_or_none(detail, &text),
                 .value = web);
        return;
    }
    MRH_PARAGRAPH(ui, .tone = MRH_TONE_BULLET,
                  .label = MRH_MESSAGE("page.body", MRH_WORDS("body", name.list),
                                       MRH_WORDS("reach", detail->list)));
    if (phone[0])
        MRH_PARAGRAPH(ui, .tone = MRH_TONE_BULLET,
                      .label = MRH_MESSAGE("page.phone", MRH_CODE("phone", phone)));
}

static void build_bodies(const struct information *self, struct mrh_ui *ui)
{
    if (json_array_size(self->bodies) == 0)
        return;
    MRH_BEGIN(ui, MRH_ROLE_GROUP, .label = MRH_KEY("page.bodies"));
    for (size_t i = 0; i < json_array_size(self->bodies); i++)
        build_body(ui, json_array_get(self->bodies, i));
    MRH_END(ui);
}

/* Is it worth going now? Only where the page leads to the commune's own office. */
static void build_hours(const struct information *self, struct mrh_ui *ui)
{
    int64_t until = json_integer_value(json_object_get(self->hours, "until")),
            from = json_integer_value(json_object_get(self->hours, "from"));
    if (!self->hours)
        return;
    if (until)
        MRH_NOTICE(ui, .tone = MRH_TONE_INFO,
                   .label = MRH_MESSAGE("hours.open", MRH_TIME("time", until)));
    else if (from > 0)
        MRH_NOTICE(ui, .tone = MRH_TONE_INFO,
                   .label =
                       MRH_MESSAGE("hours.closed", MRH_DATE("date", from), MRH_TIME("time", from)));
    struct words holiday = words_of(self->hours, "holiday");
    bool is_provisional = json_is_true(json_object_get(self->hours, "provisional"));
    if (holiday.list[0])
        MRH_PARAGRAPH(ui,
                      .label = MRH_MESSAGE(is_provisional ? "hours.holiday-maybe" : "hours.holiday",
                                           MRH_WORDS("name", holiday.list)));
    else if (json_is_true(json_object_get(self->hours, "ramadan")))
        MRH_PARAGRAPH(ui,
                      .label = MRH_KEY(is_provisional ? "hours.ramadan-maybe" : "hours.ramadan"));
    if (json_is_true(json_object_get(self->hours, "souk")))
        MRH_PARAGRAPH(ui, .label = MRH_KEY("hours.souk"));
}

static void build_doubt(const struct information *self, struct mrh_ui *ui)
{
    enum doubt doubt = doubt_about(self->host, self->page);
    if (doubt == DOUBT_OLD)
        MRH_NOTICE(ui, .tone = MRH_TONE_WARNING,
                   .label =
                       MRH_MESSAGE("page.stale", MRH_LONG_DATE("date", checked_ms(self->page))));
    else if (doubt == DOUBT_UNCHECKED)
        MRH_NOTICE(ui, .tone = MRH_TONE_WARNING, .label = MRH_KEY("page.unchecked"));
}

static void build_related(const struct information *self, struct mrh_ui *ui)
{
    const json_t *pages = json_object_get(self->page, "related");
    if (json_array_size(pages) == 0)
        return;
    MRH_BEGIN(ui, MRH_ROLE_ROWS, .id = "related", .label = MRH_KEY("page.related"));
    for (size_t i = 0; i < json_array_size(pages); i++) {
        const json_t *page = json_array_get(pages, i);
        struct words title = words_of(page, "title");
        char id[64];
        snprintf(id, sizeof id, "page.%s", text_of(page, "id"));
        MRH_ROW(ui, .id = id, .icon = icon_of(page), .label = MRH_VARIANTS(title.list));
    }
    MRH_END(ui);
}

static void build_ways(const struct information *self, struct mrh_ui *ui)
{
    enum way way = way_of_page(self);
    bool is_discreet = json_is_true(json_object_get(self->page, "discreet"));
    if (self->print && !is_discreet)
        MRH_BUTTON(ui, .id = "print", .label = MRH_KEY("page.print"), .icon = "printer");
    if (way == WAY_PAPERS)
        MRH_BUTTON(ui, .id = "service", .label = MRH_KEY("page.papers"), .icon = "papers",
                   .tone = MRH_TONE_PRIMARY);
    else if (way == WAY_SERVICE)
        MRH_BUTTON(ui, .id = "service", .tone = MRH_TONE_PRIMARY,
                   .label = MRH_KEY(is_discreet ? "page.officer" : "page.service"),
                   .icon = is_discreet ? "officer" : "arrow-next");
    else
        MRH_BUTTON(ui, .id = "officer", .label = MRH_KEY("page.officer"), .icon = "officer",
                   .tone = MRH_TONE_PRIMARY);
}

void build_page(const struct information *self, struct mrh_ui *ui)
{
    struct words title = words_of(self->page, "title"), detail = words_of(self->page, "detail");
    const char *language = "fr", *picture = text_of(self->page, "picture");
    const json_t *blocks = blocks_for(self->page, ui->language, &language);
    MRH_TITLE(ui, .label = MRH_VARIANTS(title.list));
    MRH_PARAGRAPH(ui, .label = MRH_VARIANTS(detail.list), .tone = MRH_TONE_LEAD);
    build_doubt(self, ui);
    if (picture[0])
        MRH_ADD(ui, MRH_ROLE_PICTURE, .value = picture, .label = MRH_VARIANTS(title.list));
    if (blocks)
        build_blocks(ui, blocks, language);
    else
        MRH_NOTICE(ui, .label = MRH_KEY("page.missing"), .tone = MRH_TONE_WARNING);
    build_links(ui, blocks, language);
    build_hours(self, ui);
    build_bodies(self, ui);
    build_related(self, ui);
    build_ways(self, ui);
}
