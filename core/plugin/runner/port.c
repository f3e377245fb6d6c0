#include "plugin/runner/session.h"

#include "base/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static char message[WIRE_LARGEST];

static void send_bytes(const struct buffer *bytes)
{
    ssize_t sent;
    do
        sent = write(WIRE_FD, bytes->bytes, bytes->length);
    while (sent < 0 && errno == EINTR);
    if (sent != (ssize_t)bytes->length)
        _exit(EXIT_FAILURE);
}

void port_send(const struct wire_report *report)
{
    struct buffer bytes = buffer_new(WIRE_LARGEST);
    wire_write_report(&bytes, report);
    if (bytes.full) {
        buffer_clear(&bytes);
        wire_write_report(&bytes, &(struct wire_report){.kind = WIRE_FAULT, .fault = FAULT_SIZE});
        send_bytes(&bytes);
        _exit(EXIT_SUCCESS);
    }
    send_bytes(&bytes);
    buffer_free(&bytes);
}

_Noreturn void port_send_fault(const struct session *session)
{
    port_send(&(struct wire_report){.kind = WIRE_FAULT,
                                    .fault = session->fault,
                                    .number = session->fault_number,
                                    .text = session->fault_detail});
    _exit(EXIT_SUCCESS);
}

bool port_receive(struct arena *arena, struct wire_order *out)
{
    ssize_t length;
    do
        length = read(WIRE_FD, message, sizeof message);
    while (length < 0 && errno == EINTR);
    if (length <= 0)
        return false;
    bool read = wire_read_order(arena, message, (size_t)length, out);
    memory_wipe(message, (size_t)length);
    if (!read)
        _exit(EXIT_FAILURE);
    return true;
}
