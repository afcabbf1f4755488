/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/holding.h"
#include "alliance/departed.h"

#include "alliance/floor.sql.h"
#include "alliance/holding.sql.h"
#include "alliance/holding_erase.sql.h"
#include "alliance/profile.sql.h"
#include "alliance/second_factor.sql.h"
#include "lang/format.h"
#include "web/app.h"

#include <string.h>

#define F(name) DB_FIELD(Held, name)

static const DbType PERSON = DB_TYPE(
    Held, F(name), F(name_latin), F(email), F(country), F(organisation), F(position), F(headline),
    F(about), F(level), F(language), F(zone), F(joined_at), F(left_at), F(seen_at), F(seen_before));
static const DbType INTEREST = DB_TYPE(Held, F(interest));
static const DbType LANGUAGE = DB_TYPE(Held, F(language));
static const DbType LINK = DB_TYPE(Held, F(title), F(url));
static const DbType TERM = DB_TYPE(Held, F(role), F(scope), F(since), F(until));
static const DbType ABSENCE = DB_TYPE(Held, F(since), F(until));
static const DbType REPRESENTATIVE = DB_TYPE(Held, F(organisation), F(at), F(since), F(until));
static const DbType SPELLING = DB_TYPE(Held, F(organisation));
static const DbType BADGE = DB_TYPE(Held, F(url), F(at));
static const DbType CALENDAR = DB_TYPE(Held, F(language), F(at));
static const DbType CONSENT = DB_TYPE(Held, F(purpose), F(given), F(wording), F(version),
                                      F(language), F(source), F(evidence), F(at));
static const DbType JOINING = DB_TYPE(Held, F(email), F(name), F(country), F(organisation),
                                      F(level), F(interest), F(purpose), F(language), F(zone),
                                      F(state), F(evidence), F(at), F(until));
static const DbType SUBSCRIPTION = DB_TYPE(Held, F(email), F(purpose), F(language), F(evidence),
                                           F(at), F(until));
static const DbType ITEM = DB_TYPE(Held, F(kind), F(state), F(title), F(summary), F(text), F(name),
                                   F(language), F(place), F(url), F(note), F(at), F(published_at));
static const DbType TRANSLATION = DB_TYPE(Held, F(language), F(title), F(summary), F(text), F(note),
                                          F(at));
static const DbType REVISION = DB_TYPE(Held, F(language), F(title), F(summary), F(text), F(note),
                                       F(version), F(at));
static const DbType COMMENT = DB_TYPE(Held, F(title), F(text), F(state), F(at));
static const DbType SAID = DB_TYPE(Held, F(title), F(text), F(at));
static const DbType FOLLOW = DB_TYPE(Held, F(title), F(given), F(since));
static const DbType GATHERED = DB_TYPE(Held, F(title), F(kind), F(at), F(until));
static const DbType IN_GROUP = DB_TYPE(Held, F(title), F(state), F(note), F(since));
static const DbType POLL_VOTE = DB_TYPE(Held, F(title), F(text), F(at));
static const DbType GUEST = DB_TYPE(Held, F(title), F(email), F(name), F(text), F(at), F(until));
static const DbType EDITS = DB_TYPE(Held, F(title), F(since));
static const DbType WORDING = DB_TYPE(Held, F(title), F(text), F(state), F(note), F(at));
static const DbType POST_NOTE = DB_TYPE(Held, F(title), F(kind), F(text), F(at));
static const DbType CONTRIBUTED = DB_TYPE(Held, F(title), F(given), F(at));
static const DbType WEEK_WRITER = DB_TYPE(Held, F(title), F(state), F(text), F(at));
static const DbType SPEAKS = DB_TYPE(Held, F(title), F(name), F(organisation));
static const DbType MADE = DB_TYPE(Held, F(title), F(name));
static const DbType WAITS = DB_TYPE(Held, F(title), F(at));
static const DbType SEARCHED = DB_TYPE(Held, F(text), F(at));
static const DbType REGISTRATION = DB_TYPE(Held, F(title), F(name), F(email), F(country), F(state),
                                           F(text), F(at), F(opened_at), F(came_at));
