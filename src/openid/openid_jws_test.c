/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

void
openid_jws_tests(void)
{
}
