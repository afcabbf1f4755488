/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * baraza_tests [-p /suite]: every suite, on SQLite and on PostgreSQL.
 * baraza_tests make-template: the database BARAZA_TEST_TEMPLATE, which tests on PostgreSQL copy.
 */
#include "base/secret.h"
#include "extract/extract.h"
#include "picture/picture.h"
#include "shrink/shrink.h"
#include "testing.h"

/* Fontconfig keeps what it read of the fonts until the process ends. */
const char *__lsan_default_suppressions(void);

const char *
__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}

int
main(int argc, char **argv)
{
    if (argc > 1 && g_str_equal(argv[1], PICTURE_WORKER))
        return picture_work(argc, argv);
    if (argc > 1 && g_str_equal(argv[1], EXTRACT_WORKER))
        return extract_work();
    if (argc > 1 && g_str_equal(argv[1], SHRINK_WORKER))
        return shrink_work();
    secret_init();
    if (argc > 1 && g_str_equal(argv[1], "make-template")) {
        testing_make_postgres_template();
        return 0;
    }
    g_test_init(&argc, &argv, NULL);
#define X(suite) suite##_tests();
#include "suites.h"
#undef X
    testing_make_templates();
    int failed = g_test_run();
    testing_drop_templates();
    return failed;
}
