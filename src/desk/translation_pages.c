/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/access.h"
#include "base/limits.h"
#include "desk/page_choices.h"
#include "desk/page_edit.h"
#include "desk/pages.h"
#include "desk/translation.h"
#include "desk/translation_edit.html.h"
#include "desk/translation_list.html.h"

#include <string.h>

/* clang-format off */
static const Field fields[] = {
    {"title", N_("Title"), .kind = FIELD_LINE},
    {"summary", N_("One sentence"), .kind = FIELD_TEXT, .optional = true, .rows = 3,
     .most = LIMIT_SUMMARY},
    {"body", N_("Text"), .kind = FIELD_TEXT, .optional = true, .rows = 20},
    {"note", N_("What you changed"), .kind = FIELD_LINE, .optional = true},
    {"version", N_("Version"), .kind = FIELD_HIDDEN, .optional = true},
    {"made_from", N_("Version of the original"), .kind = FIELD_HIDDEN, .optional = true},
    {"proposal", N_("Version of the proposal"), .kind = FIELD_HIDDEN, .optional = true},
};
/* clang-format on */

static const Translation *
translation_in(TranslationSpan all, const char *language)
{
    for (size_t i = 0; i < all.n; i++)
        if (strcmp(all.at[i].language, language) == 0)
            return &all.at[i];
    return NULL;
}

static bool
is_proposed(ProposalSpan all, const char *language)
{
    for (size_t i = 0; i < all.n; i++)
        if (strcmp(all.at[i].language, language) == 0)
            return true;
    return false;
}

static const char *
state_of(const Translation *t, bool proposed)
{
    if (proposed)
        return N_("waits for an editor");
    if (t == NULL)
        return N_("missing");
    return t->stale ? N_("older than the original") : N_("up to date");
}

/* The languages into which the acting person may translate it, and how it stands with each. */
static TranslationRowSpan
rows_of(Ctx *cx, const Item *item)
{
    TranslationSpan all = item_translations(cx, item->id);
    ProposalSpan proposals = proposal_list(cx, item->id);
    ChoiceSpan offered = language_choices(cx);
    TranslationRow *at = arena_array_of(cx->arena, TranslationRow, offered.n);
    size_t n = 0;
    for (size_t i = 0; i < offered.n; i++) {
        const char *language = offered.at[i].value;
        const Translation *t = translation_in(all, language);
        if ((t != NULL && t->original) || !may_translate(cx, item, language))
            continue;
        at[n++] = (TranslationRow){.language = language,
                                   .stale = t != NULL && t->stale,
                                   .state = state_of(t, is_proposed(proposals, language))};
    }
    return (TranslationRowSpan){at, n};
}

/* The way to the translations: through the text for who may change it, else through what is to be
 * translated. */
static CrumbSpan
crumbs_of(Ctx *cx, const Item *item, bool below)
{
    Crumb *at = arena_array_of(cx->arena, Crumb, 4);
    size_t n = 0;
    at[n++] = (Crumb)DESK_CRUMB;
    if (may(cx, ACTION_EDIT, item)) {
        at[n++] = (Crumb){N_("Texts"), "/desk/pages"};
        at[n++] = (Crumb){item->title, page_url(cx, item)};
    } else {
        at[n++] = (Crumb){N_("Translations"), "/desk/translations"};
    }
    if (below)
        at[n++] = (Crumb){N_("Languages"),
                          arena_printf(cx->arena, "%s/translations", page_url(cx, item))};
    return (CrumbSpan){at, n};
}

/* The item in the path if the acting person may translate it into some language. */
static const Item *
find_translated(Request *req, Response **ret_refused)
{
    Ctx *cx = req->cx;
    const Item *item = item_find_in(cx, req_id(req, "id"), "");
    if (item == NULL)
        *ret_refused = respond_not_found(req);
    else if (!may(cx, ACTION_EDIT, item) && !may(cx, ACTION_TRANSLATE, item))
        *ret_refused = respond_forbidden(req);
    else
        return item;
    return NULL;
}

Response *
get_desk_translations(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *item = find_translated(req, &refused);
    if (item == NULL)
        return refused;
    TranslationList view = {.item = item, .rows = rows_of(cx, item)};
    Page page = {.title = lang_text(cx->lang, N_("Translations")),
                 .here = crumbs_of(cx, item, false)};
    return respond_desk(req, 200, &page, translation_list, &view);
}

