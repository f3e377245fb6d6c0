#include "gallery.h"

#include <string.h>

struct build {
    struct arena *arena;
    struct screen_node *parent;
    const struct language *language;
};

static struct screen_text say(const struct build *build, const char *ar, const char *zgh,
                              const char *fr)
{
    const char *code = build->language->code;
    const char *text = strcmp(code, "ar") == 0 ? ar : strcmp(code, "zgh") == 0 ? zgh : fr;
    struct screen_text words = {.text = message_mark(build->arena, text),
                                .language = build->language};
    return words;
}

static struct screen_node *add(const struct build *build, enum screen_role role, const char *id)
{
    return screen_add(build->arena, build->parent, role, id);
}

static struct screen_node *put(const struct build *build, enum screen_role role, const char *id,
                               const char *icon, struct screen_text label,
                               struct screen_text detail)
{
    struct screen_node *node = add(build, role, id);
    node->icon = icon;
    node->label = label;
    node->detail = detail;
    return node;
}

static const struct screen_text nothing;

static void title(const struct build *build, const char *ar, const char *zgh, const char *fr)
{
    put(build, ROLE_TITLE, "title", NULL, say(build, ar, zgh, fr), nothing);
}

static void paragraph(const struct build *build, enum screen_tone tone, const char *ar,
                      const char *zgh, const char *fr)
{
    put(build, ROLE_PARAGRAPH, NULL, NULL, say(build, ar, zgh, fr), nothing)->tone = tone;
}

static void primary(const struct build *build, const char *ar, const char *zgh, const char *fr)
{
    put(build, ROLE_BUTTON, "go", NULL, say(build, ar, zgh, fr), nothing)->tone = TONE_PRIMARY;
}

static void step(const struct build *build, int number, int of)
{
    struct screen_node *node = add(build, ROLE_STEP, "step");
    node->number = number;
    node->of = of;
}

static struct build inside(const struct build *build, struct screen_node *parent)
{
    return (struct build){build->arena, parent, build->language};
}

static void long_bar(struct arena *arena, struct screen_node *root, const struct language *language,
                     bool listens)
{
    struct build outer = {arena, root, language};
    struct build in = inside(&outer, add(&outer, ROLE_BAR, "core.bar"));
    put(&in, ROLE_BUTTON, "core.back", "back", say(&in, "رجوع", "ⴰⵖⵓⵍ", "Retour"), nothing)->tone =
        TONE_BACK;
    put(&in, ROLE_BUTTON, "core.home", "home", say(&in, "الرئيسية", "ⴰⵙⵏⵓⴱⴳ", "Accueil"), nothing);
    put(&in, ROLE_BUTTON, "core.language", "globe", say(&in, "اللغة", "ⵜⵓⵜⵍⴰⵢⵜ", "Langue"),
        nothing);
    if (listens)
        put(&in, ROLE_BUTTON, "core.listen", "info", say(&in, "استمع", "ⵙⵙⴼⵍⴷ", "Écouter"),
            nothing);
    put(&in, ROLE_BUTTON, "core.help", "help", say(&in, "مساعدة", "ⵜⵉⵡⵉⵙⵉ", "Aide"), nothing);
}

static void bar(struct arena *arena, struct screen_node *root, const struct language *language)
{
    long_bar(arena, root, language, false);
}

static void greetings(struct arena *arena, struct screen_node *root,
                      const struct language *language)
{
    static const char *const ids[] = {"core.ar", "core.zgh", "core.fr", "core.en", "core.es"};
    struct build build = {arena, root, language};
    size_t count;
    const struct language *all = language_all(&count);
    for (size_t i = 0; i < count; i++) {
        struct screen_text label = {.text = all[i].greeting, .language = &all[i]};
        struct screen_text detail = {.text = all[i].autonym, .language = &all[i]};
        struct screen_node *node = put(&build, ROLE_GREETING, ids[i], NULL, label, detail);
        if (strcmp(all[i].code, language->code) == 0)
            node->flags = FLAG_SELECTED;
    }
}

static void attract(struct arena *arena, struct screen_node *root, const struct language *language)
{
    greetings(arena, root, language);
    for (struct screen_node *node = root->first_child; node; node = node->next)
        node->flags = 0;
}

static void language_page(struct arena *arena, struct screen_node *root,
                          const struct language *language)
{
    struct build build = {arena, root, language};
    title(&build, "اختاروا لغتكم", "ⵙⵜⵢ ⵜⵓⵜⵍⴰⵢⵜ", "Choisissez votre langue");
    greetings(arena, root, language);
    bar(arena, root, language);
}

static void tile(const struct build *build, const char *id, const char *icon,
                 struct screen_text label, struct screen_text detail)
{
    put(build, ROLE_TILE, id, icon, label, detail);
}

