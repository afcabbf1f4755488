/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes, and what its templates show.
 */
#pragma once
#include "alliance/week_writer.h"
#include "blog/card.h"
#include "blog/share.h"
#include "site/item_show.h"
#include "web/form.h"

/* list_pages.c */
Response *get_weeks(Request *req);

/* show_pages.c */
Response *get_week(Request *req);
Response *get_day(Request *req);

/* share_pages.c */
Response *get_week_share(Request *req);
Response *get_week_picture(Request *req);

/* write_pages.c */
Response *get_week_write(Request *req);
Response *post_week_write(Request *req);

/* desk_pages.c */
Response *get_desk_week(Request *req);
Response *post_desk_week(Request *req);

/* day_pages.c */
Response *get_desk_day_new(Request *req);
Response *post_desk_day_new(Request *req);
Response *get_desk_day(Request *req);
Response *post_desk_day(Request *req);
Response *get_desk_day_out(Request *req);
Response *post_desk_day_out(Request *req);

/* writer_pages.c */
Response *get_desk_writers(Request *req);
Response *post_desk_writers(Request *req);

/** The days to be chosen from, and "any". */
void week_day_choices(Form *form, const char *field, WeekDaySpan days);

/* ---- for readers ---- */

/** A day in its week. */
typedef struct DayCard {
    const WeekDay *day;
    bool is_today, is_over;
    PostCardSpan posts;
} DayCard;

typedef struct DayCardSpan {
    const DayCard *at;
    size_t n;
} DayCardSpan;

typedef struct WeekShow {
    const Item *item;
    const Week *week;
    const char *pillar;
    const char *first_on, *last_on; /* or NULL: then .planned */
    const char *planned;            /* "2017-09", or NULL */
    DayCardSpan days;
    const WeekFigures *figures; /* NULL: nothing came of it yet */
    const Item *observance;     /* or NULL */
    ItemSpan others;            /* years of the same observance */
    const WeekWriter *mine;     /* the reader's part, or NULL */
    bool calls, can_write;      /* the call is open; the reader may answer it */
    bool takes_mail;            /* a mail a day can be signed up for */
    bool draft, may_edit, signed_in;
    const ItemShow *text;
} WeekShow;

typedef struct DayShow {
    const Item *campaign;
    const WeekDay *day;
    const WeekDay *before, *after; /* or NULL */
    PostCardSpan posts;
    int64_t n; /* which day of how many */
    int64_t n_days;
    bool draft, may_edit;
    const ItemShow *text;
} DayShow;

/** A campaign in the archive. */
typedef struct WeekRow {
    const Item *item;
    const char *first_on, *last_on; /* or NULL */
    const char *planned;            /* or NULL */
    const WeekFigures *figures;     /* NULL: it has no days */
} WeekRow;

typedef struct WeekRowSpan {
    const WeekRow *at;
    size_t n;
} WeekRowSpan;

typedef struct WeekList {
    WeekRowSpan rows;
    int64_t n;
    LinkSpan pages;
} WeekList;

/** A picture to be shared. */
typedef struct SharePicture {
    const char *url, *label; /* label N_() */
    int64_t width, height;
} SharePicture;

typedef struct SharePictureSpan {
    const SharePicture *at;
    size_t n;
} SharePictureSpan;

typedef struct WeekShare {
    const Item *item;
    const char *hashtag;
    ShareTextSpan texts;
    SharePictureSpan pictures;
    const char *alt; /* what stands in the pictures */
} WeekShare;

/* ---- for who writes, and editors ---- */

typedef struct WeekWrite {
    const Item *item;
    const Week *week;
    const WeekWriter *mine; /* or NULL */
    const char *state;      /* N_(), of .mine */
    bool is_asked, writes, offered, declined, calls;
    const Form *form; /* to offer; NULL: nothing to offer now */
} WeekWrite;

typedef struct WeekEdit {
    const Item *item;
    const char *action;
    const Form *form;
    WeekDaySpan days;
    int64_t n_days;
} WeekEdit;

typedef struct DayEdit {
    const Item *item;
    const WeekDay *day;           /* NULL: a new one */
    const char *action, *heading; /* heading N_() */
    const Form *form;
} DayEdit;

typedef struct DayOut {
    const Item *item;
    const WeekDay *day;
    bool is_answered;
} DayOut;

typedef struct WriterRow {
    const WeekWriter *writer;
    const char *state; /* N_() */
    bool is_offered;
} WriterRow;

typedef struct WriterRowSpan {
    const WriterRow *at;
    size_t n;
} WriterRowSpan;

typedef struct WeekWriters {
    const Item *item;
    const char *action;
    WriterRowSpan rows;
    const Form *form;
} WeekWriters;
