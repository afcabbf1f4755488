/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * web - requests, responses and the route table.
 *
 * A handler turns a Request into a Response and does nothing else: no socket,
 * no thread, no global.  So tests call web_dispatch() directly.
 *
 * Read with: web/form.h (what people send), web/app.h (what the process has),
 * docs/decisions/0003-templates.md.
 */
#pragma once
#include "db/ctx.h"
#include "render/html.h"
#include "render/json.h"

/** HEAD is GET without the body.  OPTIONS is a browser that asks for a page of another site whether
 *  it may send something (CORS); few routes answer it. */
typedef enum Method { GET = 1, POST, OPTIONS } Method;

/** Who may call a route.  There is no default: 0 does not pass web_check().  SIGNED_IN is for what
 * a former member may do, too. */
typedef enum Access { PUBLIC = 1, SIGNED_IN, MEMBER, EDITOR, SECRETARIAT } Access;

typedef struct Request Request;
typedef struct Response Response;
typedef Response *(*Handler)(Request *req);

/** What a route is besides its row's columns. */
typedef enum RouteFlag {
    ROUTE_UPLOAD = 1,     /* takes files: LIMIT_UPLOAD */
    ROUTE_LARGE = 128,    /* and large ones: app_file_most() */
    ROUTE_FOREIGN = 2,    /* may be posted to from elsewhere, without a token (RFC 8058) */
    ROUTE_UNCACHED = 4,   /* a visitor's answer is made anew each time */
    ROUTE_VERBATIM = 8,   /* a last ".json" belongs to the path, there is no JSON form */
    ROUTE_UNSECURED = 32, /* also for who has yet to set up the second factor that he owes */
    ROUTE_ANONYMOUS = 64, /* who asks is not looked for, and no log of requests has it */
    ROUTE_ANY_HOST = 16,  /* for machines that ask by this machine's address, not by its name */
} RouteFlag;

/** What a post computes for longer than others may wait for the database: hashes, pictures.  It
 *  runs between two transactions; docs/decisions/0019-work-before-the-transaction.md. */
typedef struct Preparation {
    /** In a transaction that only reads, after the checks of who may: read what the work needs and
     *  put it into req->prepared.  An answer instead of NULL ends the request. */
    Response *(*look)(Request *req);
    /** Without a transaction: compute into req->prepared.  Not called while that is NULL. */
    void (*work)(Request *req);
} Preparation;

typedef struct Route {
    Method method;
    const char *path; /* "/events/{slug}"; a last "{path...}" takes the rest */
    Handler handler;
    Access access;
    unsigned flags;             /* RouteFlag */
    const Preparation *prepare; /* of a post; or NULL */
    /** Of a post: the name in the path of what such posts change one after the other ("slug"), or
     *  NULL; docs/decisions/0054-turns.md. */
    const char *turn;
} Route;

typedef struct RouteTable {
    const Route *at;
    size_t n;
} RouteTable;

/* clang-format off */
#define ROUTE_TABLE(rows) { rows, G_N_ELEMENTS(rows) }
/* clang-format on */

typedef struct Pair {
    const char *name, *value;
} Pair;

typedef struct PairSpan {
    const Pair *at;
    size_t n;
} PairSpan;

/** A file that was sent in a form.  The bytes live as long as the request. */
typedef struct Upload {
    const char *field, *name, *type; /* name and type as the sender claims them */
    Bytes bytes;
} Upload;

typedef struct UploadSpan {
    const Upload *at;
    size_t n;
} UploadSpan;

/** What came in.  Texts are UTF-8 and were checked; sizes are within base/limits.h. */
typedef struct Incoming {
    Method method;
    bool head;          /* HEAD: the same answer without its body */
    const char *target; /* path and query as sent, percent-encoded */
    const char *host, *origin, *referer, *cookie, *authorization, *accept, *accept_language,
        *if_none_match, *sec_fetch_site, *user_agent, *range, *if_range; /* headers, or NULL */
    const char *address; /* the client's, after trusted proxies */
    bool tls;            /* the client's connection is encrypted, also by a trusted proxy */
    const char *content_type;
    Bytes body;
} Incoming;