static void home(struct arena *arena, struct screen_node *root, const struct language *language)
{
    struct build b = {arena, root, language};
    title(&b, "كيف يمكننا مساعدتكم؟", "ⵎⴰⵏ ⵜⵉⵡⵉⵙⵉ ⵜⵔⵉⵎ?", "Que pouvons-nous faire pour vous ?");
    tile(&b, "s.pension", "pension",
         say(&b, "التقاعد من الخارج", "ⵜⴰⵖⵔⴰⴷⵜ ⴳ ⴱⵕⵕⴰ", "Ma retraite française"),
         say(&b, "لم يصلني معاشي، شهادة الحياة", "ⵓⵔ ⵉⵢⵉ ⴷ ⵜⵓⵛⴽⵉ ⵜⵖⵔⴰⴷⵜ ⵉⵏⵓ",
             "Demande, retard de paiement, réversion"));
    tile(&b, "s.stay", "residence",
         say(&b, "بطاقة الإقامة", "ⵜⴰⴽⴰⵕⴹⴰ ⵏ ⵜⵎⵣⴷⵓⵖⵜ", "Carte de séjour"),
         say(&b, "للأجانب المقيمين بالمغرب", "ⵉ ⵉⵎⵣⴷⴰⵖⵏ ⴳ ⵍⵎⵖⵔⵉⴱ",
             "Pour les étrangers qui vivent au Maroc"));
    tile(&b, "s.appointment", "calendar", say(&b, "حجز موعد", "ⴰⵎⵥ ⴰⵙⴰⵔⴰ", "Prendre rendez-vous"),
         say(&b, "أختار اليوم والساعة", "ⵙⵜⵢ ⴰⵙⵙ ⴷ ⵜⵙⵔⴰⴳⵜ", "Choisir le jour et l’heure"));
    tile(&b, "s.life", "certificate",
         say(&b, "شهادة الحياة", "ⵜⴰⵔⴰⵜⵙⴰ ⵏ ⵜⵓⴷⵔⵜ", "Certificat de vie"),
         say(&b, "يطلبها صندوق التقاعد كل سنة", "ⵙⴳ ⵓⵙⴳⴳⵯⴰⵙ ⵖⵔ ⵓⵙⴳⴳⵯⴰⵙ",
             "Votre caisse le demande chaque année"));
    tile(&b, "s.info", "info", say(&b, "معلومات", "ⵉⵏⵖⵎⵉⵙⵏ", "Informations"),
         say(&b, "من يساعدني وأين؟", "ⵎⴰ ⵉⵢⵉ ⵉⵜⵜⴰⵡⵙⵏ?", "Qui peut m’aider, et où ?"));
    tile(&b, "s.officer", "officer",
         say(&b, "التحدث إلى الموظف", "ⵙⴰⵡⵍ ⴷ ⵓⵎⵙⵙⵓⴳⵓⵔ", "Parler à l’agent"),
         say(&b, "تذكرة بدون أسئلة", "ⵡⴰⵔ ⵉⵙⵇⵙⵉⵜⵏ", "Un ticket, sans questions"));
    bar(arena, root, language);
}

static void paper(const struct build *build, const char *id, const char *icon, const char *value,
                  struct screen_text label, struct screen_text detail)
{
    put(build, ROLE_ITEM, id, icon, label, detail)->value = value;
}

static const char *repeat(struct arena *arena, const char *text, int times)
{
    const char *out = "";
    while (times-- > 0)
        out = arena_print(arena, "%s%s", out, text);
    return out;
}

static void papers(struct arena *arena, struct screen_node *root, const struct language *language)
{
    struct build o = {arena, root, language};
    step(&o, 3, 4);
    title(&o, "وثائق طلب التقاعد الفرنسي", "ⴰⵔⵔⴰⵜⵏ ⵏ ⵜⵖⵔⴰⴷⵜ ⵜⴰⴼⵔⴰⵏⵙⵉⵙⵜ",
          "Papiers pour la retraite française");
    paragraph(&o, TONE_LEAD, "المسوا **عندي** إن كانت معكم، **تنقصني** إن كانت تنقصكم.",
              "ⵙⵍⵉ **ⵖⵓⵔⵉ** ⵏⵖ **ⵓⵔ ⵖⵓⵔⵉ**.",
              "Touchez **oui** si vous l’avez, **non** s’il vous manque.");
    struct build b = inside(&o, add(&o, ROLE_CHECKLIST, "papers"));
    paper(&b, "cnie", "id-card", "have",
          say(&b, "البطاقة الوطنية أو جواز السفر", "ⵜⴰⴽⴰⵕⴹⴰ ⵏ ⵜⵎⴰⴳⵉⵜ ⵏⵖ ⴰⴱⴰⵙⴱⵓⵕ",
              "Carte nationale ou passeport"),
          say(&b, "نسخة واحدة", "ⵢⴰⵜ ⵜⵓⵏⵖⵉⵍⵜ", "Une copie"));
    paper(&b, "vitale", "document", "have",
          say(&b, "بطاقة الضمان الاجتماعي الفرنسية", "ⵜⴰⴽⴰⵕⴹⴰ ⵏ ⵉⵎⵥⵍⵉ ⵏ ⴼⵕⴰⵏⵚⴰ",
              "Numéro de sécurité sociale française"),
          say(&b, "نسخة واحدة", "ⵢⴰⵜ ⵜⵓⵏⵖⵉⵍⵜ", "Carte ou attestation"));
    paper(&b, "life", "certificate", "missing",
          say(&b, "شهادة الحياة", "ⵜⴰⵔⴰⵜⵙⴰ ⵏ ⵜⵓⴷⵔⵜ", "Certificat de vie"),
          say(&b, "من الجماعة أو من الصندوق الوطني للضمان الاجتماعي", "ⵙⴳ ⵜⴳⵔⴰⵡⵜ",
              "Délivré par la commune ou la CNSS, moins de trois mois"));
    paper(&b, "marriage", "family", "missing",
          say(&b, "عقد الزواج", "ⴰⵔⵔⴰ ⵏ ⵜⴰⵎⵖⵔⴰ", "Acte de mariage"),
          say(&b, "نسخة مصادق عليها مع ترجمة إلى الفرنسية", "ⵜⵓⵏⵖⵉⵍⵜ ⴷ ⵜⵙⵓⵖⵍⵜ",
              "Copie légalisée et traduite"));
    paper(&b, "rib", "bank", "unsure", say(&b, "رقم الحساب البنكي RIB", "ⵓⵟⵟⵓⵏ RIB", "RIB"),
          say(&b, "حساب فردي باسمكم", "ⵙ ⵉⵙⵎ ⵏⵏⵓⵏ", "Compte individuel à votre nom"));
    paper(&b, "pay", "papers", "",
          say(&b, "ورقة الأجر أو شهادة العمل بفرنسا", "ⵜⴰⵔⴰⵜⵙⴰ ⵏ ⵜⵡⵓⵔⵉ ⴳ ⴼⵕⴰⵏⵚⴰ",
              "Bulletins de paie ou certificats de travail en France"),
          say(&b, "نسخ", "ⵜⵓⵏⵖⵉⵍⵉⵏ", "Copies"));
    primary(&o, "أخذ التذكرة", "ⴹⴼⵔ", "Continuer");
    bar(arena, root, language);
}