/* From the original as it was when @t was written to what it is now; NULL if that is not kept. */
static const TextDiff *
changed_since(Ctx *cx, const Item *item, const Translation *t)
{
    RevisionSpan earlier = item_revisions(cx, item->id, item->language);
    size_t i = 0;
    while (i < earlier.n && earlier.at[i].edited_at > t->updated_at)
        i++;
    const Revision *was = i < earlier.n ? item_revision(cx, item->id, earlier.at[i].id) : NULL;
    if (was == NULL)
        return NULL;
    TextDiff *diff = arena_new_of(cx->arena, TextDiff);
    *diff = (TextDiff){words_diff_new(cx->arena, was->title, item->title),
                       words_diff_new(cx->arena, was->summary, item->summary),
                       words_diff_new(cx->arena, was->body, item->body)};
    return diff;
}

/* What a save would replace: what the acting person's kind of save goes on top of. */
typedef struct Standing {
    const Translation *translation; /* or NULL */
    const Proposal *proposal;       /* or NULL */
    const Item *texts;              /* the translation's, or NULL */
} Standing;

static Standing
standing_of(Ctx *cx, const Item *item, const char *language)
{
    Standing now = {.translation = translation_in(item_translations(cx, item->id), language),
                    .proposal = proposal_find(cx, item->id, language)};
    if (now.translation != NULL)
        now.texts = item_find_in(cx, item->id, language);
    return now;
}

static void
set_versions(Form *form, const Standing *now)
{
    form_set_int(form, "version", now->translation != NULL ? now->translation->version : 0);
    form_set_int(form, "proposal", now->proposal != NULL ? now->proposal->version : 0);
}

/* What is proposed, or the texts that there are, or none; and what the next save is to go on top
 * of.  An editor publishes what was made from the original that the translator saw. */
static void
show_translation(Form *form, const Item *item, const Standing *now, bool proposes)
{
    const Proposal *p = now->proposal;
    if (p != NULL || now->texts != NULL) {
        form_set(form, "title", p != NULL ? p->title : now->texts->title);
        form_set(form, "summary", p != NULL ? p->summary : now->texts->summary);
        form_set(form, "body", p != NULL ? p->body : now->texts->body);
    }
    if (p != NULL && proposes)
        form_set(form, "note", p->note);
    set_versions(form, now);
    form_set_int(form, "made_from", p != NULL && !proposes ? p->made_from : item->version);
}

static const TextDiff *
diff_texts(Ctx *cx, const Item *from, const char *title, const char *summary, const char *body)
{
    TextDiff *diff = arena_new_of(cx->arena, TextDiff);
    *diff = (TextDiff){words_diff_new(cx->arena, from->title, title),
                       words_diff_new(cx->arena, from->summary, summary),
                       words_diff_new(cx->arena, from->body, body)};
    return diff;
}

/* Show what was saved beside what was typed; the next save goes on top of what is shown now. */
static const TextDiff *
conflict_with(Ctx *cx, Form *form, const Standing *now, bool proposes)
{
    const Proposal *p = proposes ? now->proposal : NULL;
    Item saved = {.title = "", .summary = "", .body = ""};
    if (p != NULL)
        saved = (Item){.title = p->title, .summary = p->summary, .body = p->body};
    else if (now->texts != NULL)
        saved = *now->texts;
    set_versions(form, now);
    return diff_texts(cx, &saved, form_text(form, "title"), form_text(form, "summary"),
                      form_text(form, "body"));
}

static Response *
respond_translation(Request *req, int status, const Item *item, Form *form)
{
    Ctx *cx = req->cx;
    const char *language = req_text(req, "language");
    Standing now = standing_of(cx, item, language);
    const Proposal *p = now.proposal;
    TranslationEdit view = {.item = item,
                            .language = language,
                            .form = form,
                            .proposal = p,
                            .proposes = !may(cx, ACTION_EDIT, item)};
    if (now.translation != NULL && now.translation->stale)
        view.changed = changed_since(cx, item, now.translation);
    if (p != NULL && now.texts != NULL && !view.proposes)
        view.proposed = diff_texts(cx, now.texts, p->title, p->summary, p->body);
    if (status == 409)
        view.conflict = conflict_with(cx, form, &now, view.proposes);
    if (!form->posted)
        show_translation(form, item, &now, view.proposes);
    Page page = {.title = item->title, .here = crumbs_of(cx, item, true)};
    return respond_desk(req, status, &page, translation_edit, &view);
}

