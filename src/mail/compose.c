/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/text.h"
#include "db/memo.h"
#include "mail/address.h"
#include "mail/circular.h"
#include "mail/mail_frame.html.h"

#define LINE_CHARS 76
#define PREHEADER_CHARS 110

const MailKind *
mail_kind_find(const MailKind *const *kinds, const char *name)
{
    for (; *kinds != NULL; kinds++)
        if (strcmp((*kinds)->name, name) == 0)
            return *kinds;
    return NULL;
}

const char *
mail_greeting(Arena *arena, const Lang *lang, const char *name)
{
    return *name == '\0'
               ? lang_text(lang, N_("Hello,"))
               : lang_fill(arena, lang_text(lang, N_("Hello {name},")), "name", name, NULL);
}

static const char *
absolute(Arena *arena, const MailSender *sender, const char *prefix, const char *url)
{
    if (url == NULL || *url != '/')
        return url;
    return arena_printf(arena, "%s%s%s", sender->base_url, prefix, url);
}

/* ---- text ---- */

/* Append one line, broken at spaces; a word that is too long (an address) stays whole. */
static void
wrap_line(GString *out, const char *line, size_t n)
{
    size_t column = 0;

    for (const char *end = line + n; line < end;) {
        size_t word = strcspn(line, " \n");
        size_t chars = (size_t)g_utf8_strlen(line, (gssize)word);
        if (column > 0 && column + 1 + chars > LINE_CHARS) {
            g_string_append_c(out, '\n');
            column = 0;
        }
        if (column > 0)
            g_string_append_c(out, ' ');
        g_string_append_len(out, line, (gssize)word);
        column += chars + (column > 0);
        line += word;
        line += strspn(line, " ");
    }
    g_string_append_c(out, '\n');
}

static void
wrap(GString *out, const char *text)
{
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");
        wrap_line(out, text, n);
        text += n + (text[n] == '\n');
    }
}

/* A line above an address; a colon is not set in all languages alike. */
static const char *
with_colon(const Html *html, const char *text)
{
    return lang_fill(html->arena, lang_text(html->lang, N_("{text}:")), "text", text, NULL);
}

/* The addresses at the end of a mail. */
typedef struct Ends {
    const char *unsubscribe, *fewer, *preferences; /* whole, or NULL */
    const char *fewer_label;                       /* N_() */
} Ends;

static void
append_end(const Html *html, GString *out, const char *label, const char *url)
{
    if (url != NULL)
        g_string_append_printf(out, "%s\n%s\n", with_colon(html, lang_text(html->lang, label)),
                               url);
}

static const char *
compose_text(const Html *html, const MailSender *sender, const MailDraft *draft, const Ends *ends)
{
    GString *out = arena_string(html->arena, 1024);

    wrap(out, draft->body);
    if (draft->url != NULL) {
        g_string_append_c(out, '\n');
        if (draft->action != NULL)
            g_string_append_printf(out, "%s\n", with_colon(html, draft->action));
        g_string_append_printf(out, "%s\n",
                               absolute(html->arena, sender, html->prefix, draft->url));
    }
    g_string_append(out, "\n-- \n");
    if (draft->reason != NULL)
        wrap(out, draft->reason);
    append_end(html, out, N_("Stop these mails"), ends->unsubscribe);
    append_end(html, out, ends->fewer_label, ends->fewer);
    append_end(html, out, N_("What we send you, and why"), ends->preferences);
    wrap(out, text_fold_space(html->arena, sender->name));
    g_string_append_printf(out, "%s\n", sender->base_url);
    return out->str;
}

/* ---- HTML ---- */

static MailLineSpan
split(Arena *arena, const char *text, const char *by)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(MailLine));

    arena_defer(arena, (GDestroyNotify)g_array_unref, lines);
    while (*text != '\0') {
        const char *end = strstr(text, by);
        size_t n = end != NULL ? (size_t)(end - text) : strlen(text);
        MailLine line = {.text = arena_strndup(arena, text, n)};
        if (n > 0)
            g_array_append_val(lines, line);
        text += n + (end != NULL ? strlen(by) : 0);
    }
    return (MailLineSpan){.at = (const MailLine *)(const void *)lines->data, .n = lines->len};
}

static MailParagraphSpan
paragraphs_of(Arena *arena, const char *text)
{
    MailLineSpan blocks = split(arena, text, "\n\n");
    MailParagraph *at = arena_array_of(arena, MailParagraph, MAX(blocks.n, 1));

    for (size_t i = 0; i < blocks.n; i++)
        at[i].lines = split(arena, blocks.at[i].text, "\n");
    return (MailParagraphSpan){.at = at, .n = blocks.n};
}