struct Request {
    Ctx *cx;
    const Incoming *in;
    const Route *route;
    const char *path; /* decoded, without the language prefix and ".json" */
    PairSpan query;   /* decoded */
    PairSpan fields;  /* of the posted form, decoded, in order */
    UploadSpan uploads;
    bool wants_json;
    void *prepared; /* by the route's Preparation, for its handler; or NULL */
    /** What the handler of a GET leaves to be written once the answer stands, or NULL: in a
     *  transaction of its own, with .later_data; a failure changes nothing for the reader. */
    void (*later)(Ctx *cx, const void *data);
    const void *later_data;
    struct Form *refused; /* what was filled in within the page that is drawn once more, or NULL */

    /* Kept by the dispatcher. */
    bool announced;         /* its body is yet to come: only who may send it is found out */
    const char *whole_path; /* with its ".json" */
    Bytes session_hash;     /* of the session's cookie; n is 0 without a session */
    int64_t seen_at;        /* when the session was last used, exact to the hour */
    const char *notice;     /* said on this page once, or NULL */
    bool notice_said;       /* the frame had it */
    bool notice_in_cookie;  /* it came in a cookie, not with the session */
    unsigned limits_taken;  /* bits of LimitKind: not again when the answer is tried again */
    int statements;         /* that were run for looking, before the last transaction */
    bool bearer;            /* came with an API token instead of a cookie */
    bool bad_cookie;        /* the session's cookie is not valid any more */
};

typedef struct Header {
    const char *name, *value;
} Header;

/** A file as a body, for what is too large for memory.  It has no name: nobody else finds it, and
 * it is gone when it is closed. */
typedef struct ResponseFile {
    int fd;        /* closed with the request's arena */
    int64_t first; /* byte of it that is sent first */
    int64_t size;  /* bytes that are sent */
} ResponseFile;

/** Headers that a kept page has, too. */
typedef struct KeptHeaders {
    const char *refresh; /* browsers load it anew after so many seconds; NULL: never */
    const char *link;    /* where machines find more (RFC 8288); NULL: nowhere */
} KeptHeaders;

struct Response {
    int status;
    const char *type;         /* Content-Type; NULL without body */
    Bytes body;               /* in the request's arena */
    const ResponseFile *file; /* instead of a body; or NULL */
    const char *location;     /* or NULL */
    Header headers[8];        /* further ones; ends with {0} */
    bool private;             /* never kept by a cache though a visitor asked */
    bool keeps;               /* of a refusal, too, what was written stays */
    KeptHeaders kept;
    int64_t fresh_until; /* a kept copy is served before this; 0: the running quarter */
    int statements;      /* that were run for it; set by web_dispatch() */
};

/** The number in the path's {name}; 0, which no row has, if it is not one. */
int64_t req_id(const Request *req, const char *name);

/** The text in the path's {name}; never NULL. */
const char *req_text(const Request *req, const char *name);

/** The first query parameter @name, trimmed; "" if there is none. */
const char *req_query(const Request *req, const char *name);

/** The first posted field @name as it was sent; "" if there is none. */
const char *req_field(const Request *req, const char *name);

/** The page number from the query's "page": 1 if missing or senseless, at most 100000. */
int64_t req_page(const Request *req);

/* ---- pages ---- */

typedef struct Crumb {
    const char *title, *url;
} Crumb;

typedef struct CrumbSpan {
    const Crumb *at;
    size_t n;
} CrumbSpan;

/** What the frame around a page needs to know of it. */
typedef struct Page {
    const char *title;         /* plain text; <title> */
    const char *summary;       /* for search engines and link previews, or NULL */
    CrumbSpan here;            /* "You are here", without home and the page itself */
    const char *section;       /* the menu entry to mark: "about", "take-part", ..., or NULL */
    const char *feed;          /* path of this page's Atom feed, or NULL */
    const char *text_language; /* of the content if not the interface's, or NULL */
    PairSpan languages;        /* code and path of this page in other languages; empty: same path */
    PairSpan tags;             /* further <meta> for machines: name and content */
    PairSpan properties;       /* likewise by property (Open Graph) */
    const char *json_feed;     /* path of this page's JSON Feed, or NULL */
    bool bare;                 /* no breadcrumb: home */
    bool hidden;               /* robots: noindex */
} Page;

/** The crumbs of a page: `.here = HERE({N_("About"), "/about"}, ...)`. */
#define HERE(...)                                                                                  \
    ((CrumbSpan){(const Crumb[]){__VA_ARGS__},                                                     \
                 sizeof((const Crumb[]){__VA_ARGS__}) / sizeof(Crumb)})

/** A sink for this request's language, token and zone. */
Html *html_begin(Request *req);

/** Answer with the frame around @body; with JSON if that is what is wanted, from @json. */
Response *respond_framed(Request *req, int status, const Page *page, Html *body);
Response *respond_json(Request *req, int status, const Page *page, GString *json);