/* More to read before the papers than can stay in sight above them. */
static void papers_explained(struct arena *arena, struct screen_node *root,
                             const struct language *language)
{
    struct build o = {arena, root, language};
    papers(arena, root, language);
    for (struct screen_node *node = root->first_child; node; node = node->next)
        if (node->next && node->next->role == ROLE_CHECKLIST)
            node->label =
                say(&o, repeat(arena, "لكل وثيقة المسوا: **عندي** أو **تنقصني**. ", 50),
                    repeat(arena, "ⵉ ⴽⵓ ⵜⴰⵔⵔⴰⵜ: ⵖⵓⵔⵉ. ", 80),
                    repeat(arena, "Pour chaque papier : **je l’ai** ou **manque**. ", 45));
}

/* As long as papers get: who gives it, which copy, what it costs; and the bar with its five parts.
 */
static void dossier(struct arena *arena, struct screen_node *root, const struct language *language)
{
    static const char *const ids[] = {"p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8"};
    static const char *const icons[] = {"id-card", "document",    "papers", "certificate",
                                        "family",  "certificate", "health", "bank"};
    static const char *const marks[] = {"have", "missing", "unsure", "", "", "", "have", ""};
    struct build o = {arena, root, language};
    step(&o, 4, 5);
    title(&o, "تقاعدي الفرنسي: الوثائق المطلوبة", "ⴰⵔⵔⴰⵜⵏ ⵏ ⵜⵖⵔⴰⴷⵜ ⵜⴰⴼⵔⴰⵏⵙⵉⵙⵜ",
          "Ma retraite française : les papiers à apporter");
    paragraph(&o, TONE_LEAD, "لكل وثيقة المسوا: **عندي**، **تنقصني** أو **لا أعرف**.",
              "ⵙⵍⵉ **ⵖⵓⵔⵉ** ⵏⵖ **ⵓⵔ ⵖⵓⵔⵉ**.",
              "Pour chaque papier, touchez : **je l’ai**, **manque** ou **pas sûr**.");
    struct build b = inside(&o, add(&o, ROLE_CHECKLIST, "papers"));
    for (size_t i = 0; i < 8; i++)
        paper(&b, ids[i], icons[i], marks[i],
              i % 2 == 0
                  ? say(&b, "البطاقة الوطنية", "ⵜⴰⴽⴰⵕⴹⴰ ⵏ ⵜⵎⴰⴳⵉⵜ", "Carte nationale d’identité")
                  : say(&b, "عقد الزواج مترجما إلى الفرنسية", "ⴰⵔⵔⴰ ⵏ ⵜⴰⵎⵖⵔⴰ",
                        "Acte de mariage, traduit en français"),
              i == 3 ? say(&b, "من الجماعة. نسخة مصادق عليها مع ترجمة مترجم محلف. 20 درهما.",
                           "ⵙⴳ ⵜⴳⵔⴰⵡⵜ. ⵢⴰⵜ ⵜⵓⵏⵖⵉⵍⵜ. 20 DH.",
                           "De la commune. Copie légalisée, avec la traduction d’un traducteur "
                           "assermenté. 20 DH.")
                     : say(&b, "الأصل ونسخة واحدة، من الجماعة", "ⵢⴰⵜ ⵜⵓⵏⵖⵉⵍⵜ",
                           "L’original et une copie, de la commune"));
    primary(&o, "متابعة", "ⴹⴼⵔ", "Continuer");
    long_bar(arena, root, language, true);
}

/* What is to be known of each paper, as much as there is of it: in which form, from where, for how
 * much. */
static void paper_lines(struct arena *arena, struct screen_node *root,
                        const struct language *language)
{
    struct build o = {arena, root, language};
    step(&o, 4, 5);
    title(&o, "وثائق طلب التقاعد الفرنسي", "ⴰⵔⵔⴰⵜⵏ ⵏ ⵜⵖⵔⴰⴷⵜ ⵜⴰⴼⵔⴰⵏⵙⵉⵙⵜ",
          "Papiers pour la retraite française");
    struct build b = inside(&o, add(&o, ROLE_CHECKLIST, "papers"));
    struct screen_text form = say(&b, "الأصل ونسخة واحدة", "ⴰⵏⵚⵍⵉ ⴷ ⵢⴰⵜ ⵜⵓⵏⵖⵉⵍⵜ",
                                  "L’original et une copie"),
                       where = say(&b, "من الجماعة التي ولدتم فيها", "ⵙⴳ ⵜⴳⵔⴰⵡⵜ",
                                   "À la commune où vous êtes né"),
                       fee = say(&b, "20 درهما لكل نسخة", "20 DH", "20 DH par copie");
    static const char *const ids[] = {"card", "birth", "marriage", "rib"};
    static const char *const icons[] = {"id-card", "certificate", "family", "bank"};
    static const char *const marks[] = {"have", "missing", "", "unsure"};
    for (size_t i = 0; i < 4; i++) {
        paper(&b, ids[i], icons[i], marks[i],
              i % 2 == 0
                  ? say(&b, "البطاقة الوطنية", "ⵜⴰⴽⴰⵕⴹⴰ ⵏ ⵜⵎⴰⴳⵉⵜ", "Carte nationale d’identité")
                  : say(&b, "عقد الزواج مترجما إلى الفرنسية", "ⴰⵔⵔⴰ ⵏ ⵜⴰⵎⵖⵔⴰ",
                        "Acte de mariage, traduit en français"),
              i == 1 ? say(&b, "أقل من ثلاثة أشهر", "ⴽⵕⴰⴹ ⵡⴰⵢⵢⵓⵔⵏ", "De moins de trois mois")
                     : nothing);
        struct build in = inside(&b, b.parent->last_child);
        const struct screen_text *const lines[] = {&form, &where, &fee};
        for (size_t line = 0; line < i; line++)
            put(&in, ROLE_PARAGRAPH, NULL, NULL, *lines[line], nothing);
    }
    primary(&o, "متابعة", "ⴹⴼⵔ", "Continuer");
    bar(arena, root, language);
}

