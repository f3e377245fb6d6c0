#include "desk/services.h"

#include "desk/words.h"
#include "ticket/ticket.h"

void service_write(struct exchange *exchange, const char *code)
{
    const struct language *found = NULL;
    const struct service *service = registry_service(exchange->desk->registry, code);
    const char *name = service ? language_pick(exchange->language, &service->name, &found) : NULL;
    html_words(&exchange->html, name ? name : code, name ? found : NULL);
}

void language_write(struct exchange *exchange, const char *code)
{
    const char *key = words_key(exchange, "language.", code);
    if (words_has(exchange, key))
        say(exchange, key);
    else
        html_words(&exchange->html, code, NULL);
}

void mark_write(struct exchange *exchange, const struct ticket_row *ticket)
{
    const char *mark = ticket->mark[0] ? ticket->mark : ticket_mark(ticket->ordinal);
    const char *name = arena_print(exchange->arena, "icons/mark-%s.svg", mark);
    if (!assets_find(exchange->desk->assets, name))
        return;
    /* The word is the kiosk's: what the visitor was told. */
    const char *word = message_plain(
        exchange->arena,
        message_text(exchange->arena, exchange->desk->visit_messages, exchange->language,
                     words_key(exchange, "mark.", mark), NULL, 0, NULL));
    html_open(&exchange->html, "img", "src", arena_print(exchange->arena, "/assets/%s", name),
              "alt", word, "title", word, "class", "mark", "width", "24", "height", "24", NULL);
}
