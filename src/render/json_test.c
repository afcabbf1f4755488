/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * JSON, and the assets that are compiled in.
 */
#include "render/asset.h"
#include "render/json.h"
#include "testing.h"

#include <math.h>
#include <string.h>

static void
test_values_and_commas(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    GString *text = arena_string(fx->arena, 256);
    Json json;
    json_init(&json, text);
    json_open_object(&json, NULL);
    json_value(&json, "s", "x");
    json_value(&json, "none", (const char *)NULL);
    json_value(&json, "i", G_MININT64);
    json_value(&json, "t", (bool)true);
    json_value(&json, "r", 0.1);
    json_value(&json, "nan", (double)NAN);
    json_value(&json, "inf", (double)INFINITY);
    json_value(&json, "html", ((SafeHtml){"<b>", 3}));
    json_value(&json, "bytes", ((Bytes){"\0\xff", 2}));
    json_open_array(&json, "list");
    json_open_object(&json, NULL);
    json_close_object(&json);
    json_int(&json, NULL, 1);
    json_close_array(&json);
    json_open_array(&json, "empty");
    json_close_array(&json);
    json_close_object(&json);
    g_assert_cmpstr(text->str, ==,
                    "{\"s\":\"x\",\"none\":null,\"i\":-9223372036854775808,\"t\":true,"
                    "\"r\":0.10000000000000001,\"nan\":null,\"inf\":null,\"html\":\"\\u003cb>\","
                    "\"bytes\":\"AP8=\",\"list\":[{},1],\"empty\":[]}");
}

static void
test_texts_are_escaped(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    GString *text = arena_string(fx->arena, 256);
    Json json;
    json_init(&json, text);
    json_str(&json, "a\"b", "\"\\\n\t\x1f</script>\xe2\x80\xa8\xe2\x80\xa9\xe2\x80\xaaé🙂");
    g_assert_cmpstr(
        text->str, ==,
        "\"a\\\"b\":\"\\\"\\\\\\n\\u0009\\u001f\\u003c/script>\\u2028\\u2029\xe2\x80\xaaé🙂\"");
}

static void
test_assets_are_found(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    g_assert_cmpint(N_ASSETS, >, 0);
    for (size_t i = 0; i < N_ASSETS; i++) {
        const Asset *asset = &ASSETS[i];
        g_assert_true(asset_find(asset->url) == asset);
        g_assert_cmpstr(asset_url(asset->name), ==, asset->url);
        g_assert_cmpint(asset->etag[0], ==, '"');
        g_assert_cmpint(asset->gzip.n, <, asset->plain.n);
        g_assert_cmpint(asset->brotli.n, <=, asset->gzip.n);
    }
    g_assert_null(asset_find("/assets/style.css")); /* only with its hash */
    g_assert_null(asset_find("/assets/../style.css"));
    g_assert_null(asset_find(""));
}

void
json_tests(void)
{
    add_test_once("/json/values-and-commas", test_values_and_commas);
    add_test_once("/json/texts-are-escaped", test_texts_are_escaped);
    add_test_once("/json/assets-are-found", test_assets_are_found);
}
