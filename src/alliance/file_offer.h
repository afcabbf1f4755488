/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * file_offer - a mail lists the files of an item, and says how to get one by answering.
 *
 * Each file has its number in file_place_list().  A word alone means the first; if files are added
 * or taken away between mail and answer the numbers move, and the mail that comes says what it is.
 *
 * Read with: file_mail.h, inbound/file_meaning.c (what an answer does).
 */
#pragma once
#include "alliance/file_mail.h"

/** The address at which the words of the reader of @row ask for files of the item; NULL where no
 *  mail comes in, or the reader has no record. */
const char *file_offer_address(Ctx *cx, int64_t item_id, const OutboxMail *row);

/** What is to be written for the file at @place, in the mail's language: "text", "text 2",
 *  "text 2 41" from page @from on.  @wish as in file_wish_parse(); @from 0: all. */
const char *file_offer_word(Ctx *cx, const Html *out, const FilePlace *place, const char *wish,
                            int64_t from);

/** Paragraphs for a mail about the item whose Reply-To is @address or, with @named, whose text says
 *  the address, since its Reply-To means something else; "" if there is no file that its reader,
 * who acts, may have. */
const char *file_offer(Ctx *cx, const Html *out, int64_t item_id, const char *address, bool named);

/** A word as an answer begins with it, folded, in all languages; sets @ret_wish->want.  False: it
 * is none. */
bool file_offer_word_find(const char *word, FileWish *ret_wish);