static const DbType REGISTRATION_REQUEST = DB_TYPE(Held, F(title), F(name), F(email), F(country),
                                                   F(state), F(text), F(at));
static const DbType FILE_REQUEST = DB_TYPE(Held, F(title), F(name), F(email), F(language), F(kind),
                                           F(at), F(until));
static const DbType ANSWER = DB_TYPE(Held, F(title), F(question), F(answer));
static const DbType FLOOR = DB_TYPE(Held, F(title), F(text), F(state), F(at));
static const DbType ASKED_OF = DB_TYPE(Held, F(title), F(text), F(at));
static const DbType SURVEY_REPLY = DB_TYPE(Held, F(title));
static const DbType SENT_FILE = DB_TYPE(Held, F(id), F(title), F(kind), F(size), F(at));
static const DbType TASK = DB_TYPE(Held, F(kind), F(title), F(state), F(at), F(until));
static const DbType MAIL = DB_TYPE(Held, F(kind), F(email), F(language), F(text), F(state), F(at));
static const DbType SESSION = DB_TYPE(Held, F(device), F(source), F(at), F(seen_at), F(until));
static const DbType CREDENTIAL = DB_TYPE(Held, F(at));
static const DbType SECOND = DB_TYPE(Held, F(at), F(since));
static const DbType CODE = DB_TYPE(Held, F(state));
static const DbType PASSKEY = DB_TYPE(Held, F(title), F(at), F(seen_at));
static const DbType API_TOKEN = DB_TYPE(Held, F(title), F(at), F(seen_at), F(until));
static const DbType GRANT = DB_TYPE(Held, F(title), F(text), F(at), F(seen_at), F(until));
static const DbType MAIL_TOKEN = DB_TYPE(Held, F(purpose), F(url), F(at), F(seen_at), F(until));
static const DbType AUDIT = DB_TYPE(Held, F(kind), F(title), F(evidence), F(at));
static const DbType COPY = DB_TYPE(Held, F(at), F(published_at), F(until));
static const DbType INACTIVITY = DB_TYPE(Held, F(at));
static const DbType LIST = DB_TYPE(Held, F(title), F(state), F(at));
static const DbType SEGMENT = DB_TYPE(Held, F(title), F(note), F(text), F(at));
static const DbType TAKEN_OUT = DB_TYPE(Held, F(kind), F(text), F(at));
static const DbType DISTINCT = DB_TYPE(Held, F(at));
static const DbType LIKENESS = DB_TYPE(Held, F(kind), F(text));
static const DbType MERGE = DB_TYPE(Held, F(at));
static const DbType ADDRESS = DB_TYPE(Held, F(email));
static const DbType INBOUND = DB_TYPE(Held, F(email), F(name), F(title), F(text), F(kind), F(state),
                                      F(at));
static const DbType BOUNCE = DB_TYPE(Held, F(email), F(kind), F(note), F(at));
static const DbType REACH = DB_TYPE(Held, F(email), F(since));
static const DbType BLOCK = DB_TYPE(Held, F(email), F(at));
static const DbType ERASURE = DB_TYPE(Held, F(note), F(at), F(until));

