/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "accession/column_names.h"

#include "lang/lang.h"

#include <string.h>

#define MOST 32

/* clang-format off */
const ColumnName COLUMN_NAMES[] = {
    {"title", N_("Title"), "title,titre", N_("How to supervise: an example"), false},
    {"summary", N_("One sentence"), "one sentence,summary,sentence,une phrase,resume,phrase",
     N_("What a supervisor does each week."), false},
    {"description", N_("Description"), "description,abstract,descriptif", N_("What it is and for whom."), false},
    {"authors", N_("Authors"), "authors,author,auteurs,auteur,auteures,auteurs et auteures", N_("Ana Example; Example Foundation"), true},
    {"year", N_("Year"), "year,annee", "2015", false},
    {"date", N_("Date of publication"), "date of publication,publication date,date,date de publication,paru le", "2015-03", false},
    {"type", N_("What it is"), "what it is,type,kind,genre,nature,type de document", N_("Guide or manual"), true},
    {"topics", N_("Topics"), "topics,topic,themes,theme,subjects,subject,sujets,thematiques", "", true},
    {"keywords", N_("Keywords"), "keywords,keyword,tags,mots cles", "", true},
    {"places", N_("Where it is about"), "where it is about,geography,country,countries,region,places,geographie,pays,lieux,sur quelle region porte t il", N_("Kenya; Africa"), true},
    {"language", N_("Language"), "language,languages,langue,langues", "", false},
    {"licence", N_("Licence"), "licence,license", "CC BY 4.0", true},
    {"rights", N_("Whose rights"), "whose rights,rights,copyright,droits,a qui sont les droits", N_("© 2015 Example Foundation"), true},
    {"funder", N_("Funder"), "funder,funders,funding,funded by,bailleur,bailleur de fonds,financement,finance par", N_("Funded by the Example Fund"), true},
    {"doi", N_("DOI"), "doi", "", true},
    {"edition", N_("Edition number"), "edition number,edition,numero d edition", "1", false},
    {"edition-title", N_("Edition title"), "edition title,titre de l edition", "", false},
    {"files", N_("Files"), "files,file,file name,file names,filename,fichiers,fichier,nom du fichier,noms des fichiers", "guides/supervise.pdf", false},
    {"alt", N_("Alternative text"), "alternative text,alt,texte de remplacement,texte alternatif", "", false},
    {"link", N_("Address elsewhere"), "address elsewhere,address,link,url,adresse ailleurs,adresse,lien", "https://example.org/supervise", true},
    {"old", N_("Old address"), "old address,old url,former address,ancienne adresse,ancienne url", "/resources/12", false},
    {"translation", N_("Translation or edition of"), "translation or edition of,translation of,edition of,translates,traduction ou edition de,traduction de,edition de,traduit", "", false},
    {0},
};
/* clang-format on */

const ColumnName *
column_name_find(const char *name)
{
    for (const ColumnName *column = COLUMN_NAMES; column->name != NULL; column++)
        if (strcmp(column->name, name) == 0)
            return column;
    return NULL;
}

/* The label in any language is known, too. */
static const char *
words_of(Arena *arena, const ColumnName *column)
{
    GString *words = arena_string(arena, 128);
    g_string_append(words, column->words);
    for (size_t i = 0; i < N_LANGS; i++)
        g_string_append_printf(words, ",%s", lang_text(LANGS[i], column->label));
    return words->str;
}

const ColumnGuess *
column_names_guess(Arena *arena, const char *const *header, size_t n)
{
    ColumnWords words[MOST];
    size_t n_words = 0;
    for (const ColumnName *column = COLUMN_NAMES; column->name != NULL; column++, n_words++)
        words[n_words] = (ColumnWords){.meaning = (int)n_words + 1,
                                       .words = words_of(arena, column)};
    g_assert(n_words < MOST);
    return columns_guess_among(arena, (ColumnWordsSpan){words, n_words}, header, n);
}
