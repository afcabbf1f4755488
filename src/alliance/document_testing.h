/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * document_testing - files with text for tests.
 */
#pragma once
#include "testing.h"

#include "alliance/document.h"
#include "alliance/item.h"

/** Hang @content on an item of Edna's as @name; its text waits to be read. */
int64_t a_document(Fixture *fx, int64_t item, const char *name, Bytes content);

/** Let the job read what waits. */
void read_documents(Fixture *fx);

/** Let the other job make lighter copies of what was read. */
void make_light_copies(Fixture *fx);