static void option(const struct build *build, const char *id, const char *icon, bool chosen,
                   struct screen_text label, struct screen_text detail)
{
    put(build, ROLE_OPTION, id, icon, label, detail)->flags = chosen ? FLAG_SELECTED : 0;
}

static void question(struct arena *arena, struct screen_node *root, const struct language *language)
{
    struct build o = {arena, root, language};
    step(&o, 1, 4);
    title(&o, "أين اشتغلتم؟", "ⵎⴰⵏⵉ ⴳ ⵜⵙⵡⵓⵔⵉⵎ?", "Où avez-vous travaillé ?");
    struct screen_node *choice = add(&o, ROLE_CHOICE, "country");
    choice->label = say(&o, "اختاروا بلدا واحدا", "ⵙⵜⵢ ⵢⴰⵏ", "Choisissez un pays");
    choice->detail = say(&o, "البلد الذي عملتم فيه أطول مدة.", "ⴰⴽⴰⵍ ⴰⵎⵇⵔⴰⵏ.",
                         "Celui où vous avez travaillé le plus longtemps.");
    struct build b = inside(&o, choice);
    option(&b, "fr", "map", true, say(&b, "فرنسا", "ⴼⵕⴰⵏⵚⴰ", "France"), nothing);
    option(&b, "be", "map", false, say(&b, "بلجيكا", "ⴱⵍⵊⵉⴽⴰ", "Belgique"), nothing);
    option(&b, "es", "map", false, say(&b, "إسبانيا", "ⵙⴱⵏⵢⴰ", "Espagne"), nothing);
    option(
        &b, "other", "globe", false, say(&b, "بلد آخر", "ⵢⴰⵏ ⵢⴰⴹⵏ", "Un autre pays"),
        say(&b, "إيطاليا، هولندا، ألمانيا…", "ⵉⵟⴰⵍⵢⴰ, ⵀⵓⵍⴰⵏⴷⴰ…", "Italie, Pays-Bas, Allemagne…"));
    primary(&o, "متابعة", "ⴹⴼⵔ", "Continuer");
    bar(arena, root, language);
}

static void many(struct arena *arena, struct screen_node *root, const struct language *language)
{
    static const char *const icons[] = {"pension", "health", "school", "family",
                                        "work",    "bank",   "house",  "phone"};
    static const char *const ids[] = {"o1", "o2", "o3", "o4", "o5", "o6", "o7", "o8"};
    struct build o = {arena, root, language};
    step(&o, 2, 4);
    struct screen_node *choice = add(&o, ROLE_CHOICE, "needs");
    choice->flags = FLAG_MULTIPLE;
    choice->label = say(&o, "ما الذي يهمكم؟", "ⵎⴰⴷ ⴽⵯⵏ ⵉⵙⵙⵓⵔⵓⵙⵏ?", "Qu’est-ce qui vous concerne ?");
    choice->error =
        say(&o, "اختاروا جوابا واحدا على الأقل.", "ⵙⵜⵢ ⵢⴰⵏ.", "Choisissez au moins une réponse.");
    struct build b = inside(&o, choice);
    for (int i = 0; i < 8; i++)
        option(&b, ids[i], icons[i], i == 1 || i == 4,
               say(&b, "التغطية الصحية للمتقاعدين", "ⵜⴰⴷⵓⵙⵉ", "Couverture santé des retraités"),
               nothing);
    primary(&o, "متابعة", "ⴹⴼⵔ", "Continuer");
    bar(arena, root, language);
}

static void form(struct arena *arena, struct screen_node *root, const struct language *language)
{
    struct build b = {arena, root, language};
    step(&b, 2, 4);
    title(&b, "معلومات عنكم", "ⵉⵏⵖⵎⵉⵙⵏ ⵅⴼ ⴽⵯⵏ", "Quelques mots sur vous");
    struct screen_node *field = add(&b, ROLE_FIELD, "name");
    field->tone = FIELD_NAME;
    field->label = say(&b, "الاسم العائلي والشخصي", "ⵉⵙⵎ ⴷ ⵉⵙⵎ ⵏ ⵜⴰⵡⵊⴰ", "Nom et prénom");
    field->value = "Fatima Aït Ouakrim";
    field = add(&b, ROLE_FIELD, "phone");
    field->tone = FIELD_PHONE;
    field->label = say(&b, "رقم الهاتف", "ⵓⵟⵟⵓⵏ ⵏ ⵜⵉⵍⵉⴼⵓⵏ", "Numéro de téléphone");
    field->detail = say(&b, "للاتصال بكم إن احتجنا إليكم.", "ⴰⴼⴰⴷ ⴰⴷ ⴰⵡⵏ ⵏⵙⴰⵡⵍ.",
                        "Pour vous rappeler si besoin.");
    field->value = "0612345";
    field->error = say(&b, "ينقص رقم: اكتبوا عشرة أرقام.", "ⵉⵅⵚⵚⴰ ⵓⵟⵟⵓⵏ.",
                       "Il manque des chiffres : écrivez-en dix.");
    field = add(&b, ROLE_FIELD, "birth");
    field->tone = FIELD_DATE;
    field->label = say(&b, "تاريخ الازدياد", "ⴰⵙⴰⴽⵓⴷ ⵏ ⵜⵍⴰⵍⵉⵜ", "Date de naissance");
    field->detail = say(&b, "تكفي السنة إن لم تعرفوا اليوم.", "ⴰⵙⴳⴳⵯⴰⵙ ⴰⵢⴰ.",
                        "L’année suffit si vous ne connaissez pas le jour.");
    field->value = "1951";
    primary(&b, "متابعة", "ⴹⴼⵔ", "Continuer");
    bar(arena, root, language);
}

