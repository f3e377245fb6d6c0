#include "desk/page.h"

#include "desk/session.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

void page_icon(struct exchange *exchange, const char *name)
{
    char style[64];
    snprintf(style, sizeof style, "icon icon-%s", name);
    html_element(&exchange->html, "span", "", "class", style, "aria-hidden", "true", NULL);
}

void page_hidden(struct exchange *exchange, const char *name, const char *value)
{
    html_open(&exchange->html, "input", "type", "hidden", "name", name, "value", value, NULL);
}

void page_form(struct exchange *exchange, const char *action, const char *style)
{
    char token[FORM_TOKEN];
    session_ensure_guest(exchange);
    session_form_token(exchange, token);
    html_open(&exchange->html, "form", "method", "post", "action", action, "class", style, NULL);
    page_hidden(exchange, "token", token);
}

void page_form_key(struct exchange *exchange, const char *of_draft)
{
    char key[FORM_TOKEN];
    session_form_key(key);
    page_hidden(exchange, "key", of_draft ? of_draft : key);
}

void page_button(struct exchange *exchange, const char *style, const char *key)
{
    html_open(&exchange->html, "button", "type", "submit", "class", style, NULL);
    say(exchange, key);
    html_close(&exchange->html, "button");
}

void page_input(struct exchange *exchange, const char *label, const char *name, const char *type,
                const char *completion, const char *value)
{
    struct html *html = &exchange->html;
    html_open(html, "label", "class", "field", NULL);
    say_in(exchange, "span", NULL, label);
    html_open(html, "input", "type", type, "name", name, "autocomplete", completion, "required", "",
              "maxlength", "128", "value", value, "dir", "auto", "autocapitalize", "none",
              "spellcheck", "false", NULL);
    html_close(html, "label");
}

void page_languages(struct exchange *exchange)
{
    struct html *html = &exchange->html;
    size_t count;
    const struct language *all = language_all(&count);
    page_form(exchange, "/language", "languages");
    page_hidden(exchange, "back", exchange->request->path);
    for (size_t i = 0; i < count; i++) {
        html_open(html, "button", "type", "submit", "name", "language", "value", all[i].code,
                  "lang", all[i].code, "dir", all[i].is_rtl ? "rtl" : "ltr", "aria-pressed",
                  &all[i] == exchange->language ? "true" : "false", NULL);
        html_text(html, all[i].autonym);
        html_close(html, "button");
    }
    html_close(html, "form");
}

static void link_asset(struct exchange *exchange, const char *tag, const char *name)
{
    const struct asset *asset = assets_find(exchange->desk->assets, name);
    char address[96];
    snprintf(address, sizeof address, "/assets/%s?v=%s", name, asset ? asset->hash : "");
    if (strcmp(tag, "script") == 0)
        html_element(&exchange->html, "script", "", "src", address, "defer", "", NULL);
    else
        html_open(&exchange->html, "link", "rel", tag, "href", address, NULL);
}

static void write_head(struct exchange *exchange, const char *title_key)
{
    struct html *html = &exchange->html;
    buffer_add_text(html->out, "<!doctype html>\n");
    html_open(html, "html", "lang", exchange->language->code, "dir",
              exchange->language->is_rtl ? "rtl" : "ltr", NULL);
    html_open(html, "head", NULL);
    html_open(html, "meta", "charset", "utf-8", NULL);
    html_open(html, "meta", "name", "viewport", "content", "width=device-width, initial-scale=1",
              NULL);
    html_element(html, "title", words_plain(exchange, title_key), NULL);
    link_asset(exchange, "stylesheet", "theme.css");
    link_asset(exchange, "stylesheet", "desk.css");
    link_asset(exchange, "icon", "star.svg");
    if (exchange->is_signed_in)
        link_asset(exchange, "script", "desk.js");
    html_close(html, "head");
}

static void write_commune(struct exchange *exchange)
{
    struct html *html = &exchange->html;
    const struct language *found = NULL;
    const struct commune *commune = &exchange->desk->commune;
    html_open(html, "a", "class", "commune", "href", "/", NULL);
    html_open(html, "img", "src", "/assets/star.svg", "alt", "", "width", "36", "height", "36",
              NULL);
    html_open(html, "span", "class", "commune-name", NULL);
    const char *name = language_pick(exchange->language, &commune->name, &found);
    html_words(html, name ? name : commune->slug, found);
    html_close(html, "span");
    html_close(html, "a");
    const char *office = language_pick(exchange->language, &commune->office, &found);
    if (!office)
        return;
    html_open(html, "span", "class", "office", NULL);
    html_words(html, office, found);
    html_close(html, "span");
}