/* clang-format off */
const Holding HOLDINGS[] = {
    {"person", "id", N_("Your record"),
     N_("Who you are for the alliance. It stays until you are erased; the country and the days of joining and leaving stay for the figures."),
     "/profile", "name,name_latin,email,country,organisation,position,headline,about,level,language,zone,joined_at,left_at,seen_at,seen_before",
     &SQL_holding_person, &PERSON, NULL},
    {"person_interest", "person_id", N_("Your interests"),
     N_("What you said when you joined or later. Until you change it or are erased."),
     "/profile", "interest", &SQL_holding_person_interest, &INTEREST, &SQL_profile_delete_interests},
    {"person_language", "person_id", N_("Languages in which you work"),
     N_("What you said when you joined or later. Until you change it or are erased."),
     "/profile", "language", &SQL_holding_person_language, &LANGUAGE, &SQL_profile_delete_languages},
    {"person_link", "person_id", N_("Links on your profile"),
     N_("What you said when you joined or later. Until you change it or are erased."),
     "/profile", "title,url", &SQL_holding_person_link, &LINK, &SQL_profile_delete_links},
    {"person_role", "person_id,granted_by,changed_by", N_("Your terms of office"),
     N_("Who had which part and when. They stay for the figures, without your name once you are erased."),
     NULL, "role,scope,since,until", &SQL_holding_person_role, &TERM, NULL},
    {"person_absence", "person_id", N_("Times in which you were not a member"),
     N_("If you left and came back. They stay for the figures."),
     NULL, "since,until", &SQL_holding_person_absence, &ABSENCE, NULL},
    {"representative", "person_id", N_("Organisations for which you speak, or offered to"),
     N_("So that their pages can be kept by somebody who knows. Until you are erased."),
     "/organisations", "organisation,at,since,until", &SQL_holding_representative, &REPRESENTATIVE,
     &SQL_erase_representative},
    {"organisation_move", "person_id", N_("How your organisation was written before"),
     N_("When two spellings were made one, so that it can be undone. Until you are erased."),
     "/profile", "organisation", &SQL_holding_organisation_move, &SPELLING,
     &SQL_erase_organisation_move},
    {"badge", "person_id", N_("The page that proves your membership"),
     N_("Because you switched it on. Until you switch it off or are erased."),
     "/profile", "url,at", &SQL_holding_badge, &BADGE, &SQL_erase_badge},
    {"calendar_address", "person_id", N_("The address of your own calendar"),
     N_("Because you made one, for your calendar program. Until you end it or are erased."),
     "/calendars", "language,at", &SQL_holding_calendar_address, &CALENDAR,
     &SQL_erase_calendar_address},
    {"consent", "person_id", N_("What you agreed to"),
     N_("Each answer with its words, as proof. Until you are erased."),
     "/my-data/consents", "purpose,given,wording,version,language,source,evidence,at",
     &SQL_holding_consent, &CONSENT, &SQL_erase_consent},
    {"join_request", "email", N_("What you wrote when you joined"),
     N_("Until you confirm it, at most two weeks."),
     NULL, "name,email,country,organisation,level,interest,purpose,language,zone,state,evidence,at,until",
     &SQL_holding_join_request, &JOINING, &SQL_erase_join_request},
    {"subscription_request", "email", N_("What you asked to be sent"),
     N_("Until you confirm it, at most a week."),
     NULL, "email,purpose,language,evidence,at,until", &SQL_holding_subscription_request,
     &SUBSCRIPTION, &SQL_erase_subscription_request},
    {"item", "author_id,texts_by", N_("Texts of yours"),
     N_("What you wrote for others. It stays, as by a former member once you are erased."),
     "/desk/pages", "kind,title,summary,text,name,language,state,place,url,note,at,published_at",
     &SQL_holding_item, &ITEM, &SQL_erase_item},
    {"item_translation", "texts_by", N_("Translations of yours"),
     N_("What you wrote for others. It stays, as by a former member once you are erased."),
     "/desk/pages", "language,title,summary,text,note,at",
     &SQL_holding_item_translation, &TRANSLATION, NULL},
    {"proposal", "proposed_by", N_("Translations that you proposed"),
     N_("What you wrote for others, until an editor has published it or set it aside. It stays, as by a former member once you are erased."),
     "/desk/translations", "language,title,summary,text,note,at",
     &SQL_holding_proposal, &TRANSLATION, NULL},
    {"item_revision", "edited_by", N_("Earlier versions that you wrote"),
     N_("They are the history of a text and stay with it."),
     "/desk/pages", "language,title,summary,text,note,version,at",
     &SQL_holding_item_revision, &REVISION, NULL},
    {"comment", "person_id", N_("Your comments"),
     N_("What you wrote for others. It stays, as by a former member once you are erased."),
     NULL, "title,text,state,at", &SQL_holding_comment, &COMMENT, NULL},
    {"comment_reaction", "person_id", N_("Words that you said to comments"),
     N_("So that their authors and readers see it. Until you take it back or are erased."),
     NULL, "title,text,at", &SQL_holding_comment_reaction, &SAID, &SQL_erase_comment_reaction},
    {"comment_report", "person_id", N_("Comments that you reported"),
     N_("Until somebody has decided, or you are erased."),
     NULL, "title,text,at", &SQL_holding_comment_report, &SAID, &SQL_erase_comment_report},
    {"follow", "person_id", N_("Texts whose comments you get by e-mail, or do not want"),
     N_("Because you said so below the text or by the link in a mail. Until you say otherwise or are erased."),
     "/preferences", "title,given,since", &SQL_holding_follow, &FOLLOW, &SQL_erase_follow},
    {"mention", "person_id", N_("Where somebody named you"),
     N_("So that your name leads to your profile there, and you hear of it once. Until you are erased; the words stay with who wrote them."),
     NULL, "title,text,at", &SQL_holding_mention, &SAID, &SQL_erase_mention},
    {"digest_entry", "person_id", N_("What your next mails about what you follow will tell, and the last ones told"),
     N_("Because you want one mail a day or a week instead of many. For a month after it was sent, or until you are erased."),
     "/preferences", "title,kind,at,until", &SQL_holding_digest_entry, &GATHERED, &SQL_erase_digest_entry},
    {"group_member", "person_id", N_("Groups that you are in, asked for or are invited to"),
     N_("So that you take part and read what is only for the group. Until you leave or are erased."),
     "/groups", "title,state,note,since", &SQL_holding_group_member, &IN_GROUP,
     &SQL_erase_group_member},
    {"drafting_editor", "person_id", N_("Shared drafts that you edit"),
     N_("Because their editors added you. Until they end it or you are erased."),
     "/drafts", "title,since", &SQL_holding_drafting_editor, &EDITS, &SQL_erase_drafting_editor},
    {"drafting_proposal", "decided_by", N_("Wordings that you proposed, or decided about"),
     N_("They are the record of a draft and stay with it, as by a former member once you are erased."),
     "/drafts", "title,text,state,note,at", &SQL_holding_drafting_proposal, &WORDING, NULL},
    {"drafting_guest", "email", N_("Remarks on shared drafts that you did not confirm"),
     N_("Until you confirm them, at most a week."),
     "/drafts", "title,email,name,text,at,until", &SQL_holding_drafting_guest, &GUEST,
     &SQL_erase_drafting_guest},
    {"poll_vote", "person_id", N_("Polls in which you voted"),
     N_("So that your vote counts once. What you chose in a secret poll is wiped when it closes. Until you are erased; the count of a closed poll stays as it is."),
     "/polls", "title,text,at", &SQL_holding_poll_vote, &POLL_VOTE, &SQL_erase_poll_vote},
    {"post_note", "person_id", N_("What you said about texts to their authors or editors"),
     N_("So that a post, or what is contributed to the library, is made together. It stays with the text; your words go when you are erased."),
     "/posts", "title,kind,text,at", &SQL_holding_post_note, &POST_NOTE, &SQL_erase_post_note},
    {"post_correction", "person_id", N_("Corrections of posts that you made"),
     N_("They stand below the post, without your name, and stay with it."),
     "/blog", "title,text,at", &SQL_holding_post_correction, &SAID, NULL},
    {"contribution", "person_id", N_("What you contributed to the library"),
     N_("So that editors can ask you, and the library can say who it is from, if you wanted that. The publication stays; your name goes when you are erased."),
     "/contributions", "title,given,at", &SQL_holding_contribution, &CONTRIBUTED, &SQL_erase_contribution},
    {"week_writer", "person_id", N_("Themed weeks for which you write, or were asked to"),
     N_("So that editors know who writes for which day. Until you are erased; your posts stay, as by a former member."),
     "/posts", "title,state,text,at", &SQL_holding_week_writer, &WEEK_WRITER, &SQL_erase_week_writer},
    {"library_author", "person_id", N_("Publications that you made"),
     N_("An editor named you as an author in the library. The publication stays; your name goes when you are erased."),
     "/library", "title,name", &SQL_holding_library_author, &MADE, &SQL_erase_library_author},
    {"library_wish", "person_id", N_("Editions for which you wait"),
     N_("Because you asked to be told when they are out. Until then, or until you change it or are erased."),
     "/library", "title,at", &SQL_holding_library_wish, &WAITS, &SQL_erase_library_wish},
    {"saved_search", "person_id", N_("Searches of the library that you saved"),
     N_("So that you are told by mail of what is new. Until you remove them or are erased."),
     "/library/searches", "text,at", &SQL_holding_saved_search, &SEARCHED, &SQL_erase_saved_search},
    {"programme_speaker", "person_id", N_("Sessions in which you speak or moderate"),
     N_("An editor named you in the programme of an event. It stays for what was said; your name goes when you are erased."),
     "/events", "title,name,organisation", &SQL_holding_programme_speaker, &SPEAKS,
     &SQL_erase_programme_speaker},
    {"answer", "registration_id", N_("Answers to questions of events"),
     N_("Who organises the event reads them. What you need so that you can take part is deleted a month after the event, all others once you are erased."),
     "/my-events", "title,question,answer", &SQL_holding_answer, &ANSWER, &SQL_erase_answer},
    {"survey_reply", "registration_id", N_("Anonymous surveys after events that you answered"),
     N_("So that you answer once; your answers are kept without you. Until you are erased."),
     NULL, "title", &SQL_holding_survey_reply, &SURVEY_REPLY, &SQL_erase_survey_reply},
    {"floor_voice", "person_id", N_("Your questions and voices at events"),
     N_("So that each has one voice, and sees the own questions. Questions that you put without your name are not among them: nobody can tell whose they are. Once you are erased questions and voices stay without you."),
     "/my-events", "title,text,state,at", &SQL_holding_floor_voice, &FLOOR, &SQL_erase_floor_voice},
    {"floor_question", "speaker_id", N_("Questions that were put to you"),
     N_("To who speaks at an event. They stay; your name beside them goes when you are erased."),
     "/events", "title,text,at", &SQL_holding_floor_question, &ASKED_OF, &SQL_erase_floor_question},
    {"registration", "person_id,email", N_("Events for which you registered"),
     N_("So that you have a seat and hear of changes. Once you are erased only the country stays, for the figures."),
     "/my-events", "title,name,email,country,state,text,at,opened_at,came_at", &SQL_holding_registration, &REGISTRATION,
     &SQL_erase_registration},
    {"registration_request", "email", N_("Events for which you asked to register"),
     N_("Until you confirm it, at most three days."),
     NULL, "title,name,email,country,state,text,at", &SQL_holding_registration_request,
     &REGISTRATION_REQUEST,
     &SQL_erase_registration_request},
    {"file_request", "email", N_("Files that you asked to get by mail"),
     N_("Until you confirm it, at most two days."),
     NULL, "title,name,email,language,kind,at,until", &SQL_holding_file_request, &FILE_REQUEST,
     &SQL_erase_file_request},
    {"file", "created_by", N_("Files that you sent"),
     N_("Your picture goes when you are erased; files of a text stay with the text."),
     "/desk/pages", "title,kind,size,at", &SQL_holding_file, &SENT_FILE, NULL},
    {"task", "person_id,assignee_id,closed_by", N_("Tasks"),
     N_("What waited for you or was about you. Those about you go when you are erased."),
     "/desk", "kind,title,state,at,until", &SQL_holding_task, &TASK, &SQL_erase_task},
    {"outbox", "person_id,address", N_("Mails to you"),
     N_("So that the secretariat can see what was sent. Until you are erased."),
     NULL, "kind,email,language,text,state,at", &SQL_holding_outbox, &MAIL, &SQL_erase_outbox},
    {"inbound", "person_id,sender_id,decided_by", N_("Mails that came from you, or to an address made for you"),
     N_("What was done with each, for a year; the mail itself for two weeks. Until you are erased."),
     NULL, "email,name,title,text,kind,state,at", &SQL_holding_inbound, &INBOUND, &SQL_erase_inbound},
    {"bounce", "address", N_("Mails to you that came back"),
     N_("So that we see when your address does not work. For a year, or until you are erased."),
     "/desk/account/mail", "email,kind,note,at", &SQL_holding_bounce, &BOUNCE, &SQL_erase_bounce},
    {"mail_reach", "address", N_("Whether mail reaches you"),
     N_("So that no mail is sent to an address that does not work. Until you say that it does."),
     "/desk/account/mail", "email,since", &SQL_holding_mail_reach, &REACH, &SQL_erase_mail_reach},
    {"sender_block", "address,blocked_by", N_("That mails from you are not taken"),
     N_("Because the secretariat decided so. Until you are erased."),
     NULL, "email,at", &SQL_holding_sender_block, &BLOCK, &SQL_erase_sender_block},
    {"session", "person_id", N_("Where you are signed in"),
     N_("Until you sign out, or two months after the last use."),
     "/desk/account", "device,source,at,seen_at,until", &SQL_holding_session, &SESSION, &SQL_erase_session},
    {"credential", "person_id", N_("Your password"),
     N_("Kept so that nobody can read it, us included. Until you remove it."),
     "/desk/account/password", "at", &SQL_holding_credential, &CREDENTIAL, &SQL_erase_credential},
    {"second_factor", "person_id", N_("Your second factor"),
     N_("The secret of your one-time codes, sealed. Until you switch it off or are erased."),
     "/desk/account", "at,since", &SQL_holding_second_factor, &SECOND, &SQL_erase_second_factor},
    {"recovery_code", "person_id", N_("Your recovery codes"),
     N_("Kept so that nobody can read them, us included. Until they are used."),
     "/desk/account", "state", &SQL_holding_recovery_code, &CODE, &SQL_second_factor_delete_codes},
    {"passkey", "person_id", N_("Your passkeys"),
     N_("The public half of each key. Until you remove it."),
     "/desk/account", "title,at,seen_at", &SQL_holding_passkey, &PASSKEY,
     &SQL_second_factor_delete_passkeys},
    {"api_token", "person_id", N_("Keys for programs"),
     N_("With them a program acts as you. Until they are deleted."),
     NULL, "title,at,seen_at,until", &SQL_holding_api_token, &API_TOKEN, &SQL_erase_api_token},
    {"openid_grant", "person_id", N_("Tools that use your account"),
     N_("What you agreed to give to other tools of the alliance. Until you are erased."),
     "/openid/tools", "title,text,at,seen_at,until", &SQL_holding_openid_grant, &GRANT,
     &SQL_erase_openid_grant},
    {"mail_token", "person_id", N_("Sign-in links that were mailed to you"),
     N_("For a day after they have expired."),
     NULL, "purpose,url,at,seen_at,until", &SQL_holding_mail_token, &MAIL_TOKEN, &SQL_erase_mail_token},
    {"audit", "person_id", N_("What you did here"),
     N_("The log of acts, so that a mistake or an attack can be understood. It stays, with a number instead of your name once you are erased."),
     NULL, "kind,title,evidence,at", &SQL_holding_audit, &AUDIT, &SQL_erase_audit},
    {"data_copy", "person_id", N_("Copies of your data"),
     N_("For a week after you asked for them."),
     NULL, "at,published_at,until", &SQL_holding_data_copy, &COPY, &SQL_erase_data_copy},
    {"inactivity", "person_id", N_("Warnings because you were not here for long"),
     N_("Until you come here, or your membership ends."),
     NULL, "at", &SQL_holding_inactivity, &INACTIVITY, &SQL_erase_inactivity},
    {"erasure", "person_id", N_("Your wish to be erased"),
     N_("Until it is done or you undo it."),
     NULL, "note,at,until", &SQL_holding_erasure, &ERASURE, &SQL_erase_erasure},
    {"import", "created_by", N_("Lists of members that you read in"),
     N_("So that it is known who did it. The file is deleted after a month."),
     NULL, "title,state,at", &SQL_holding_import, &LIST, NULL},
    {"accession", "created_by,acted_by", N_("Tables of publications that you brought in"),
     N_("So that it is known who did it. What became of their rows is deleted after a month."),
     NULL, "title,state,at", &SQL_holding_accession, &LIST, NULL},
    {"segment", "created_by", N_("Segments that you made"),
     N_("Filters over people that were kept under a name, so that it is known who did it. They stay without your name once you are erased."),
     NULL, "title,note,text,at", &SQL_holding_segment, &SEGMENT, NULL},
    {"people_export", "person_id", N_("Lists of people that you took out"),
     N_("So that it is known who took out whom. It stays, with a number instead of your name once you are erased."),
     NULL, "kind,text,at", &SQL_holding_people_export, &TAKEN_OUT, NULL},
    {"mailing", "created_by", N_("Newsletters that you sent"),
     N_("So that it is known who did it. Erasing you takes your name off."),
     NULL, "title,state,at", &SQL_holding_mailing, &LIST, NULL},
    {"person_address", "person_id,address", N_("Former addresses of yours"),
     N_("From a second record that was made one with yours, so that a list with it means you. Until you are erased."),
     NULL, "email", &SQL_holding_person_address, &ADDRESS, &SQL_erase_person_address},
    {"person_distinct", "person_id,other_id", N_("People who look like you and are not"),
     N_("So that nobody asks again. Until you are erased."),
     NULL, "at", &SQL_holding_person_distinct, &DISTINCT, &SQL_erase_person_distinct},
    {"person_likeness", "person_id", N_("What your record is compared by"),
     N_("To find people who are here twice. Made anew each day, until you are erased."),
     NULL, "kind,text", &SQL_holding_person_likeness, &LIKENESS, &SQL_erase_person_likeness},
    {"merge", "stays_id,gone_id,merged_by", N_("Two records of yours that were made one"),
     N_("For a month, so that it can be undone; of those that you made, that it was you."),
     NULL, "at", &SQL_holding_merge, &MERGE, &SQL_erase_merge},
    {0},
};