/* As much as a field may hold. */
static char *long_words(struct arena *arena, const struct language *language)
{
    struct build build = {arena, NULL, language};
    const char *word = say(&build, "المعاش ", "ⵜⴰⵖⵔⴰⴷⵜ ", "la retraite ").text;
    char *all = arena_take(arena, 500 * 4 + 1, 1);
    for (size_t length = 0; length + strlen(word) < 900; length += strlen(word))
        memcpy(all + length, word, strlen(word));
    return all;
}

static void letter(struct arena *arena, struct screen_node *root, const struct language *language)
{
    struct build b = {arena, root, language};
    title(&b, "اشرحوا لنا بكلماتكم", "ⵙⵙⴼⵔⵓ", "Expliquez avec vos mots");
    struct screen_node *field = add(&b, ROLE_FIELD, "words");
    field->tone = FIELD_TEXT;
    field->number = 500;
    field->label = say(&b, "ما الذي وقع؟", "ⵎⴰ ⵉⵊⵔⴰⵏ?", "Que s’est-il passé ?");
    field->value = long_words(arena, language);
    primary(&b, "متابعة", "ⴹⴼⵔ", "Continuer");
    bar(arena, root, language);
}

static void days(struct arena *arena, struct screen_node *root, const struct language *language)
{
    static const char *const day_ids[] = {"d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8"};
    static const int offsets[] = {0, 1, 2, 5, 6, 7, 8, 9, 12};
    struct build o = {arena, root, language};
    step(&o, 2, 3);
    title(&o, "اختاروا يوما وساعة", "ⵙⵜⵢ ⴰⵙⵙ ⴷ ⵜⵙⵔⴰⴳⵜ", "Choisissez un jour et une heure");
    struct build b = inside(&o, add(&o, ROLE_DAYS, "days"));
    int64_t midnight = INT64_C(1795564800000);
    for (int i = 0; i < 9; i++) {
        struct screen_node *day = add(&b, ROLE_DAY, day_ids[i]);
        day->number = midnight + offsets[i] * INT64_C(86400000);
        struct build in = inside(&b, day);
        for (int s = 0; s < 11; s++) {
            struct screen_node *slot = add(&in, ROLE_SLOT, arena_print(arena, "slot.%d.%d", i, s));
            slot->number = day->number + (17 + s) * INT64_C(1800000);
            slot->flags = i == 0 || s % 4 == 1 ? FLAG_DISABLED : 0;
        }
    }
    bar(arena, root, language);
}

static void detail(const struct build *build, const char *icon, struct screen_text label,
                   struct screen_text value)
{
    put(build, ROLE_DETAIL, NULL, icon, label, value);
}

static void review(struct arena *arena, struct screen_node *root, const struct language *language)
{
    struct build o = {arena, root, language};
    title(&o, "تحققوا ثم خذوا تذكرتكم", "ⵙⵙⵏⵜⵎ, ⴷⴷⵖⴰⵍ ⴰⵎⵥ ⴰⵜⵉⴽⵉ",
          "Vérifiez, puis prenez votre ticket");
    struct build b = inside(&o, add(&o, ROLE_DETAILS, "answers"));
    detail(&b, NULL, say(&b, "طلبكم", "ⵜⵓⵜⵜⵔⴰ", "Votre demande"),
           say(&b, "التقاعد الفرنسي", "ⵜⴰⵖⵔⴰⴷⵜ", "Ma retraite française"));
    detail(&b, NULL,
           say(&b, "سنوات العمل في فرنسا", "ⵉⵙⴳⴳⵯⴰⵙⵏ ⵏ ⵜⵡⵓⵔⵉ", "Années de travail en France"),
           say(&b, "من 1974 إلى 1998", "1974 - 1998", "De 1974 à 1998"));
    detail(&b, NULL, say(&b, "الوثائق التي تنقصكم", "ⴰⵔⵔⴰⵜⵏ ⵢⵓⵙⵙⴰⵏ", "Papiers qui vous manquent"),
           say(&b, "شهادة الحياة، عقد الزواج", "ⵜⴰⵔⴰⵜⵙⴰ ⵏ ⵜⵓⴷⵔⵜ",
               "Certificat de vie, acte de mariage légalisé et traduit"));
    struct screen_node *notice =
        put(&o, ROLE_NOTICE, NULL, NULL,
            say(&o, "لا يطلب منكم أي اسم. لا يقرأ أجوبتكم إلا الموظف.", "ⵓⵔ ⵏⵔⵉ ⵉⵙⵎ.",
                "Aucun nom n’est demandé. Seul l’agent lira vos réponses."),
            nothing);
    notice->tone = TONE_INFO;
    notice = put(&o, ROLE_NOTICE, NULL, NULL,
                 say(&o, "المكتب يغلق بعد قليل", "ⴰⵙⵉⵔⴰ ⵉⵔⴳⵍ", "Le bureau ferme bientôt"),
                 say(&o, "قد لا تمرون اليوم.", "ⵓⵔ ⵜⵣⵔⵉⵎ ⴰⵙⵙⴰ.",
                     "Vous ne passerez peut-être pas aujourd’hui."));
    notice->tone = TONE_WARNING;
    notice =
        put(&o, ROLE_NOTICE, NULL, NULL,
            say(&o, "لم يخرج الورق", "ⵓⵔ ⴷ ⵉⴼⴼⵉⵖ ⵍⴽⴰⵖⴹ", "Le papier n’est pas sorti"), nothing);
    notice->tone = TONE_ERROR;
    put(&o, ROLE_BUTTON, "change", NULL, say(&o, "تغيير", "ⵙⵏⴼⵍ", "Modifier"), nothing);
    put(&o, ROLE_BUTTON, "drop", NULL, say(&o, "إلغاء", "ⵙⵔ", "Annuler"), nothing)->tone =
        TONE_DANGER;
    primary(&o, "أخذ تذكرتي", "ⴰⵎⵥ ⴰⵜⵉⴽⵉ", "Prendre mon ticket");
    bar(arena, root, language);
}