static const char *
compose_html(Html *out, const MailSender *sender, const MailDraft *draft, const Ends *ends)
{
    const char *preheader = draft->preheader != NULL ? draft->preheader : draft->body;
    MailFrame view = {
        .lang = out->lang->code,
        .dir = out->lang->dir,
        .subject = draft->subject,
        .preheader = text_shorten(out->arena, text_fold_space(out->arena, preheader),
                                  PREHEADER_CHARS),
        .body = draft->html,
        .paragraphs = draft->html.len == 0 ? paragraphs_of(out->arena, draft->body)
                                           : (MailParagraphSpan){0},
        .action = draft->action != NULL ? draft->action : draft->url,
        .url = absolute(out->arena, sender, out->prefix, draft->url),
        .reason = draft->reason,
        .unsubscribe = ends->unsubscribe,
        .fewer = ends->fewer,
        .fewer_label = ends->fewer_label,
        .preferences = ends->preferences,
        .name = text_fold_space(out->arena, sender->name),
        .home = sender->base_url,
    };

    g_string_truncate(out->text, 0);
    mail_frame_html(out, &view);
    return out->text->str;
}

static const Lang *
lang_of(const OutboxMail *row)
{
    const Lang *lang = lang_find(row->language);
    return lang != NULL ? lang : LANG_ENGLISH;
}

static const char *
prefix_of(Arena *arena, const MailSender *sender, const Lang *lang)
{
    bool own = strcmp(lang->code, sender->language) == 0;
    return own ? "" : arena_printf(arena, "/%s", lang->code);
}

/* By what the reader ends it: the list of its kind, or this one exchange; NULL: by nothing. */
static const char *
end_of(Ctx *cx, const MailSender *sender, const OutboxMail *row, const MailKind *kind,
       const MailExchange *exchange)
{
    if (kind->list != NULL)
        return sender->unsubscribe(cx, row, kind->list);
    if (exchange->list == NULL)
        return NULL;
    return arena_printf(cx->arena, "%s/%s", exchange->end_path,
                        sender->token(cx, row, exchange->end_use));
}

static Ends
ends_of(Ctx *cx, const MailSender *sender, const OutboxMail *row, const MailKind *kind,
        const MailExchange *exchange)
{
    const char *prefix = prefix_of(cx->arena, sender, lang_of(row));
    const char *end = end_of(cx, sender, row, kind, exchange);
    const char *path = sender->preferences != NULL ? sender->preferences(cx, row) : NULL;
    const char *fewer = exchange->fewer_path == NULL
                            ? NULL
                            : arena_printf(cx->arena, "%s/%s", exchange->fewer_path,
                                           sender->token(cx, row, exchange->fewer_use));
    return (Ends){.unsubscribe = absolute(cx->arena, sender, prefix, end),
                  .fewer = absolute(cx->arena, sender, prefix, fewer),
                  .fewer_label = exchange->fewer_label,
                  .preferences = absolute(cx->arena, sender, prefix, path)};
}

/* Only where mail comes in can a mail be answered. */
static const char *
reply_to(Ctx *cx, const MailSender *sender, const OutboxMail *row, const MailExchange *exchange)
{
    if (exchange->answers == NULL || sender->returns_to == NULL)
        return NULL;
    return mail_address_sign(cx->arena, sender->key, exchange->answers, exchange->answers_number,
                             row->person_id, sender->returns_to);
}

bool
mail_write(Ctx *cx, const MailKind *const *kinds, const MailSender *sender, const OutboxMail *row,
           Mail *ret_mail)
{
    const MailKind *kind = mail_kind_find(kinds, row->template);
    const Lang *lang = lang_of(row);
    MailDraft draft = {0};
    Html out = {.text = arena_string(cx->arena, 4096),
                .arena = cx->arena,
                .lang = lang,
                .prefix = prefix_of(cx->arena, sender, lang),
                .zone = row->zone,
                .now = cx->now};
    if (kind == NULL || !kind->compose(cx, &out, row, &draft))
        return false;
    const Ends ends = ends_of(cx, sender, row, kind, &draft.exchange);
    if (kind->list != NULL && ends.unsubscribe == NULL)
        return false; /* nobody can end what goes to nobody */
    /* One line, whatever was put into it: a subject cannot become another header. */
    draft.subject = text_fold_space(cx->arena, draft.subject);
    *ret_mail = (Mail){.subject = draft.subject,
                       .text = compose_text(&out, sender, &draft, &ends),
                       .html = compose_html(&out, sender, &draft, &ends),
                       .list = kind->list != NULL ? kind->list : draft.exchange.list,
                       .unsubscribe = ends.unsubscribe,
                       .archive = absolute(cx->arena, sender, out.prefix, kind->archive),
                       .reply_to = reply_to(cx, sender, row, &draft.exchange),
                       .thread = draft.exchange.thread,
                       .invitation = draft.invitation,
                       .pictures = draft.pictures,
                       .files = draft.files};
    return true;
}