#define TEXT(name, label) {#name, label, HELD_TEXT, offsetof(Held, name)}
#define MOMENT(name, label) {#name, label, HELD_MOMENT, offsetof(Held, name)}
#define DAY(name, label) {#name, label, HELD_DAY, offsetof(Held, name)}

static const HeldField FIELDS[] = {
    TEXT(name, N_("Name")),
    TEXT(name_latin, N_("Name in Latin letters")),
    TEXT(email, N_("E-mail address")),
    {"country", N_("Country"), HELD_COUNTRY, offsetof(Held, country)},
    TEXT(organisation, N_("Organisation")),
    TEXT(position, N_("Position")),
    TEXT(headline, N_("One sentence")),
    TEXT(about, N_("About you")),
    TEXT(level, N_("Level of work")),
    {"language", N_("Language"), HELD_LANGUAGE, offsetof(Held, language)},
    TEXT(zone, N_("Time zone")),
    TEXT(title, N_("Title")),
    TEXT(summary, N_("Summary")),
    TEXT(text, N_("Text")),
    TEXT(url, N_("Link")),
    TEXT(place, N_("Place")),
    TEXT(question, N_("Question")),
    TEXT(answer, N_("Answer")),
    TEXT(interest, N_("Interest")),
    TEXT(role, N_("Role")),
    TEXT(scope, N_("For")),
    TEXT(kind, N_("Kind")),
    TEXT(state, N_("State")),
    TEXT(note, N_("Note")),
    TEXT(purpose, N_("Purpose")),
    TEXT(wording, N_("Words")),
    TEXT(source, N_("Where")),
    TEXT(evidence, N_("Evidence")),
    TEXT(device, N_("Device")),
    DAY(joined_at, N_("Member since")),
    DAY(left_at, N_("Membership ended")),
    DAY(seen_at, N_("Last seen")),
    DAY(seen_before, N_("Visit before that")),
    MOMENT(since, N_("From")),
    MOMENT(until, N_("Until")),
    MOMENT(at, N_("When")),
    MOMENT(published_at, N_("Published")),
    MOMENT(opened_at, N_("Opened the link to take part")),
    MOMENT(came_at, N_("Noted as present")),
    {"version", N_("Version"), HELD_NUMBER, offsetof(Held, version)},
    {"size", N_("Size"), HELD_SIZE, offsetof(Held, size)},
    {"given", N_("Answer"), HELD_FLAG, offsetof(Held, given)},
};
/* clang-format on */