static void ticket(struct arena *arena, struct screen_node *root, const struct language *language)
{
    struct build o = {arena, root, language};
    title(&o, "هذا رقمكم", "ⵓⵟⵟⵓⵏ ⵏⵏⵓⵏ", "Voici votre numéro");
    struct screen_node *node = add(&o, ROLE_TICKET, "ticket");
    node->label = (struct screen_text){.text = "A-012"};
    node->detail = (struct screen_text){.text = "482 177 306"};
    node->value = "154111100000000000000000000000000000000000000097";
    node->icon = "mark-teapot";
    paragraph(&o, TONE_LEAD, "علامتكم: **إبريق الشاي**.", "ⵜⵉⵎⵎⵉⵜ: **ⴰⴱⵔⵉⵇ**.",
              "Votre signe : **la théière**.");
    paragraph(&o, TONE_PLAIN, "احتفظوا بالورقة، أو صوروا هذه الشاشة.", "ⵃⴹⵓ ⵜⴰⵡⵔⵉⵇⵜ.",
              "Gardez le papier, ou prenez cet écran en photo.");
    struct build b = inside(&o, add(&o, ROLE_DETAILS, "wait"));
    detail(&b, "people", say(&b, "قبلكم", "ⴷⴰⵜ ⵏⵏⵓⵏ", "avant vous"),
           say(&b, "شخصان", "2", "2 personnes"));
    detail(&b, "clock", say(&b, "مدة الانتظار", "ⴰⴽⵓⴷ", "d’attente environ"),
           say(&b, "20 إلى 30 دقيقة", "20-30", "20 à 30 min"));
    primary(&o, "انتهيت", "ⵙⵎⴷ", "J’ai terminé");
    bar(arena, root, language);
}

static void goodbye(struct arena *arena, struct screen_node *root, const struct language *language)
{
    struct build o = {arena, root, language};
    title(&o, "شكرا، إلى اللقاء", "ⵜⴰⵏⵎⵎⵉⵔⵜ", "Merci, au revoir");
    paragraph(&o, TONE_LEAD, "لا يبقى عنكم شيء على هذه الشاشة.", "ⵓⵔ ⴷⴰ ⵉⵜⵜⵖⴰⵎⴰ ⴰⵡⴷ ⵢⴰⵏ.",
              "Rien de vous ne reste sur cet écran.");
}

static void help(struct arena *arena, struct screen_node *root, const struct language *language)
{
    struct build o = {arena, root, language};
    title(&o, "مساعدة", "ⵜⵉⵡⵉⵙⵉ", "Aide");
    put(&o, ROLE_PICTURE, NULL, "hand",
        say(&o, "يد تلمس الشاشة", "ⴰⴼⵓⵙ", "Une main touche l’écran"), nothing);
    paragraph(&o, TONE_LEAD,
              "أنتم في **مكتب استقبال وتوجيه المهاجرين**. هنا نستقبلكم ونخبركم ونوجهكم. بالمجان.",
              "ⴰⵙⵉⵔⴰ ⵏ **ⵓⵙⵏⵓⴱⴳ**.",
              "Vous êtes au **bureau d’accueil et d’orientation des migrants**. C’est gratuit.");
    paragraph(&o, TONE_BULLET, "المسوا الشاشة مرة واحدة، برفق، بأصبع واحد.",
              "ⵙⵍⵉ ⵉ ⵓⵖⵔⴰⴱ ⵢⴰⵜ ⵜⵉⴽⴽⵍⵜ.", "Touchez l’écran une fois, doucement, avec un doigt.");
    paragraph(&o, TONE_BULLET, "أخطأتم؟ المسوا **رجوع**. لا يضيع شيء.", "ⵜⴰⵣⴳⵍⵜ? **ⴰⵖⵓⵍ**.",
              "Une erreur ? Touchez **Retour**. Rien n’est perdu.");
    paragraph(&o, TONE_NUMBERED, "خذوا تذكرة.", "ⴰⵎⵥ ⴰⵜⵉⴽⵉ.", "Prenez un ticket.");
    paragraph(&o, TONE_NUMBERED, "انتظروا رقمكم. الهاتف: \u2066+212 528-53 40 12\u2069",
              "ⵔⴰⵊⴰ. \u2066+212 528-53 40 12\u2069",
              "Attendez votre numéro. Téléphone : \u2066+212 528-53 40 12\u2069");
    struct build b = inside(&o, add(&o, ROLE_ROWS, "pages"));
    put(&b, ROLE_ROW, "r1", "pension", say(&b, "التقاعد", "ⵜⴰⵖⵔⴰⴷⵜ", "La retraite"),
        say(&b, "من يؤدي لكم المعاش؟", "ⵎⴰ ⵉⵜⵜⵅⵍⵍⴰⵚⵏ?", "Qui vous paie, et comment le joindre"));
    put(&b, ROLE_ROW, "r2", "school", say(&b, "المدرسة", "ⵜⵉⵏⵎⵍ", "L’école"),
        say(&b, "تسجيل طفل", "ⴰⵣⵎⵎⴻⵎ ⵏ ⵓⴼⵔⵓⵅ", "Inscrire un enfant"));
    put(&o, ROLE_BUTTON, "officer", "officer",
        say(&o, "التحدث إلى الموظف", "ⵙⴰⵡⵍ ⴷ ⵓⵎⵙⵙⵓⴳⵓⵔ", "Parler à l’agent"), nothing)
        ->tone = TONE_PRIMARY;
    bar(arena, root, language);
}

static void link_to(const struct build *build, const char *address, struct screen_text label,
                    struct screen_text detail)
{
    put(build, ROLE_LINK, NULL, NULL, label, detail)->value = address;
}

