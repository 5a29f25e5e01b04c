/* serve/asset.h: the page's files, web/dist, which the build puts into the program as they are. */
#ifndef CS_SERVE_ASSET_H
#define CS_SERVE_ASSET_H
#include "serve/api.h"

typedef struct srv_asset {
    const char *path; /* "/assets/index-4f3a.js" */
    const char *type; /* "text/javascript; charset=utf-8" */
    const char *bytes;
    const char *end;
    const char *sha256;
} srv_asset;
extern const srv_asset srv_assets[]; /* made by cmake/assets.cmake; ends with path NULL; empty where web/dist is not there */

const srv_asset *srv_asset_find(cs_str path); /* NULL: there is none */

/* The file at path; for addresses of views, which the page itself makes sense of, index.html. if_none_match: as it came. reads:
 * the method is GET or HEAD. Gives whether there is one; else the reply is a problem. */
bool srv_asset_reply(cs_str path, cs_str if_none_match, bool reads, srv_reply *out);
#endif