const Holding *
holding_find(const char *table)
{
    for (const Holding *row = HOLDINGS; row->table != NULL; row++)
        if (strcmp(row->table, table) == 0)
            return row;
    return NULL;
}

typedef struct Count {
    const char *name;
    int64_t n;
} Count;

static const DbType COUNT = DB_TYPE(Count, DB_FIELD(Count, name), DB_FIELD(Count, n));

const int64_t *
holding_counts(Ctx *cx, int64_t person_id)
{
    DbRows rows = db_all(cx, &SQL_holding_count, &COUNT, DB_ARGS(person_id));
    const Count *counted = rows.at;
    int64_t *counts = arena_array_of(cx->arena, int64_t, G_N_ELEMENTS(HOLDINGS));
    for (size_t i = 0; HOLDINGS[i].table != NULL; i++)
        for (size_t j = 0; j < rows.n; j++)
            if (strcmp(counted[j].name, HOLDINGS[i].table) == 0)
                counts[i] = counted[j].n;
    return counts;
}

/* ---- for people ---- */

const HeldField *
held_field(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(FIELDS); i++)
        if (strcmp(FIELDS[i].name, name) == 0)
            return &FIELDS[i];
    g_assert_not_reached();
}

static const char *
format_text(const Ctx *cx, HeldKind kind, const char *text)
{
    if (text == NULL || *text == '\0')
        return NULL;
    if (kind == HELD_COUNTRY)
        return format_country(cx->arena, cx->lang, text);
    return kind == HELD_LANGUAGE ? format_languages(cx->arena, cx->lang, text) : text;
}