static void links(struct arena *arena, struct screen_node *root, const struct language *language)
{
    struct build o = {arena, root, language};
    title(&o, "من يجيبكم", "ⵎⴰ ⴰⵡⵏ ⵉⵜⵜⵔⴰⵔⵏ", "Qui vous répond");
    link_to(
        &o, "https://www.cnss.ma",
        say(&o, "الصندوق الوطني للضمان الاجتماعي", "CNSS", "CNSS, la sécurité sociale marocaine"),
        say(&o, "في الوكالة أو على الموقع", "ⴳ ⵡⴰⵙⵉⵜ", "À l’agence ou sur le site"));
    link_to(&o, "https://www.lassuranceretraite.fr/portail-info/hors-menu/annexe/recherche",
            say(&o, "التأمين على الشيخوخة بفرنسا", "ⵜⴰⵖⵔⴰⴷⵜ ⴳ ⴼⵕⴰⵏⵚⴰ", "L’Assurance retraite"),
            nothing);
    link_to(&o, "tel:+212528534012",
            say(&o, "مكتب الجماعة", "ⴰⵙⵉⵔⴰ ⵏ ⵜⴳⵔⴰⵡⵜ", "Le bureau de la commune"),
            say(&o, "من التاسعة إلى الرابعة", "9-16", "De 9 h à 16 h"));
    bar(arena, root, language);
}

/* Addresses of forms and files, up to the longest there may be. */
static void long_links(struct arena *arena, struct screen_node *root,
                       const struct language *language)
{
    struct build o = {arena, root, language};
    title(&o, "المطبوعات", "ⵜⵉⴼⵔⴰⵡⵉⵏ", "Les formulaires");
    for (int times = 4; times <= 18; times += 7)
        link_to(&o,
                arena_print(arena, "https://www.service-public.ma/%s",
                            repeat(arena, "formulaire-demande-pension/", times)),
                say(&o, "طلب معاش التقاعد", "ⴰⵙⵓⵜⵔ ⵏ ⵜⵖⵔⴰⴷⵜ", "La demande de pension"),
                say(&o, "مطبوع", "ⵜⵉⴼⵔⵜ", "Un formulaire de quatre pages"));
    bar(arena, root, language);
}

/* What was looked for, what was found, and the pages that go on. */
static void search(struct arena *arena, struct screen_node *root, const struct language *language)
{
    struct build o = {arena, root, language};
    title(&o, "البحث", "ⴰⵔⵣⵣⵓ", "Chercher");
    struct screen_node *field = add(&o, ROLE_FIELD, "words");
    field->tone = FIELD_TEXT;
    field->label = say(&o, "عن ماذا تبحثون؟", "ⵎⴰⵢⴷ ⵜⵔⵣⵣⵓⵎ?", "Que cherchez-vous ?");
    field->detail = say(&o, "كلمة تكفي، بأي حروف.", "ⵢⴰⵏ ⵡⴰⵡⴰⵍ.", "Un mot suffit, même mal écrit.");
    field->value = "taqa3od";
    struct build b = inside(&o, add(&o, ROLE_ROWS, "pages"));
    static const char *const ids[] = {"page.a", "page.b", "page.c", "page.d", "page.e", "page.f"};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        put(&b, ROLE_ROW, ids[i], i % 2 ? "school" : "pension",
            say(&b, "التقاعد الفرنسي", "ⵜⴰⵖⵔⴰⴷⵜ", "Retraite d’un autre pays"),
            say(&b, "كيف تطلبونه من المغرب", "ⵣⵖ ⵍⵎⵖⵔⵉⴱ",
                "Belgique, Pays-Bas, Espagne, Allemagne et d’autres"));
    primary(&o, "بحث", "ⵔⵣⵓ", "Chercher");
    bar(arena, root, language);
}

/* No content is published here: the picture's room stays empty, whatever is drawn in it. */
static void illustrated(struct arena *arena, struct screen_node *root,
                        const struct language *language)
{
    struct build o = {arena, root, language};
    title(&o, "المكتب ومهامه الثلاث", "ⴰⵙⵉⵔⴰ ⴷ ⴽⵕⴰⴹⵜ ⵜⵡⵓⵔⵉⵡⵉⵏ", "Le bureau et ses trois missions");
    put(&o, ROLE_PICTURE, NULL, NULL, nothing, nothing)->value = "office.svg";
    paragraph(&o, TONE_LEAD, "هذا المكتب مصلحة من مصالح الجماعة. **خدماته مجانية.**",
              "ⴰⵙⵉⵔⴰ ⵏ **ⵓⵙⵏⵓⴱⴳ**.", "Ce bureau est un service de la commune. **Il est gratuit.**");
    paragraph(&o, TONE_NUMBERED, "نستمع إليكم ونشرح لكم المسطرة.", "ⴷⴰ ⴰⵡⵏ ⵏⵙⴼⵍⵉⴷ.",
              "Nous vous écoutons et nous vous expliquons la démarche.");
    paragraph(&o, TONE_NUMBERED, "نوجهكم إلى المصلحة المناسبة.", "ⴷⴰ ⴽⵯⵏ ⵏⵙⵡⴰⵍⴰ.",
              "Nous vous envoyons vers le bon service, et nous suivons sa réponse.");
    primary(&o, "ما الوثائق التي أحتاجها؟", "ⴰⵔⵔⴰⵜⵏ", "Quels papiers me faut-il ?");
    bar(arena, root, language);
}

