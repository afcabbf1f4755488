/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "inbound/verdict.h"

#include "testing.h"

static void
test_what_our_server_says(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *results;
        Verdict verdict;
    } cases[] = {
        {"",                                                                        VERDICT_MISSING},
        {"mx.alliance.example; none",                                               VERDICT_MISSING},
        {"mx.alliance.example; spf=pass smtp.mailfrom=a.example",                   VERDICT_MISSING},
        {"mx.alliance.example; dmarc=pass (p=none dis=none) header.from=a.example", VERDICT_GOOD   },
        {"MX.Alliance.Example 1; DMARC/1 = Pass",                                   VERDICT_GOOD   },
        {"mx.alliance.example (our (own) server); dkim=fail; dmarc=none",           VERDICT_GOOD   },
        {"\"mx.alliance.example\"; dmarc=pass",                                     VERDICT_GOOD   },
        {"mx.alliance.example;dmarc=fail",                                          VERDICT_BAD    },
        {"mx.alliance.example; dmarc=temperror",                                    VERDICT_BAD    },
        {"mx.alliance.example; dmarc=passing",                                      VERDICT_BAD    },
        {"mx.alliance.example; dmarc=",                                             VERDICT_BAD    },
        {"mx.alliance.example; dmarc=fail (dmarc=pass)",                            VERDICT_BAD    },
        {"mx.alliance.example; dkim=pass reason=\"; dmarc=pass\"",                  VERDICT_MISSING},
        {"mx.alliance.example; dkim=pass (; dmarc=pass)",                           VERDICT_MISSING},
        {"mx.alliance.example.evil.example; dmarc=pass",                            VERDICT_MISSING},
        {"evil.example; mx.alliance.example; dmarc=pass",                           VERDICT_MISSING},
        {"(mx.alliance.example; dmarc=pass",                                        VERDICT_MISSING},
        /* What was forged on the way does not outweigh what the server found. */
        {"mx.alliance.example; dmarc=pass\nmx.alliance.example; dmarc=fail",        VERDICT_BAD    },
        {"mx.alliance.example; spf=none\nother.example; dmarc=fail\n"
         "mx.alliance.example; dmarc=pass",                                VERDICT_GOOD   },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].results);
        g_assert_cmpint(verdict_read(fx->arena, cases[i].results, "mx.alliance.example"), ==,
                        cases[i].verdict);
    }
}

void
verdict_tests(void)
{
    add_test_once("/verdict/what-our-server-says", test_what_our_server_says);
}