/* The item if the acting person may translate it into the path's language, which is another than
 * its own. */
static const Item *
find_translatable(Request *req, Response **ret_refused)
{
    const Item *item = find_translated(req, ret_refused);
    const char *language = req_text(req, "language");
    if (item == NULL)
        return NULL;
    if (lang_find(language) == NULL || strcmp(language, item->original_language) == 0)
        *ret_refused = respond_not_found(req);
    else if (!may_translate(req->cx, item, language))
        *ret_refused = respond_forbidden(req);
    else
        return item;
    return NULL;
}

Response *
get_desk_translation(Request *req)
{
    Response *refused = NULL;
    const Item *item = find_translatable(req, &refused);
    if (item == NULL)
        return refused;
    return respond_translation(req, 200, item, form_new(req, fields, G_N_ELEMENTS(fields)));
}

static int64_t
version_in(const Form *form, const char *name)
{
    return g_ascii_strtoll(form_text(form, name), NULL, 10);
}

/* Keep it for an editor, on top of the translation and the proposal that the translator saw. */
static ItemOutcome
propose(Ctx *cx, const Item *item, const Form *form, const ItemDraft *draft)
{
    const Translation *t = translation_in(item_translations(cx, item->id), draft->language);
    bool is_seen = version_in(form, "version") == (t != NULL ? t->version : 0);
    bool is_kept = is_seen && proposal_write(cx, item->id, version_in(form, "proposal"), draft);
    return is_kept ? ITEM_OK : ITEM_CONFLICT;
}

/* Publish it; the proposal that was in the form is done with. */
static ItemOutcome
publish(Ctx *cx, const Item *item, const Form *form, const ItemDraft *draft)
{
    ItemOutcome outcome = item_translate(cx, item->id, version_in(form, "version"), draft);
    const Proposal *p = proposal_find(cx, item->id, draft->language);
    if (outcome == ITEM_OK && p != NULL && p->version == version_in(form, "proposal"))
        proposal_close(cx, p, true);
    return outcome;
}

static Response *
respond_saved(Request *req, const Item *item, const char *notice)
{
    return respond_done(req,
                        arena_printf(req->cx->arena, "%s/translations", page_url(req->cx, item)),
                        lang_text(req->cx->lang, notice));
}

Response *
post_desk_translation(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *item = find_translatable(req, &refused);
    if (item == NULL)
        return refused;
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    if (!form_ok(form))
        return respond_translation(req, 422, item, form);
    ItemDraft draft = {.language = req_text(req, "language"),
                       .title = form_text(form, "title"),
                       .summary = form_text(form, "summary"),
                       .body = form_text(form, "body"),
                       .note = form_text(form, "note"),
                       .made_from = version_in(form, "made_from")};
    bool publishes = may(cx, ACTION_EDIT, item);
    ItemOutcome outcome = publishes ? publish(cx, item, form, &draft)
                                    : propose(cx, item, form, &draft);
    if (outcome == ITEM_CONFLICT)
        return respond_translation(req, 409, item, form);
    if (outcome != ITEM_OK)
        return respond_not_found(req);
    return respond_saved(
        req, item, publishes ? N_("Saved.") : N_("Saved. The editors were asked to look at it."));
}

Response *
post_desk_translation_decline(Request *req)
{
    Ctx *cx = req->cx;
    const Item *item = item_find_in(cx, req_id(req, "id"), "");
    const Proposal *p = item != NULL ? proposal_find(cx, item->id, req_text(req, "language"))
                                     : NULL;
    if (item != NULL && !may(cx, ACTION_EDIT, item))
        return respond_forbidden(req);
    if (p == NULL)
        return respond_not_found(req);
    if (p->version != g_ascii_strtoll(req_field(req, "proposal"), NULL, 10))
        return respond_error(req, 409,
                             lang_text(cx->lang, N_("Somebody changed it in between, so nothing "
                                                    "was done. Look at it again, then decide.")));
    proposal_close(cx, p, false);
    return respond_saved(req, item, N_("The translation was set aside."));
}