/* ---- pictures ---- */

int64_t
mail_html_size(const Mail *mail)
{
    size_t size = strlen(mail->html);
    for (size_t i = 0; i < mail->pictures.n; i++)
        size += (mail->pictures.at[i].content.n + 2) / 3 * 4;
    return (int64_t)size;
}

const char *
mail_html_page(Arena *arena, const Mail *mail)
{
    GString *out = arena_string(arena, strlen(mail->html) + 1);
    g_string_append(out, mail->html);
    for (size_t i = 0; i < mail->pictures.n; i++) {
        const MailPicture *picture = &mail->pictures.at[i];
        g_autofree char *text = g_base64_encode(picture->content.at, picture->content.n);
        g_string_replace(out, arena_printf(arena, "cid:%s", picture->name),
                         arena_printf(arena, "data:%s;base64,%s", picture->type, text), 0);
    }
    return out->str;
}

/* ---- what goes along ---- */

int64_t
mail_files_size(const Mail *mail)
{
    int64_t size = 0;
    for (size_t i = 0; i < mail->files.n; i++)
        size += mail->files.at[i].size;
    return size;
}

bool
mail_read_files(Ctx *cx, Mail *mail)
{
    MailFile *files = arena_array_of(cx->arena, MailFile, mail->files.n);
    for (size_t i = 0; i < mail->files.n; i++) {
        files[i] = mail->files.at[i];
        files[i].content = files[i].read(cx, files[i].number);
        if (db_failed(cx->db) || files[i].content.at == NULL)
            return false;
    }
    mail->files.at = files;
    return true;
}

bool
mail_compose(Ctx *cx, const MailKind *const *kinds, const MailSender *sender, const OutboxMail *row,
             Mail *ret_mail)
{
    const MailKind *kind = mail_kind_find(kinds, row->template);
    MailTurn turn = {.row = row, .list = kind != NULL ? kind->list : NULL, .agrees = true};
    if (turn.list != NULL && sender->screen != NULL)
        sender->screen(cx, &turn, 1);
    return turn.agrees && mail_write(cx, kinds, sender, row, ret_mail);
}

/* ---- circular letters ---- */

typedef struct CircularOrder {
    const MailKind *const *kinds;
    const MailSender *sender;
    const OutboxMail *row;
} CircularOrder;

static const char *
mark_unsubscribe(Ctx *cx G_GNUC_UNUSED, const OutboxMail *row G_GNUC_UNUSED,
                 const char *list G_GNUC_UNUSED)
{
    return CIRCULAR_MARKS[HOLE_UNSUBSCRIBE];
}

static const char *
mark_preferences(Ctx *cx G_GNUC_UNUSED, const OutboxMail *row G_GNUC_UNUSED)
{
    return CIRCULAR_MARKS[HOLE_PREFERENCES];
}

/* The mail to somebody whose name and links are marks. */
static void *
make_circular(Ctx *cx, const void *data)
{
    const CircularOrder *order = data;
    MailSender sender = *order->sender;
    OutboxMail row = *order->row;
    Mail mail;
    sender.unsubscribe = mark_unsubscribe;
    if (sender.preferences != NULL)
        sender.preferences = mark_preferences;
    if (*row.name != '\0')
        row.name = CIRCULAR_MARKS[HOLE_NAME];
    if (!mail_write(cx, order->kinds, &sender, &row, &mail))
        return NULL;
    return (void *)circular_new(cx->arena, &mail, row.language, &sender);
}

const Circular *
circular_for(Ctx *cx, const MailKind *const *kinds, const MailSender *sender, const OutboxMail *row,
             CircularFill *ret_fill)
{
    const CircularOrder order = {kinds, sender, row};
    const Ends ends = ends_of(cx, sender, row, mail_kind_find(kinds, row->template),
                              &(MailExchange){0});
    const char *name = arena_printf(cx->arena, "mail %s %s %s %s", row->template, row->language,
                                    *row->name != '\0' ? "named" : "nameless", row->argument);
    *ret_fill = (CircularFill){
        .at = {[HOLE_NAME] = *row->name != '\0' ? row->name : NULL,
               [HOLE_UNSUBSCRIBE] = ends.unsubscribe,
               [HOLE_PREFERENCES] = ends.preferences}
    };
    return db_made(cx, name, make_circular, &order);
}
