/* The ways to a page: by situation, by searching. */
#include "inside.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *id, *icon, *key;
} situations[] = {
    {"came-back", "travel", "situation.came-back"},
    {"widowed", "family", "situation.widowed"},
    {"other-country", "globe", "situation.other-country"},
    {"child", "baby", "situation.child"},
    {"everyone", "people", "situation.everyone"},
};

void build_situations(const struct information *self, struct mrh_ui *ui)
{
    (void)self;
    MRH_TITLE(ui, .label = MRH_KEY("list.title"));
    MRH_PARAGRAPH(ui, .label = MRH_KEY("situations.hint"), .tone = MRH_TONE_LEAD);
    MRH_BEGIN(ui, MRH_ROLE_ROWS, .id = "situations");
    for (size_t i = 0; i < sizeof situations / sizeof *situations; i++) {
        char id[64];
        snprintf(id, sizeof id, "situation.%s", situations[i].id);
        MRH_ROW(ui, .id = id, .icon = situations[i].icon, .label = MRH_KEY(situations[i].key));
    }
    MRH_END(ui);
    MRH_BUTTON(ui, .id = "search", .label = MRH_KEY("search.open"), .icon = "search",
               .tone = MRH_TONE_PRIMARY);
}

static void build_rows(const struct information *self, struct mrh_ui *ui)
{
    const json_t *items = json_object_get(self->list, "items");
    if (json_array_size(items) == 0)
        return;
    MRH_BEGIN(ui, MRH_ROLE_ROWS, .id = "pages");
    for (size_t i = 0; i < json_array_size(items); i++) {
        const json_t *item = json_array_get(items, i);
        struct words title = words_of(item, "title"), detail = words_of(item, "detail");
        struct mrh_text text;
        char id[64];
        snprintf(id, sizeof id, "page.%s", text_of(item, "id"));
        MRH_ROW(ui, .id = id, .icon = icon_of(item), .label = MRH_VARIANTS(title.list),
                .detail = words_or_none(&detail, &text));
    }
    MRH_END(ui);
}

static const char *title_of_situation(const char *id)
{
    for (size_t i = 0; i < sizeof situations / sizeof *situations; i++)
        if (strcmp(situations[i].id, id) == 0)
            return situations[i].key;
    return "list.title";
}

void build_list(const struct information *self, struct mrh_ui *ui)
{
    const struct step *step = step_now(self);
    size_t count = json_array_size(json_object_get(self->list, "items"));
    size_t total = (size_t)json_integer_value(json_object_get(self->list, "total"));
    MRH_TITLE(ui, .label = MRH_KEY(title_of_situation(step->id)));
    MRH_PARAGRAPH(ui, .label = MRH_KEY("list.hint"), .tone = MRH_TONE_LEAD);
    build_rows(self, ui);
    if (step->from + count < total)
        MRH_BUTTON(ui, .id = "more", .label = MRH_KEY("list.more"), .icon = "arrow-next");
}

void build_search(const struct information *self, struct mrh_ui *ui)
{
    bool is_empty = self->list && json_array_size(json_object_get(self->list, "items")) == 0;
    MRH_TITLE(ui, .label = MRH_KEY("search.title"));
    MRH_FIELD(ui, .id = "words", .label = MRH_KEY("search.field"), .tone = MRH_FIELD_TEXT,
              .detail = MRH_KEY("search.detail"), .number = 60, .flags = MRH_REQUIRED);
    build_rows(self, ui);
    if (is_empty)
        MRH_NOTICE(ui, .label = MRH_KEY("search.nothing"), .tone = MRH_TONE_INFO);
    MRH_BUTTON(ui, .id = "find", .label = MRH_KEY("search.go"), .tone = MRH_TONE_PRIMARY);
    if (is_empty)
        MRH_BUTTON(ui, .id = "officer", .label = MRH_KEY("page.officer"), .icon = "officer");
}
