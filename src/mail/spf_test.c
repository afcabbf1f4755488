/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mail/spf.h"
#include "testing.h"

#include <string.h>

static const struct {
    const char *type, *name, *answer; /* NULL: nobody answers */
} world[] = {
    {"TXT", "plain.example",     "other\nv=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all\n"},
    {"TXT", "a.example",         "v=spf1 a mx/28 ~all\n"                                  },
    {"A",   "a.example",         "198.51.100.7\n"                                         },
    {"MX",  "a.example",         "10 mx.a.example\n20 mx2.a.example\n"                    },
    {"A",   "mx.a.example",      "203.0.113.17\n"                                         },
    {"A",   "mx2.a.example",     "203.0.113.99\n"                                         },
    {"TXT", "in.example",        "v=spf1 include:plain.example ?all\n"                    },
    {"TXT", "to.example",        "v=spf1 redirect=plain.example\n"                        },
    {"TXT", "nowhere.example",   "v=spf1 include:silence.example -all\n"                  },
    {"TXT", "lost.example",      "v=spf1 redirect=silence.example\n"                      },
    {"TXT", "loop.example",      "v=spf1 include:loop.example -all\n"                     },
    {"TXT", "many.example",
     "v=spf1 a:b1 a:b2 a:b3 a:b4 a:b5 a:b6 a:b7 a:b8 a:b9 a:b10 a:b11 "
     "ip4:192.0.2.1 -all\n"                                                               },
    {"TXT", "void.example",      "v=spf1 a:n1.example a:n2.example a:n3.example -all\n"   },
    {"TXT", "twice.example",     "v=spf1 -all\nv=spf1 a -all\n"                           },
    {"TXT", "typo.example",      "v=spf1 ipv4:192.0.2.1 -all\n"                           },
    {"TXT", "bits.example",      "v=spf1 ip4:192.0.2.0/33 -all\n"                         },
    {"TXT", "late.example",      "v=spf1 ip4:192.0.2.1 mistake -all\n"                    },
    {"TXT", "macro.example",     "v=spf1 exists:%{i}.ok.example -all\n"                   },
    {"TXT", "ptr.example",       "v=spf1 ptr ip4:192.0.2.1 -all\n"                        },
    {"TXT", "denied.example",    "v=spf1 -ptr ip4:192.0.2.1 -all\n"                       },
    {"TXT", "mute.example",      NULL                                                     },
    {"TXT", "half.example",      "v=spf1 include:mute.example -all\n"                     },
    {"TXT", "exists.example",    "v=spf1 exists:a.example -all\n"                         },
    {"TXT", "bare.example",      "v=spf1\n"                                               },
    {"TXT", "longer.example",    "v=spf10 -all\n"                                         },
    {"TXT", "explained.example", "V=SPF1 exp=why.example +IP4:192.0.2.1 -ALL\n"           },
};

static const char *
ask(Arena *arena, const char *type, const char *name)
{
    if (strcmp(type, "A") == 0 && name[0] == 'b') /* one of many hosts */
        return "203.0.113.200\n";
    for (size_t i = 0; i < G_N_ELEMENTS(world); i++)
        if (strcmp(world[i].type, type) == 0 && strcmp(world[i].name, name) == 0)
            return world[i].answer != NULL ? arena_strdup(arena, world[i].answer) : NULL;
    return "";
}

