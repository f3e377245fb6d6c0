#include "desk/pages.h"
#include "language/date.h"
#include "store/plugins.h"

static const char *plugin_name(struct exchange *exchange, const char *id)
{
    const struct plugin_entry *entry = registry_find(exchange->desk->registry, id);
    const char *name =
        entry ? language_pick(exchange->language, &entry->manifest.name, NULL) : NULL;
    return name ? name : id;
}

static void write_since(struct exchange *exchange, const struct plugin_trouble *trouble)
{
    const char *since =
        date_print(exchange->arena, exchange->language, DATE_DAY_TIME, trouble->since_ms);
    const struct argument arguments[] = {
        {.kind = ARGUMENT_TEXT, .name = "since", .text = since},
        {.kind = ARGUMENT_DATE, .name = "until", .number = clock_noon(trouble->until_day)}};
    say_in_with(exchange, "p", NULL,
                trouble->is_quarantined ? "trouble.since" : "trouble.since-resting", arguments, 2);
}

static void write_detail(struct exchange *exchange, const struct plugin_trouble *trouble)
{
    struct html *html = &exchange->html;
    html_open(html, "details", NULL);
    say_in(exchange, "summary", NULL, "trouble.detail");
    html_element(html, "p", trouble->detail, "dir", "auto", NULL);
    html_close(html, "details");
}

static void write_trouble(struct exchange *exchange, const struct plugin_trouble *trouble)
{
    struct html *html = &exchange->html;
    struct argument name = {
        .kind = ARGUMENT_TEXT, .name = "plugin", .text = plugin_name(exchange, trouble->plugin)};
    html_open(html, "section", "class", "card trouble", "data-plugin", trouble->plugin, NULL);
    page_icon(exchange, "error");
    html_open(html, "div", NULL);
    say_in_with(exchange, "h2", NULL,
                trouble->is_quarantined ? "trouble.title" : "trouble.title-resting", &name, 1);
    say_in(exchange, "p", NULL, words_key(exchange, "trouble.", trouble->reason));
    write_since(exchange, trouble);
    say_in(exchange, "p", NULL, trouble->is_quarantined ? "trouble.do" : "trouble.do-resting");
    write_detail(exchange, trouble);
    html_close(html, "div");
    html_close(html, "section");
}

void troubles_write(struct exchange *exchange)
{
    struct error error = {0};
    struct plugin_trouble *troubles = NULL;
    size_t count = 0;
    if (!plugin_troubles(exchange->desk->store, exchange->arena, &troubles, &count, &error)) {
        say_in(exchange, "p", "card quiet", "waiting.trouble");
        return;
    }
    for (size_t i = 0; i < count; i++)
        write_trouble(exchange, &troubles[i]);
}

void troubles_fragment(struct exchange *exchange)
{
    troubles_write(exchange);
    fragment_end(exchange);
}
