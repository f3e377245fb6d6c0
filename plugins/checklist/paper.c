/* One paper: its name and picture, then in short lines in which form, who gives it, what it costs.
 */
#include "inside.h"

#include <string.h>

#define MRH_LINE(ui, ...) MRH_PARAGRAPH(ui, .label = __VA_ARGS__)

/* Message keys cannot be put together by a translator's tools, so each stands here in full. */
static const char *form_key(const json_t *paper)
{
    static const struct {
        const char *form, *key, *translated;
    } forms[] = {
        {"show", "form.show", "form.show-translated"},
        {"original", "form.original", "form.original-translated"},
        {"copy", "form.copy", "form.copy-translated"},
        {"certified", "form.certified", "form.certified-translated"},
        {"legalised", "form.legalised", "form.legalised-translated"},
        {"pay", "form.pay", "form.pay"},
    };
    const char *form = text_of(paper, "form");
    bool is_translated = json_is_true(json_object_get(paper, "translated"));
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strcmp(forms[i].form, form) == 0)
            return is_translated ? forms[i].translated : forms[i].key;
    return "form.original";
}

static const char *each_key(const json_t *paper)
{
    const char *each = text_of(paper, "each");
    if (strcmp(each, "wife") == 0)
        return "each.wife";
    if (strcmp(each, "child") == 0)
        return "each.child";
    return strcmp(each, "person") == 0 ? "each.person" : NULL;
}

static int64_t number_of(const json_t *paper, const char *key)
{
    return json_integer_value(json_object_get(paper, key));
}

static void build_numbers(struct mrh_ui *ui, const json_t *paper)
{
    int64_t pieces = number_of(paper, "pieces"), copies = number_of(paper, "copies"),
            months = number_of(paper, "validity_months");
    if (pieces > 1)
        MRH_LINE(ui, MRH_MESSAGE("paper.pieces", MRH_NUMBER("count", pieces)));
    if (copies > 1)
        MRH_LINE(ui, MRH_MESSAGE("paper.copies", MRH_NUMBER("count", copies)));
    if (each_key(paper))
        MRH_LINE(ui, MRH_KEY(each_key(paper)));
    if (months)
        MRH_LINE(ui, MRH_MESSAGE("paper.validity", MRH_NUMBER("months", months)));
}

static void build_origin(struct mrh_ui *ui, const json_t *paper)
{
    struct words body = words_of(json_object_get(paper, "where"), "name");
    int64_t fee = number_of(paper, "fee_dh");
    if (body.list[0])
        MRH_LINE(ui, MRH_MESSAGE("paper.where", MRH_WORDS("body", body.list)));
    if (fee)
        MRH_LINE(ui, MRH_MESSAGE("paper.fee", MRH_NUMBER("fee", fee)));
    if (json_is_true(json_object_get(paper, "maybe")))
        MRH_LINE(ui, MRH_KEY("paper.maybe"));
}

void build_paper(struct mrh_ui *ui, const json_t *paper)
{
    struct id id = make_id("paper", text_of(paper, "id"));
    struct words name = words_of(paper, "name"), detail = words_of(paper, "detail");
    struct mrh_text text;
    MRH_BEGIN(ui, MRH_ROLE_ITEM, .id = id.text, .icon = icon_of(paper),
              .label = MRH_VARIANTS(name.list), .detail = words_or_none(&detail, &text));
    MRH_LINE(ui, MRH_KEY(form_key(paper)));
    build_numbers(ui, paper);
    build_origin(ui, paper);
    MRH_END(ui);
}

int32_t tell_paper(const struct checklist *self, uint32_t kind, const json_t *paper)
{
    struct id id = make_id("paper", text_of(paper, "id"));
    struct words name = words_of(paper, "name"),
                 body = words_of(json_object_get(paper, "where"), "name");
    if (kind == MRH_FACT_HAVE)
        return MRH_FACT(self->ticket, kind, .id = id.text, .label = MRH_VARIANTS(name.list));
    if (body.list[0])
        return MRH_FACT(self->ticket, kind, .id = id.text, .label = MRH_VARIANTS(name.list),
                        .value = MRH_MESSAGE("fact.form-where", MRH_WORD("form", form_key(paper)),
                                             MRH_WORDS("body", body.list)));
    return MRH_FACT(self->ticket, kind, .id = id.text, .label = MRH_VARIANTS(name.list),
                    .value = MRH_KEY(form_key(paper)));
}
