/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/document_testing.h"
void reading_mail_tests(void) {}
