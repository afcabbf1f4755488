/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What the program does by itself: the schedule, and what was queued.
 */
#include "alliance/audit.h"
#include "desk/job_list.html.h"
#include "desk/job_show.h"
#include "desk/pages.h"
#include "web/app.h"

#include <string.h>

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

static const char *
label_of(const Ctx *cx, const char *name)
{
    for (const JobKind *kind = cx->app->jobs; kind != NULL && kind->name != NULL; kind++)
        if (strcmp(kind->name, name) == 0)
            return kind->label;
    return name;
}

static const char *
state_of(const Ctx *cx, const Job *job)
{
    const struct {
        bool is;
        const char *words;
    } states[] = {
        {job->failed_at != 0,        N_("given up")        },
        {job->done_at != 0,          N_("done")            },
        {job->lease_until > cx->now, N_("running")         },
        {job->attempts > 0,          N_("will be repeated")},
        {true,                       N_("waiting")         },
    };
    size_t i = 0;
    while (!states[i].is)
        i++;
    return states[i].words;
}

static ScheduleRow
schedule_row(Ctx *cx, const Schedule *schedule)
{
    ScheduleRow row = {.schedule = schedule, .label = label_of(cx, schedule->kind)};
    int64_t every = schedule->every;
    if (every >= DAY)
        row.days = every / DAY;
    else if (every >= HOUR)
        row.hours = every / HOUR;
    else if (every >= MINUTE)
        row.minutes = every / MINUTE;
    else
        row.seconds = every;
    return row;
}

static ScheduleRowSpan
schedule_rows(Ctx *cx)
{
    ScheduleSpan all = job_list_schedule(cx);
    ScheduleRow *at = arena_array_of(cx->arena, ScheduleRow, all.n);
    for (size_t i = 0; i < all.n; i++)
        at[i] = schedule_row(cx, &all.at[i]);
    return (ScheduleRowSpan){at, all.n};
}

Response *
get_desk_jobs(Request *req)
{
    Ctx *cx = req->cx;
    JobSpan jobs = job_list(cx, req_page(req));
    JobRow *rows = arena_array_of(cx->arena, JobRow, jobs.n);
    for (size_t i = 0; i < jobs.n; i++)
        rows[i] = (JobRow){.job = &jobs.at[i],
                           .label = label_of(cx, jobs.at[i].kind),
                           .state = state_of(cx, &jobs.at[i]),
                           .failed = jobs.at[i].failed_at != 0};
    JobList view = {
        .schedule = schedule_rows(cx), .beside = neighbours(req, jobs.n), .rows = {rows, jobs.n}
    };
    Page page = {.title = lang_text(cx->lang, N_("Jobs")), .here = HERE(DESK_CRUMB)};
    return respond_desk(req, 200, &page, job_list, &view);
}

Response *
post_desk_job(Request *req)
{
    Ctx *cx = req->cx;
    int64_t id = req_id(req, "id");
    if (!job_retry(cx, id))
        return respond_not_found(req);
    audit(cx, "job.retry", 0, arena_printf(cx->arena, "%" PRId64, id));
    return respond_done(req, "/desk/jobs", lang_text(cx->lang, N_("It will be tried again.")));
}