static const char *
format_time(const Ctx *cx, HeldKind kind, int64_t moment)
{
    if (moment == 0)
        return NULL;
    if (kind == HELD_DAY)
        return format_day(cx->arena, cx->lang, moment, "UTC");
    return format_moment(cx->arena, cx->lang, moment, cx->me.zone != NULL ? cx->me.zone : "UTC");
}

const char *
held_format(const Ctx *cx, const HeldField *field, const Held *row)
{
    const void *at = (const char *)row + field->offset;
    switch (field->kind) {
    case HELD_TEXT:
    case HELD_COUNTRY:
    case HELD_LANGUAGE: return format_text(cx, field->kind, *(const char *const *)at);
    case HELD_MOMENT:
    case HELD_DAY: return format_time(cx, field->kind, *(const int64_t *)at);
    case HELD_NUMBER: return format_number(cx->arena, cx->lang, *(const int64_t *)at);
    case HELD_SIZE: return format_size(cx->arena, cx->lang, *(const int64_t *)at);
    case HELD_FLAG: return lang_text(cx->lang, *(const bool *)at ? N_("Yes") : N_("No"));
    }
    g_assert_not_reached();
}

/* ---- erasing ---- */

int64_t
holding_erase_rows(Ctx *cx, const char *table, int64_t person_id)
{
    const Holding *row = holding_find(table);
    g_assert(row != NULL && row->erase != NULL);
    return db_run(cx, row->erase, DB_ARGS(person_id));
}

void
holding_erase(Ctx *cx, int64_t person_id)
{
    const char *email = db_string(cx, &SQL_erase_find_email, DB_ARGS(person_id));
    if (email != NULL)
        departed_note(cx, email);
    for (size_t i = 0; cx->app->forgets != NULL && cx->app->forgets[i] != NULL; i++)
        cx->app->forgets[i](cx, person_id);
    int64_t organisation = db_count(cx, &SQL_erase_find_organisation, DB_ARGS(person_id));
    db_run(cx, &SQL_erase_task_subject, DB_ARGS(person_id));
    db_run(cx, &SQL_erase_audit_name, DB_ARGS(person_id));
    for (const Holding *row = HOLDINGS; row->table != NULL; row++)
        if (row->erase != NULL)
            db_run(cx, row->erase, DB_ARGS(person_id));
    db_run(cx, &SQL_erase_person, DB_ARGS(person_id, cx->now));
    db_run(cx, &SQL_erase_organisation, DB_ARGS(organisation));
}