static const struct {
    const char *domain, *address;
    SpfResult result;
} cases[] = {
    {"plain.example",     "192.0.2.200",  SPF_PASS    },
    {"plain.example",     "192.0.3.1",    SPF_FAIL    },
    {"plain.example",     "2001:db8::1",  SPF_PASS    },
    {"plain.example",     "2001:db9::1",  SPF_FAIL    },
    {"plain.example",     "no address",   SPF_UNSURE  },
    {"a.example",         "198.51.100.7", SPF_PASS    },
    {"a.example",         "203.0.113.30", SPF_PASS    },
    {"a.example",         "203.0.113.33", SPF_SOFTFAIL},
    {"in.example",        "192.0.2.1",    SPF_PASS    },
    {"in.example",        "192.0.3.1",    SPF_NEUTRAL },
    {"to.example",        "192.0.2.1",    SPF_PASS    },
    {"to.example",        "192.0.3.1",    SPF_FAIL    },
    {"nowhere.example",   "192.0.2.1",    SPF_BROKEN  },
    {"lost.example",      "192.0.2.1",    SPF_BROKEN  },
    {"loop.example",      "192.0.2.1",    SPF_BROKEN  },
    {"many.example",      "192.0.2.1",    SPF_BROKEN  },
    {"void.example",      "192.0.2.1",    SPF_BROKEN  },
    {"twice.example",     "192.0.2.1",    SPF_BROKEN  },
    {"typo.example",      "192.0.2.1",    SPF_BROKEN  },
    {"late.example",      "192.0.2.1",    SPF_BROKEN  },
    {"bits.example",      "192.0.2.1",    SPF_BROKEN  },
    {"macro.example",     "192.0.2.1",    SPF_UNSURE  },
    {"ptr.example",       "192.0.2.1",    SPF_PASS    },
    {"ptr.example",       "192.0.2.2",    SPF_UNSURE  },
    {"denied.example",    "192.0.2.1",    SPF_UNSURE  },
    {"mute.example",      "192.0.2.1",    SPF_UNSURE  },
    {"half.example",      "192.0.2.1",    SPF_UNSURE  },
    {"exists.example",    "192.0.2.1",    SPF_PASS    },
    {"bare.example",      "192.0.2.1",    SPF_NEUTRAL },
    {"longer.example",    "192.0.2.1",    SPF_NONE    },
    {"silence.example",   "192.0.2.1",    SPF_NONE    },
    {"explained.example", "192.0.2.1",    SPF_PASS    },
    {"explained.example", "192.0.2.2",    SPF_FAIL    },
};

static void
test_answers_as_receivers_do(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const DnsLook look = {ask, INT64_MAX};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        SpfAnswer answer = spf_check(&look, fx->arena, cases[i].domain, cases[i].address);
        g_test_message("%s %s", cases[i].domain, cases[i].address);
        g_assert_cmpint(answer.result, ==, cases[i].result);
        g_assert_true((answer.why != NULL) == (answer.result == SPF_BROKEN));
    }
    g_assert_nonnull(
        strstr(spf_check(&look, fx->arena, "in.example", "192.0.2.1").includes, " plain.example "));
    g_assert_cmpstr(spf_check(&look, fx->arena, "many.example", "192.0.2.1").why, ==, "many");
    g_assert_cmpstr(spf_check(&look, fx->arena, "void.example", "192.0.2.1").why, ==, "void");
    g_assert_cmpstr(spf_check(&look, fx->arena, "lost.example", "192.0.2.1").why, ==, "nowhere");
}

/* When time is up, it is not known; nothing is asked any more. */
static void
test_late_is_not_known(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const DnsLook look = {ask, 0};
    g_assert_cmpint(spf_check(&look, fx->arena, "plain.example", "192.0.2.1").result, ==,
                    SPF_UNSURE);
}

/* A record is somebody else's text. */
static void
test_hostile_records(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *record = NULL;
    g_assert_cmpuint(spf_find(fx->arena, "v=spf1x\n" HOSTILE "\n", &record), ==, 0);
    g_assert_null(record);
    g_assert_cmpuint(spf_find(fx->arena, "\n\nv=spf1 " HOSTILE "\n", &record), ==, 1);
    g_assert_cmpstr(record, ==, "v=spf1 " HOSTILE);
}

void
spf_tests(void)
{
    add_test_once("/spf/answers-as-receivers-do", test_answers_as_receivers_do);
    add_test_once("/spf/late-is-not-known", test_late_is_not_known);
    add_test_once("/spf/hostile-records", test_hostile_records);
}
