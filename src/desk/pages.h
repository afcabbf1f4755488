/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the desk's routes (routes.c), by the file they are in.
 */
#pragma once
#include "web/web.h"

/* home_pages.c */
Response *get_desk(Request *req);
Response *post_desk_task(Request *req);

/* decide_pages.c */
Response *get_task_decide(Request *req);
Response *post_task_decide(Request *req);

/* joining_queue.c */
Response *get_desk_joining(Request *req);
Response *post_desk_joining(Request *req);

/* comment_queue.c */
Response *get_desk_comments(Request *req);
Response *post_desk_comment(Request *req);

/* page_list.c */
Response *get_desk_pages(Request *req);

/* page_pages.c */
Response *get_desk_page_new(Request *req);
Response *post_desk_page_new(Request *req);
Response *get_desk_page(Request *req);
Response *post_desk_page(Request *req);

/* page_acts.c */
Response *post_desk_page_act(Request *req);
Response *post_desk_page_schedule(Request *req);
Response *get_desk_page_delete(Request *req);
Response *post_desk_page_delete(Request *req);

/* revision_pages.c */
Response *get_desk_revisions(Request *req);
Response *get_desk_revision(Request *req);
Response *post_desk_revision(Request *req);

/* translation_pages.c */
Response *get_desk_translations(Request *req);
Response *get_desk_translation(Request *req);
Response *post_desk_translation(Request *req);
Response *post_desk_translation_decline(Request *req);

/* translation_queue.c */
Response *get_desk_translation_queue(Request *req);

/* page_files.c */
Response *get_desk_files(Request *req);
Response *post_desk_file_new(Request *req);
Response *get_desk_file(Request *req);
Response *post_desk_file(Request *req); /* what is said about it */
Response *post_desk_file_remove(Request *req);
Response *post_desk_file_picture(Request *req); /* above the text, or not any more */

/* outbox_pages.c */
Response *get_desk_outbox(Request *req);
Response *get_desk_mail(Request *req);
Response *get_desk_mail_html(Request *req); /* as a mail program shows it */
Response *post_desk_mail(Request *req);     /* again, or not at all */

/* job_pages.c */
Response *get_desk_jobs(Request *req);
Response *post_desk_job(Request *req);

/* audit_pages.c */
Response *get_desk_audit(Request *req);

/* people_pages.c */
Response *get_desk_people(Request *req);

/* person_pages.c */
Response *get_desk_person(Request *req);
Response *post_desk_person_picture(Request *req); /* takes it away */
Response *post_desk_person_second(Request *req);  /* resets it */

/* inbound_pages.c */
Response *get_desk_inbound(Request *req);
Response *get_desk_inbound_mail(Request *req);
Response *post_desk_inbound_mail(Request *req); /* decides */
Response *post_desk_person_mail(Request *req);  /* the address works again */

/* person_roles.c */
Response *post_desk_role(Request *req);
Response *post_desk_term(Request *req);     /* ends now */
Response *post_desk_term_end(Request *req); /* ends another day */

/* role_pages.c */
Response *get_desk_roles(Request *req);

/* mail_keys_pages.c */
extern const Preparation prepare_desk_file_new;
extern const Preparation prepare_desk_mail_keys;

/* meeting_pages.c */
Response *get_desk_meetings(Request *req);
Response *post_desk_meetings(Request *req);
extern const Preparation prepare_desk_meetings;
Response *get_desk_mail_keys(Request *req);
Response *post_desk_mail_keys(Request *req);
Response *post_desk_mail_keys_look(Request *req);

/* sending_pages.c */
Response *get_desk_sending(Request *req);
Response *post_desk_sending(Request *req); /* how fast, and at which hours */
Response *post_desk_sending_look(Request *req);

/* settings_pages.c */
Response *get_desk_settings(Request *req);
Response *post_desk_settings(Request *req);
Response *get_desk_mark(Request *req);
Response *post_desk_mark(Request *req);

/* keep.c */
Response *get_desk_kept(Request *req);
Response *post_desk_kept(Request *req); /* up, down, delete */
Response *get_desk_kept_entry(Request *req);
Response *post_desk_kept_entry(Request *req);
