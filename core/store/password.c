#include "store/password.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* OWASP ASVS 5.0 appendix C asks for at least t=2, m=19 MiB; 64 MiB is what a small machine bears,
 * and a store's one thread hashes one password at a time. */
#define PASSES       2u
#define MEMORY_BYTES (64u * 1024u * 1024u)
#define LEAST        8u
#define MOST         128u
#define MOST_BYTES   (4u * MOST)

/* The commonest of published leaks and what offices here choose, without the digits and signs that
 * people put around them; each between commas. */
static const char common[] =
    ","
    "password,passwort,passw0rd,p@ssword,p@ssw0rd,motdepasse,mot de passe,contraseña,"
    "contrasena,contrasenia,changeme,changemoi,changezmoi,changez-moi,change-me,letmein,"
    "letmeinplease,welcome,bienvenue,bienvenido,azerty,azertyui,azertyuiop,"
    "azertyuiopqsdfghjklm,qsdfghjk,qsdfghjklm,wxcvbn,wxcvbnaz,qwerty,qwertyui,qwertyuiop,"
    "qwertz,qwertzuiop,asdfgh,asdfghjk,asdfghjkl,zxcvbn,zxcvbnm,qazwsx,qazwsxedc,1qaz2wsx,"
    "1q2w3e4r,1q2w3e4r5t,q1w2e3r4,a1z2e3r4,a1z2e3r4t5,1a2z3e4r,zaq12wsx,abcd,abcdef,"
    "abcdefgh,abcdefghi,abcd1234efgh,abc,12345678,123456789,1234567890,0123456789,01234567,"
    "012345678,87654321,987654321,9876543210,0987654321,123123123,123412341234,12341234,"
    "123321123,12344321,11223344,1122334455,112233445566,13579246,147258369,159753159,"
    "741852963,789456123,123654789,20202020,10203040,102030405060,19801980,19901990,"
    "20002000,20252025,20262026,12131415,31415926,12345679,123456780,iloveyou,jetaime,"
    "jetaimemonamour,tequiero,teamo,monamour,amour,doudou,loulou,chouchou,cheri,cherie,"
    "princess,princesse,princesa,sunshine,soleil,sol,football,foot,barcelona,barcelone,"
    "realmadrid,raja,rajacasablanca,wydad,wydadcasablanca,marseille,parissg,psg,liverpool,"
    "chelsea,arsenal,juventus,ronaldo,messi,hakimi,bounou,ziyech,superman,batman,spiderman,"
    "pokemon,naruto,starwars,dragon,monkey,shadow,master,killer,hello,helloworld,bonjour,"
    "bonsoir,salut,salam,salamalikoum,assalamalaykoum,salam alaykoum,bismillah,bismilah,"
    "inchallah,inshallah,hamdoullah,alhamdulillah,mashallah,machallah,allah,allahakbar,"
    "allahouakbar,mohamed,mohammed,muhammad,ahmed,fatima,fatimazahra,youssef,mustapha,"
    "khadija,aicha,hassan,rachid,karim,samira,yassine,omar,brahim,hamid,abdellah,"
    "abdelkader,maroc,morocco,marruecos,almaghrib,lmaghrib,maghreb,casablanca,casa,rabat,"
    "marrakech,agadir,tanger,fes,meknes,oujda,souss,amazigh,tamazight,azul,taroudant,"
    "ouarzazate,essaouira,tiznit,laayoune,commune,communeur,bureau,accueil,guichet,"
    "migrants,administration,administrateur,administrator,admin,adminadmin,root,rootroot,"
    "user,useruser,test,testtest,guest,officer,agent,secret,secretsecret,ordinateur,"
    "computer,internet,google,facebook,whatsapp,samsung,iphone,france,belgique,espagne,"
    "hollande,italia,allemagne,michael,jennifer,jordan,charlie,daniel,nicolas,camille,"
    "marie,chocolat,papillon,trustno,access,مرحبا,السلام,بسمالله,"
    "الحمدلله,المغرب,محمد,";

/* An Argon2id string of today's cost that no password gives: its digest is made up. */
static const char nobody[] = "$argon2id$v=19$m=65536,t=2,p=1$bm9ib2R5IGF0IGhvbWUhIQ"
                             "$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

static bool is_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || c >= 0x80;
}

