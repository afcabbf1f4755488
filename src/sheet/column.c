/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "sheet/column.h"

#include "base/text.h"

#include <string.h>

/* Folded, words in English, French, Spanish, Portuguese, Arabic, Swahili. */
static const ColumnWords WORDS[] = {
    {COLUMN_FIRST_NAME,
     "first name,firstname,given name,given names,forename,prenom,prenoms,nombre "
     "de pila,primer nombre,nombres,primeiro nome,الاسم الاول,jina la kwanza"},
    {COLUMN_LAST_NAME, "last name,lastname,surname,family name,nom de famille,apellido,apellidos,"
                       "sobrenome,apelido,اسم العائلة,اللقب,jina la mwisho,jina la ukoo"},
    {COLUMN_EMAIL,
     "email,e mail,mail,email address,e mail address,courriel,adresse electronique,"
     "adresse mail,adresse email,correo,correo electronico,correio eletronico,"
     "endereco eletronico,البريد الالكتروني,البريد,barua pepe", .several = true},
    {COLUMN_COUNTRY, "country,country of residence,pays,pais,الدولة,البلد,nchi"},
    {COLUMN_ORGANISATION, "organisation,organization,institution,employer,company,affiliation,"
                          "organisme,employeur,organizacion,institucion,empresa,organizacao,"
                          "instituicao,المنظمة,المؤسسة,shirika,taasisi"},
    {COLUMN_POSITION,
     "position,job title,job,role,title,function,poste,fonction,cargo,puesto,funcao,"
     "المنصب,الوظيفة,cheo,wadhifa"},
    {COLUMN_PHONE,
     "phone,telephone,phone number,mobile,tel,cell,whatsapp,portable,telefono,movil,"
     "telefone,celular,telemovel,الهاتف,رقم الهاتف,simu,namba ya simu", .several = true},
    {COLUMN_LEVEL,
     "level,membership level,membership type,member type,niveau,nivel,tipo de miembro,"
     "المستوى,kiwango"},
    {COLUMN_JOINED, "joined,join date,date joined,member since,membership date,date d adhesion,"
                    "membre depuis,adhesion,fecha de ingreso,miembro desde,data de adesao,"
                    "membro desde,تاريخ الانضمام,tarehe ya kujiunga"},
    {COLUMN_LANGUAGE, "language,languages,preferred "
                      "language,lang,langue,langues,idioma,idiomas,lengua,lingua,اللغة,lugha"},
    {COLUMN_INTERESTS, "interests,interest,areas of interest,topics,interets,centres d interet,"
                       "domaines d interet,intereses,interesses,areas de interesse,الاهتمامات,"
                       "maslahi,mambo yanayopendelewa"},
    {COLUMN_NAME, "name,full name,member,nom,nom complet,nom et prenom,nombre,nombre completo,nome,"
                  "nome completo,الاسم,الاسم الكامل,jina,jina kamili"},
};

static const char *
header_key(Arena *arena, const char *text)
{
    GString *key = arena_string(arena, 32);
    bool gap = false;
    for (const char *c = text_fold(arena, text); *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar u = g_utf8_get_char(c);
        bool letter = g_unichar_isalpha(u) || g_unichar_ismark(u);
        if (letter && gap && key->len > 0)
            g_string_append_c(key, ' ');
        if (letter)
            g_string_append_unichar(key, u);
        gap = !letter;
    }
    return key->str;
}

/* Is @word in @key as a whole word? */
static bool
has_word(const char *key, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = key; (at = strstr(at, word)) != NULL; at += n)
        if ((at == key || at[-1] == ' ') && (at[n] == '\0' || at[n] == ' '))
            return true;
    return false;
}

/* Does one letter differ, one lack, or one stand too much? */
static bool
is_near(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b), i = 0;
    if (n < 5 || m > n + 1 || n > m + 1)
        return false;
    while (i < n && a[i] == b[i])
        i++;
    return strcmp(a + i + (n >= m), b + i + (m >= n)) == 0;
}

static int
sureness(const char *key, const char *word)
{
    if (strcmp(key, word) == 0)
        return COLUMN_SURE;
    if (has_word(key, word))
        return COLUMN_LIKELY;
    return is_near(key, word) ? COLUMN_PERHAPS : 0;
}

static ColumnGuess
guess(Arena *arena, ColumnWordsSpan all, const char *header)
{
    ColumnGuess best = {0};
    const char *key = header_key(arena, header);
    if (*key == '\0')
        return best;
    for (size_t i = 0; i < all.n; i++) {
        g_auto(GStrv) words = g_strsplit(all.at[i].words, ",", -1);
        for (char **word = words; *word != NULL; word++) {
            int sure = sureness(key, header_key(arena, *word));
            if (sure > best.sure)
                best = (ColumnGuess){all.at[i].meaning, sure};
        }
    }
    return best;
}

static bool
can_be_several(ColumnWordsSpan words, int meaning)
{
    for (size_t i = 0; i < words.n; i++)
        if (words.at[i].meaning == meaning)
            return words.at[i].several;
    return false;
}

const ColumnGuess *
columns_guess_among(Arena *arena, ColumnWordsSpan words, const char *const *header, size_t n)
{
    ColumnGuess *guesses = arena_array_of(arena, ColumnGuess, n + 1);
    for (size_t i = 0; i < n; i++)
        guesses[i] = guess(arena, words, header[i]);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++) {
            bool surer = guesses[k].sure > guesses[i].sure ||
                         (guesses[k].sure == guesses[i].sure && k < i);
            if (k != i && guesses[k].meaning == guesses[i].meaning && surer &&
                !can_be_several(words, guesses[i].meaning))
                guesses[i] = (ColumnGuess){0};
        }
    return guesses;
}

const ColumnGuess *
columns_guess(Arena *arena, const char *const *header, size_t n)
{
    return columns_guess_among(arena, (ColumnWordsSpan){WORDS, G_N_ELEMENTS(WORDS)}, header, n);
}
