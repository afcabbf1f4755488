/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/socket.h"
#include "base/error.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BACKLOG 1024

G_STATIC_ASSERT(SOCKET_ADDRESS_SIZE >= INET6_ADDRSTRLEN);

typedef union SocketAddress {
    struct sockaddr any;
    struct sockaddr_in four;
    struct sockaddr_in6 six;
} SocketAddress;

/* Its size, or 0 when @text isn't an address. */
static socklen_t
parse_address(const char *text, int port, SocketAddress *ret_address)
{
    *ret_address = (SocketAddress){0};
    if (inet_pton(AF_INET6, text, &ret_address->six.sin6_addr) == 1) {
        ret_address->six.sin6_family = AF_INET6;
        ret_address->six.sin6_port = htons((uint16_t)port);
        return sizeof ret_address->six;
    }
    if (inet_pton(AF_INET, text, &ret_address->four.sin_addr) == 1) {
        ret_address->four.sin_family = AF_INET;
        ret_address->four.sin_port = htons((uint16_t)port);
        return sizeof ret_address->four;
    }
    return 0;
}

static bool
bind_and_listen(int fd, const SocketAddress *address, socklen_t n)
{
    int on = 1;
    return setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
           bind(fd, &address->any, n) == 0 && listen(fd, BACKLOG) == 0;
}

int
socket_listen(const char *address, int port, GError **error)
{
    SocketAddress at;
    socklen_t n = parse_address(address, port, &at);
    if (n == 0) {
        g_set_error(error, BARAZA_ERROR, ERROR_SYSTEM, "cannot listen on %s: not an IP address",
                    address);
        return -1;
    }
    int fd = socket(at.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd >= 0 && bind_and_listen(fd, &at, n))
        return fd;
    g_set_error(error, BARAZA_ERROR, ERROR_SYSTEM, "cannot listen on %s port %d: %s", address, port,
                g_strerror(errno));
    if (fd >= 0)
        close(fd);
    return -1;
}

int
socket_port(int listening)
{
    SocketAddress at = {0};
    socklen_t n = sizeof at;
    getsockname(listening, &at.any, &n);
    return ntohs(at.any.sa_family == AF_INET6 ? at.six.sin6_port : at.four.sin_port);
}

void
socket_address(const struct sockaddr *from, char text[SOCKET_ADDRESS_SIZE])
{
    const SocketAddress *at = (const void *)from;
    const void *number = from->sa_family == AF_INET6 ? (const void *)&at->six.sin6_addr
                                                     : (const void *)&at->four.sin_addr;
    if (inet_ntop(from->sa_family, number, text, SOCKET_ADDRESS_SIZE) == NULL)
        *text = '\0';
}

bool
socket_is_loopback(const char *address)
{
    return address != NULL && (g_str_has_prefix(address, "127.") || g_str_equal(address, "::1"));
}

void
socket_address_forwarded(const char *forwarded, char text[SOCKET_ADDRESS_SIZE])
{
    if (forwarded == NULL)
        return;
    const char *comma = strrchr(forwarded, ',');
    const char *last = comma != NULL ? comma + 1 + strspn(comma + 1, " ") : forwarded;
    if (*last != '\0' && strlen(last) < SOCKET_ADDRESS_SIZE)
        g_strlcpy(text, last, SOCKET_ADDRESS_SIZE);
}
