#include "desk/words.h"

void say_with(struct exchange *exchange, const char *key, const struct argument *arguments,
              size_t count)
{
    const struct language *found = NULL;
    const char *text = message_text(exchange->arena, exchange->desk->messages, exchange->language,
                                    key, arguments, count, &found);
    html_words(&exchange->html, text, found);
}

void say(struct exchange *exchange, const char *key)
{
    say_with(exchange, key, NULL, 0);
}

void say_in_with(struct exchange *exchange, const char *tag, const char *style, const char *key,
                 const struct argument *arguments, size_t count)
{
    html_open(&exchange->html, tag, "class", style, NULL);
    say_with(exchange, key, arguments, count);
    html_close(&exchange->html, tag);
}

void say_in(struct exchange *exchange, const char *tag, const char *style, const char *key)
{
    say_in_with(exchange, tag, style, key, NULL, 0);
}

const char *words_plain(struct exchange *exchange, const char *key)
{
    return message_plain(exchange->arena, message_text(exchange->arena, exchange->desk->messages,
                                                       exchange->language, key, NULL, 0, NULL));
}

const char *words_key(struct exchange *exchange, const char *prefix, const char *name)
{
    return arena_print(exchange->arena, "%s%s", prefix, name);
}

bool words_has(struct exchange *exchange, const char *key)
{
    const struct language *found = NULL;
    message_text(exchange->arena, exchange->desk->messages, exchange->language, key, NULL, 0,
                 &found);
    return found != NULL;
}