/* Lower-case, and the same without the digits and signs in front and behind. */
static char *lower_case(const char *text)
{
    char *copy = memory_copy_text(text);
    for (char *c = copy; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    return copy;
}

static char *core_of(const char *text)
{
    size_t from = 0, until = strlen(text);
    while (from < until && !is_letter((unsigned char)text[from]))
        from++;
    while (until > from && !is_letter((unsigned char)text[until - 1]))
        until--;
    return memory_copy_part(text + from, until - from);
}

static bool is_listed(const char *word)
{
    size_t length = strlen(word);
    if (length == 0 || strchr(word, ','))
        return false;
    for (const char *at = strstr(common, word); at; at = strstr(at + 1, word))
        if (at[-1] == ',' && at[length] == ',')
            return true;
    return false;
}

/* Four different characters are little, fewer are a key held down. */
static bool is_monotonous(const char *text)
{
    uint32_t seen[4];
    size_t count = 0, position = 0, length = strlen(text);
    while (position < length) {
        uint32_t next = utf8_next(text, length, &position);
        size_t i = 0;
        while (i < count && seen[i] != next)
            i++;
        if (i == count && count == 3)
            return false;
        if (i == count)
            seen[count++] = next;
    }
    return true;
}

static bool is_name(const char *name, const char *whole, const char *core)
{
    if (!name || !name[0])
        return false;
    char *lower = lower_case(name), *name_core = core_of(lower);
    bool same = strcmp(lower, whole) == 0 || (name_core[0] && strcmp(name_core, core) == 0);
    free(lower);
    free(name_core);
    return same;
}

bool password_is_fit(const char *password, const char *login, const char *slug, struct error *error)
{
    size_t length = strlen(password);
    if (length > MOST_BYTES || utf8_count(password) > MOST)
        return error_set(error, ERROR_INPUT, "the password is too long: at most %u characters",
                         MOST);
    if (!utf8_is_plain_text(password, length))
        return error_set(error, ERROR_INPUT,
                         "the password holds characters that cannot be shown: type another");
    if (utf8_count(password) < LEAST)
        return error_set(error, ERROR_INPUT, "the password is too short: at least %u characters",
                         LEAST);
    char *whole = lower_case(password), *core = core_of(whole);
    bool fit = true;
    if (is_listed(whole) || is_listed(core) || is_monotonous(whole))
        fit = error_set(error, ERROR_INPUT,
                        "this password is one of the first that others would try: take three or "
                        "four words that do not belong together");
    else if (is_name(login, whole, core) || is_name(slug, whole, core) ||
             is_name("marhaba", whole, core))
        fit = error_set(error, ERROR_INPUT,
                        "the password must not be the login or the name of the commune: take three "
                        "or four words that do not belong together");
    memory_free_private(whole);
    memory_free_private(core);
    return fit;
}

void password_first(char out[20])
{
    /* 32 of them, five bits each: no l, o, 0 or 1, and so no other reading of an i. */
    static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
    size_t used = 0;
    for (size_t i = 0; i < 12; i++) {
        if (i > 0 && i % 4 == 0)
            out[used++] = '-';
        out[used++] = letters[randombytes_uniform(sizeof letters - 1)];
    }
    out[used] = '\0';
}

bool password_hash(const char *password, char out[PASSWORD_HASH], struct error *error)
{
    _Static_assert(PASSWORD_HASH >= crypto_pwhash_STRBYTES, "libsodium's hashes fit");
    return crypto_pwhash_str_alg(out, password, strlen(password), PASSES, MEMORY_BYTES,
                                 crypto_pwhash_ALG_ARGON2ID13) == 0 ||
           error_set(error, ERROR_SYSTEM,
                     "there is not enough memory to store a password: %u MB are needed",
                     MEMORY_BYTES / (1024u * 1024u));
}

bool password_matches(const char *hash, const char *password)
{
    size_t length = strlen(password);
    if (length > MOST_BYTES) {
        hash = NULL;
        length = MOST_BYTES;
    }
    bool same = crypto_pwhash_str_verify(hash ? hash : nobody, password, length) == 0;
    return same && hash;
}

bool password_is_stale(const char *hash)
{
    return crypto_pwhash_str_needs_rehash(hash, PASSES, MEMORY_BYTES) != 0;
}