/** Render the compiled template NAME.html, or NAME_json(), with its view. */
#define respond_page(req, status, page, name, view)                                                \
    ({                                                                                             \
        Response *res_;                                                                            \
        Html *out_ = html_begin(req);                                                              \
        if ((req)->wants_json) {                                                                   \
            GString *text_ = arena_string((req)->cx->arena, 4096);                                 \
            Json json_out_;                                                                        \
            json_init(&json_out_, text_);                                                          \
            name##_json(&json_out_, out_, (view));                                                 \
            res_ = respond_json((req), (status), (page), text_);                                   \
        } else {                                                                                   \
            name##_html(out_, (view));                                                             \
            res_ = respond_framed((req), (status), (page), out_);                                  \
        }                                                                                          \
        res_;                                                                                      \
    })

/** Answer 303 to a path of this site ("/about"); the language's prefix is added unless @format
 *  brings one.  What would lead to another site leads home. */
Response *respond_redirect(Request *req, const char *format, ...) G_GNUC_PRINTF(2, 3);

/** Like respond_redirect(), and say @notice (translated already) once on the next page. */
Response *respond_done(Request *req, const char *url, const char *notice);

/** Answer 301: the thing has another address now. */
Response *respond_moved(Request *req, const char *url);

/** Friendly error pages.  @why: what happened, what stayed safe, what to do; NULL: the usual. */
Response *respond_error(Request *req, int status, const char *why);
Response *respond_not_found(Request *req);
Response *respond_forbidden(Request *req);
/** The answer to a link in a mail that opens nothing any more. */
Response *respond_link_ended(Request *req);

/** Draw the page at @path (as Item.path) as a GET of it does, within this transaction: for a post
 *  whose form stands in the page of another room.  @refused is drawn in its place by whoever makes
 *  that form; the answer is 422, or 200 of a form without a mistake: somebody looks at it first. */
Response *respond_refused(Request *req, const char *path, struct Form *refused);

/** Is it a path on this site, to which a browser may be sent?  Not "//host", not "/\\host". */
bool path_is_local(const char *path);

/** The language's part of an address: "" for the alliance's own, else "/fr". */
const char *lang_prefix(const Ctx *cx);

/** The whole address of what is at @path on this site: of a page in the acting language; in the
 *  arena. */
const char *page_address(const Ctx *cx, const char *path);

/** Answer with bytes of any type: feeds, files, CSV. */
Response *respond_bytes(Request *req, const char *type, Bytes body);
/** Open an empty file for a large answer, gone when the arena ends.  NULL: @error says why. */
ResponseFile *response_file_new(Arena *arena, GError **error);

/** Write all of @text at the end of the file and empty @text.  False: there is no room. */
bool response_file_append(const ResponseFile *file, GString *text);

/** Answer with the file as it is now. */
Response *respond_from_file(Request *req, const char *type, ResponseFile *file);
void respond_header(Response *res, const char *name, const char *value);

/** Let this page run scripts of assets/ and ask this site: for the few that can not do without. */
void respond_allow_scripts(Response *res);

/** And the camera, after having asked its owner: where codes are read. */
void respond_allow_camera(Response *res);

/** What no page may ask the device for; @camera: who may ask for that, "" nobody, "self". */
#define PERMISSIONS_POLICY(camera)                                                                 \
    "camera=(" camera "), microphone=(), geolocation=(), interest-cohort=()"

/** What every page may load; that is scripts from nowhere. */
#define CONTENT_POLICY                                                                             \
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "                \
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"

/** Find the route, check access and origin, open the transaction, call, commit, log.  The result
 *  lives in @cx's arena.  Never NULL. */
Response *web_dispatch(Ctx *cx, const Incoming *in);

/** May a post bring a body of @n bytes, of which none has been read?  NULL: yes; else the answer,
 *  as by web_dispatch().  @ret_person: who would bring it, 0: a visitor. */
Response *web_admit(Ctx *cx, const Incoming *in, int64_t n, int64_t *ret_person);

/** The answer, likewise, to what cannot be taken now.  @under_way: to 429, bytes that this person
 * is sending already. */
Response *web_refuse(Ctx *cx, const Incoming *in, int status, int64_t under_way);

/** Are all route tables well-formed: access set, patterns sound, no route twice?  Prints what is
 *  not.  Called at the start and by a test. */
bool web_check(const RouteTable *const *tables);