static void reading(struct arena *arena, struct screen_node *root, const struct language *language)
{
    struct build o = {arena, root, language};
    title(&o, "التقاعد في فرنسا لمن عمل فيها وفي المغرب", "ⵜⴰⵖⵔⴰⴷⵜ ⴳ ⴼⵕⴰⵏⵚⴰ ⴷ ⵍⵎⵖⵔⵉⴱ",
          "La retraite pour qui a travaillé en France et au Maroc");
    for (int i = 0; i < 4; i++)
        paragraph(
            &o, i == 0 ? TONE_LEAD : TONE_PLAIN,
            "إذا عملتم في فرنسا، تحسب سنوات عملكم هناك وتلك التي قضيتموها في المغرب معا. يقدم "
            "الطلب في المغرب لدى الصندوق الوطني للضمان الاجتماعي، وهو يرسل الملف إلى الصندوق "
            "الفرنسي. احتفظوا بنسخة من كل وثيقة، واكتبوا اسمكم كما هو في بطاقتكم الوطنية. الجواب "
            "قد يتأخر عدة أشهر؛ ارجعوا إلى هذا المكتب بنفس التذكرة لنتابع ملفكم معكم.",
            "ⵎⴽ ⵜⵙⵡⵓⵔⵉⵎ ⴳ ⴼⵕⴰⵏⵚⴰ, ⵉⵙⴳⴳⵯⴰⵙⵏ ⵏⵏⵓⵏ ⵎⵎⵓⵏⵏ ⴷ ⵡⵉⵏ ⵍⵎⵖⵔⵉⴱ. ⵜⵓⵜⵜⵔⴰ ⵜⵜⵎⵙⵉⵔ ⴳ ⵍⵎⵖⵔⵉⴱ ⴷⴰⵔ "
            "CNSS. ⵃⴹⵓ ⵜⵓⵏⵖⵉⵍⵜ ⵏ ⴽⵓ ⴰⵔⵔⴰ. ⴰⵖⵓⵍⴰⵜ ⵙ ⵜⵙⵉⵔⴰ ⴰⴷ ⵙ ⵓⵜⵉⴽⵉ ⵏⵏⵓⵏ ⴰⴼⴰⴷ ⴰⴷ ⵏⴹⴼⵓⵔ ⴰⵡⵏ.",
            "Si vous avez travaillé en France, vos années là-bas et celles du Maroc se comptent "
            "ensemble. La demande se dépose au Maroc, à la CNSS, qui envoie le dossier à la caisse "
            "française. Gardez une copie de chaque papier et écrivez votre nom comme sur votre "
            "carte nationale. La réponse peut prendre plusieurs mois ; revenez à ce bureau avec le "
            "même ticket et nous suivrons le dossier avec vous.");
    primary(&o, "أخذ تذكرة", "ⴰⵎⵥ ⴰⵜⵉⴽⵉ", "Prendre un ticket");
    bar(arena, root, language);
}

void gallery_question(struct arena *arena, struct screen_node *root,
                      const struct language *language)
{
    struct build o = {arena, root, language};
    title(&o, "أما زلتم هنا؟", "ⵉⵙ ⵙⵓⵍ ⵜⵍⵍⴰⵎ ⴷⴰ?", "Êtes-vous encore là ?");
    paragraph(&o, TONE_LEAD, "بعد قليل نمسح كل شيء لحماية معطياتكم.", "ⵣⴳ ⵉⵎⵉⴽ ⵔⴰⴷ ⵏⴽⴽⵙ ⴽⵓⵍⵍⵓ.",
              "Bientôt, nous effacerons tout pour protéger vos réponses.");
    struct screen_node *stay =
        put(&o, ROLE_BUTTON, "core.stay", NULL,
            say(&o, "نعم، أتابع", "ⵢⴰⵀ, ⴷⴰ ⵍⵍⵉⵖ", "Oui, je continue"), nothing);
    stay->tone = TONE_PRIMARY;
    put(&o, ROLE_BUTTON, "core.leave", NULL,
        say(&o, "لا، انتهيت", "ⵓⵀⵓ, ⵙⵎⴷⵖ", "Non, j’ai terminé"), nothing);
}

const struct sample gallery_samples[] = {
    {.name = "attract", .stage = STAGE_ATTRACT, .build = attract},
    {.name = "language", .stage = STAGE_LANGUAGE, .build = language_page},
    {.name = "home", .stage = STAGE_HOME, .build = home, .focused = "s.stay"},
    {.name = "papers", .stage = STAGE_PLUGIN, .build = papers},
    {.name = "papers-explained", .stage = STAGE_PLUGIN, .build = papers_explained},
    {.name = "dossier", .stage = STAGE_PLUGIN, .build = dossier, .focused = "p2:missing"},
    {.name = "paper-lines", .stage = STAGE_PLUGIN, .build = paper_lines, .focused = "rib:unsure"},
    {.name = "question", .stage = STAGE_PLUGIN, .build = question},
    {.name = "many", .stage = STAGE_PLUGIN, .build = many},
    {.name = "form", .stage = STAGE_PLUGIN, .build = form},
    {.name = "form-name",
     .stage = STAGE_PLUGIN,
     .build = form,
     .typing = "name",
     .typed = "Fatima A"},
    {.name = "form-phone", .stage = STAGE_PLUGIN, .build = form, .typing = "phone", .typed = "061"},
    {.name = "form-birth",
     .stage = STAGE_PLUGIN,
     .build = form,
     .typing = "birth",
     .typed = "195103"},
    {.name = "letter", .stage = STAGE_PLUGIN, .build = letter},
    {.name = "letter-typing",
     .stage = STAGE_PLUGIN,
     .build = letter,
     .typing = "words",
     .typed =
         "La pension de mon mari ne m’est plus versée depuis deux ans ; j’ai écrit à la caisse "
         "trois fois, sans réponse, et je ne sais plus à qui parler. Mes enfants sont à Lyon "
         "et mon mari est enterré ici, à Taliouine, depuis l’hiver. Que faut-il faire ?"},
    {.name = "days", .stage = STAGE_PLUGIN, .build = days},
    {.name = "review", .stage = STAGE_REVIEW, .build = review},
    {.name = "ticket", .stage = STAGE_TICKET, .build = ticket},
    {.name = "goodbye", .stage = STAGE_GOODBYE, .build = goodbye},
    {.name = "help", .stage = STAGE_HELP, .build = help},
    {.name = "links", .stage = STAGE_PLUGIN, .build = links},
    {.name = "long-links", .stage = STAGE_PLUGIN, .build = long_links},
    {.name = "search", .stage = STAGE_PLUGIN, .build = search},
    {.name = "search-typing",
     .stage = STAGE_PLUGIN,
     .build = search,
     .typing = "words",
     .typed = "taqa3od"},
    {.name = "illustrated", .stage = STAGE_PLUGIN, .build = illustrated},
    {.name = "reading", .stage = STAGE_PLUGIN, .build = reading},
    {.name = "still", .stage = STAGE_HOME, .build = home, .warning = true},
    {.name = "moment", .stage = STAGE_HOME, .build = home, .veil = true},
    {.name = NULL}};