static void write_scan_box(struct exchange *exchange, int64_t case_id)
{
    struct html *html = &exchange->html;
    /* What has to be written anew gets the focus, if anything does. */
    bool is_first = !exchange->draft.note && !exchange->draft.step;
    char from[24];
    snprintf(from, sizeof from, "%lld", (long long)case_id);
    page_form(exchange, "/scan", "scan");
    page_hidden(exchange, "from", from);
    page_icon(exchange, "scan");
    html_open(html, "input", "type", "text", "name", "scan", "id", "scan", "dir", "ltr",
              "autocomplete", "off", "autocapitalize", "none", "spellcheck", "false", "maxlength",
              "4096", "required", "", "autofocus", is_first ? "" : NULL, "aria-label",
              words_plain(exchange, "scan.label"), "placeholder",
              words_plain(exchange, "scan.hint"), NULL);
    page_button(exchange, "scan-go", "scan.open");
    html_close(html, "form");
}

static void write_menu(struct exchange *exchange)
{
    struct html *html = &exchange->html;
    const struct officer *officer = &exchange->officer;
    html_open(html, "details", "class", "menu", NULL);
    html_open(html, "summary", NULL);
    page_icon(exchange, "officer");
    html_open(html, "span", "class", "officer", NULL);
    html_words(html, officer->name[0] ? officer->name : officer->login, NULL);
    html_close(html, "span");
    html_close(html, "summary");
    html_open(html, "div", "class", "menu-body card", NULL);
    say_in(exchange, "h2", NULL, "menu.language");
    page_languages(exchange);
    html_open(html, "a", "class", "button plain", "href", "/password", NULL);
    say(exchange, "menu.password");
    html_close(html, "a");
    page_form(exchange, "/sign-out", NULL);
    page_button(exchange, "plain", "menu.sign-out");
    html_close(html, "form");
    html_close(html, "div");
    html_close(html, "details");
}

static void write_notice(struct exchange *exchange, const struct page_notice *notice)
{
    struct html *html = &exchange->html;
    if (!notice || !notice->key)
        return;
    html_open(html, "p", "class", notice->is_good ? "notice good" : "notice bad", "role",
              notice->is_good ? "status" : "alert", NULL);
    page_icon(exchange, notice->is_good ? "check" : "error");
    html_open(html, "span", NULL);
    say_with(exchange, notice->key, notice->arguments, notice->count);
    html_close(html, "span");
    html_close(html, "p");
}

void page_begin(struct exchange *exchange, const char *title_key, int64_t case_id,
                const struct page_notice *notice)
{
    struct html *html = &exchange->html;
    bool works = exchange->is_signed_in && !exchange->officer.must_change;
    write_head(exchange, title_key);
    html_open(html, "body", "class", works ? "desk" : "door", NULL);
    html_open(html, "header", "class", "top", NULL);
    write_commune(exchange);
    if (works) {
        write_scan_box(exchange, case_id);
        write_menu(exchange);
    }
    html_close(html, "header");
    write_notice(exchange, notice);
    html_open(html, "main", NULL);
}

void page_end(struct exchange *exchange)
{
    html_close(&exchange->html, "main");
    html_close(&exchange->html, "body");
    html_close(&exchange->html, "html");
}

void page_refusal(struct exchange *exchange, int status, const char *key)
{
    struct html *html = &exchange->html;
    exchange->response->status = status;
    page_begin(exchange, "refusal.title", 0, NULL);
    html_open(html, "section", "class", "card door-card", NULL);
    say_in(exchange, "h1", NULL, "refusal.title");
    say_in(exchange, "p", NULL, key);
    html_open(html, "a", "class", "button primary", "href", "/", NULL);
    say(exchange, "refusal.back");
    html_close(html, "a");
    html_close(html, "section");
    page_end(exchange);
}

void fragment_end(struct exchange *exchange)
{
    struct response *response = exchange->response;
    unsigned char hash[crypto_generichash_BYTES_MIN];
    char tag[2 * sizeof hash + 3], hex[2 * sizeof hash + 1];
    crypto_generichash(hash, sizeof hash, (const unsigned char *)buffer_text(&response->body),
                       response->body.length, NULL, 0);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    snprintf(tag, sizeof tag, "\"%s\"", hex);
    response_field(response, "ETag", tag);
    const char *known = request_field(exchange->request, "if-none-match");
    if (known && strcmp(known, tag) == 0) {
        response->status = 304;
        buffer_clear(&response->body);
    }
}
