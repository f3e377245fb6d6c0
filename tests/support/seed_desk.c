/* Makes an installation for the desk's tests: officers, and tickets with facts in several
 * languages.
 *
 *     seed_desk HOME ISO-TIME
 *
 * HOME must not exist yet. Says what it made as JSON. */
#include "base/clock.h"
#include "base/commune.h"
#include "base/file.h"
#include "base/memory.h"
#include "screen/fact.h"
#include "store/officers.h"
#include "store/tickets.h"
#include "ticket/ticket.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct seed {
    struct arena *arena;
    struct commune commune;
    struct clock *clock;
    struct store *store;
};

static const struct fact_seed {
    enum fact_kind kind;
    const char *id;
    const char *label[3], *value[3]; /* ar, fr, en; a NULL leaves the language out */
} pension[] = {
    {FACT_ANSWER,
     "country",
     {"بلد العمل", "A travaillé en", "Worked in"},
     {"فرنسا، من 1974 إلى 1998", "France, de 1974 à 1998", "France, 1974 to 1998"}},
    {FACT_HAVE,
     "identity",
     {"البطاقة الوطنية أو جواز السفر", "CNIE ou passeport", "Identity card or passport"},
     {NULL, NULL, NULL}},
    {FACT_UNSURE,
     "bank",
     {"كشف الحساب البنكي", "RIB d’un compte individuel", "Bank details"},
     {NULL, NULL, NULL}},
    {FACT_MISSING,
     "life",
     {"شهادة الحياة", "Certificat de vie", "Life certificate"},
     {"الأصل، أقل من 3 أشهر؛ تُسلَّم هنا",
      "original, moins de 3 mois ; délivré ici, service des attestations",
      "original, under 3 months old; issued here"}},
    {FACT_HAVE,
     "card",
     {"بطاقة الضمان الاجتماعي الفرنسية", "Carte de sécurité sociale française",
      "French social security card"},
     {NULL, NULL, NULL}},
    {FACT_MISSING,
     "marriage",
     {"عقد الزواج", "Acte de mariage", "Marriage act"},
     {"نسخة مصادق عليها ومترجمة",
      "copie légalisée et traduite ; tribunal de la famille, puis traducteur",
      "certified and translated copy"}},
    {FACT_UNSURE,
     "payslips",
     {"كشوف الأجور أو شهادة العمل", "Bulletins de paie ou certificat de travail", "Payslips"},
     {NULL, NULL, NULL}},
    {FACT_ANSWER,
     "morocco",
     {"اشتغل في المغرب", "A cotisé au Maroc", "Contributed in Morocco"},
     {"لا", "Non", "No"}},
    /* What somebody typed, in one language only, with signs that must stay signs. */
    {FACT_ANSWER, "name", {"الاسم", "Nom", "Name"}, {"فاطمة <b>آيت</b> & \"الحسن\"", NULL, NULL}},
};

static void fail(const struct error *error)
{
    fprintf(stderr, "seed_desk: %s\n", error->text);
    exit(1);
}

static struct screen_text words(struct arena *arena, const char *const texts[3])
{
    static const char *const languages[] = {"ar", "fr", "en"};
    struct local_entry *entries = arena_take(arena, 3, sizeof *entries);
    size_t count = 0;
    for (size_t i = 0; i < 3; i++)
        if (texts[i])
            entries[count++] = (struct local_entry){.language = languages[i], .text = texts[i]};
    return (struct screen_text){.variants = {.entries = entries, .count = count}};
}

static void write_facts(struct seed *seed, struct buffer *out)
{
    struct facts *facts = arena_take(seed->arena, 1, sizeof *facts);
    for (size_t i = 0; i < sizeof pension / sizeof *pension; i++)
        facts->items[facts->count++] = (struct fact){.kind = pension[i].kind,
                                                     .id = pension[i].id,
                                                     .label = words(seed->arena, pension[i].label),
                                                     .value = words(seed->arena, pension[i].value)};
    facts_encode(out, "checklist", facts);
}

static void issue(struct seed *seed, const char *service, const char *prefix, const char *language,
                  bool with_facts, int64_t slot_ms, bool is_last)
{
    struct error error = {0};
    struct buffer json = buffer_new(64 << 10);
    struct facts none = {.count = 0};
    struct ticket_id id = ticket_id_new();
    struct ticket_row row;
    char code[TICKET_CODE + 1], digits[TICKET_DIGITS + 1];
    bool slot_taken = false;
    if (with_facts)
        write_facts(seed, &json);
    else
        facts_encode(&json, "checklist", &none);
    ticket_code_new(code);
    struct ticket_draft draft = {.code = code,
                                 .service = service,
                                 .prefix = prefix,
                                 .language = language,
                                 .facts = json.bytes,
                                 .facts_length = json.length,
                                 .slot_ms = slot_ms,
                                 .slot_minutes = slot_ms ? 20 : 0,
                                 .slot_seats = slot_ms ? 1 : 0};
    memcpy(draft.id, id.bytes, sizeof draft.id);
    if (!ticket_issue(seed->store, &draft, &row, &slot_taken, &error))
        fail(&error);
    ticket_digits(&id, seed->commune.number, digits);
    printf("  {\"number\": \"%s\", \"service\": \"%s\", \"language\": \"%s\", \"code\": \"%s\", "
           "\"digits\": \"%s\"}%s\n",
           row.number, service, language, code, digits, is_last ? "" : ",");
    buffer_free(&json);
}

static void add_officer(struct seed *seed, const char *login, const char *name, bool is_last)
{
    struct error error = {0};
    char password[20];
    if (!officer_add(seed->store, login, name, password, &error))
        fail(&error);
    printf("  {\"login\": \"%s\", \"password\": \"%s\"}%s\n", login, password, is_last ? "" : ",");
}

static void prepare_home(const char *home)
{
    struct error error = {0};
    struct buffer yaml = {0};
    char *to = file_join(home, "commune.yaml");
    if (!file_make_folder(home, 0700, &error) ||
        !file_read(MARHABA_TALIOUINE "/commune.yaml", 1 << 20, &yaml, &error) ||
        !file_write(to, yaml.bytes, yaml.length, 0600, &error))
        fail(&error);
    buffer_free(&yaml);
    free(to);
}

static void fill(struct seed *seed, int64_t now_ms)
{
    enum { MINUTE = 60 * 1000 };
    printf(" \"officers\": [\n");
    add_officer(seed, "amina", "Amina Ouhaddou", false);
    add_officer(seed, "brahim", "Brahim El Fassi", true);
    printf(" ],\n \"tickets\": [\n");
    issue(seed, "PEN-FR", "A", "ar", true, 0, false);
    issue(seed, "RPT-STAY", "B", "en", false, now_ms + 10 * MINUTE, false);
    clock_advance(seed->clock, 4 * MINUTE);
    issue(seed, "PEN-LIFE", "A", "zgh", false, 0, false);
    issue(seed, "APPOINTMENT", "C", "fr", false, 0, false);
    clock_advance(seed->clock, 2 * MINUTE);
    issue(seed, "PEN-FR", "A", "fr", true, 0, true);
    printf(" ]\n");
}

int main(int count, char **texts)
{
    struct seed seed = {0};
    struct error error = {0};
    int64_t now_ms = 0;
    if (count != 3 || sodium_init() < 0) {
        fputs("usage: seed_desk HOME ISO-TIME\n", stderr);
        return 2;
    }
    prepare_home(texts[1]);
    seed.arena = arena_new();
    if (!commune_load(seed.arena, texts[1], &seed.commune, &error) ||
        !clock_parse(texts[2], &now_ms, &error))
        fail(&error);
    seed.clock = clock_new_at(now_ms, true);
    if (!store_create(texts[1], seed.clock, &error))
        fail(&error);
    seed.store = store_open(texts[1], STORE_ADMIN, seed.clock, &error);
    if (!seed.store)
        fail(&error);
    printf("{\n \"commune\": \"%s\",\n", seed.commune.number);
    fill(&seed, now_ms);
    printf("}\n");
    store_close(seed.store);
    clock_free(seed.clock);
    arena_free(seed.arena);
    return 0;
}
