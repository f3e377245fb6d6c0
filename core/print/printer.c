#include "base/file.h"
#include "base/memory.h"
#include "print/channel.h"
#include "print/print.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SLIP_BYTES_MOST (16 << 20)

enum printer_kind { PRINTER_FILE, PRINTER_DEVICE, PRINTER_TCP };

struct printer {
    enum printer_kind kind;
    char *place; /* folder, path or host */
    char *port;  /* of TCP */
    int paper_mm;
};

/* ---- The setting ---- */

static bool is_port(const char *text)
{
    return strlen(text) <= 5 && strspn(text, "0123456789") == strlen(text) && atoi(text) > 0 &&
           atoi(text) < 65536;
}

/* "HOST:PORT", with an IPv6 address in brackets. */
static bool read_address(struct printer *printer, const char *address)
{
    const char *colon = strrchr(address, ':');
    if (!colon || colon == address || !is_port(colon + 1))
        return false;
    const char *from = address, *to = colon;
    if (*from == '[' && to[-1] == ']') {
        from++;
        to--;
    } else if (memchr(from, ':', (size_t)(to - from))) {
        return false;
    }
    printer->place = memory_copy_part(from, (size_t)(to - from));
    printer->port = memory_copy_text(colon + 1);
    return to > from;
}

static bool read_setting(struct printer *printer, const char *setting, const char *folder)
{
    const char *colon = strchr(setting, ':');
    if (!colon || !colon[1])
        return false;
    const char *rest = colon + 1;
    size_t length = (size_t)(colon - setting);
    if (length == 4 && memcmp(setting, "file", 4) == 0) {
        printer->kind = PRINTER_FILE;
        printer->place = rest[0] == '/' ? memory_copy_text(rest) : file_join(folder, rest);
        return true;
    }
    if (length == 6 && memcmp(setting, "device", 6) == 0) {
        printer->kind = PRINTER_DEVICE;
        printer->place = memory_copy_text(rest);
        return rest[0] == '/';
    }
    printer->kind = PRINTER_TCP;
    return length == 3 && memcmp(setting, "tcp", 3) == 0 && read_address(printer, rest);
}

struct printer *printer_new(const char *setting, const char *folder, int paper_mm,
                            struct error *error)
{
    if (paper_mm != 80 && paper_mm != 58) {
        error_set(error, ERROR_INPUT, "paper of %d mm is not known: expected 80 or 58", paper_mm);
        return NULL;
    }
    struct printer *printer = memory_new(1, sizeof *printer);
    printer->paper_mm = paper_mm;
    if (read_setting(printer, setting, folder))
        return printer;
    error_set(error, ERROR_INPUT,
              "\"%s\" is no printer: expected file:FOLDER, device:/dev/usb/lp0 or tcp:HOST:9100",
              setting);
    printer_free(printer);
    return NULL;
}

void printer_free(struct printer *printer)
{
    if (!printer)
        return;
    free(printer->place);
    free(printer->port);
    free(printer);
}

/* ---- Printing ---- */

static bool is_slip_name(const char *name)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
    return name[0] && strlen(name) < 100 && strspn(name, letters) == strlen(name);
}

static char *path_of(const struct printer *printer, const char *name, const char *ending)
{
    struct buffer full = buffer_new(256);
    buffer_print(&full, "%s%s", name, ending);
    char *path = file_join(printer->place, buffer_text(&full));
    buffer_free(&full);
    return path;
}

/* Each file is whole or absent; when one fails, those written before it go too. */
static bool write_files(const struct printer *printer, const char *name, const struct image *slip,
                        const struct buffer *escpos, struct error *error)
{
    char *raw = path_of(printer, name, ".escpos"), *png = path_of(printer, name, ".png");
    char *pdf = path_of(printer, name, ".pdf");
    bool good = false;
    if (!file_make_folder(printer->place, 0700, error) ||
        !file_write(raw, escpos->bytes, escpos->length, 0600, error))
        goto end;
    if (!print_png(png, slip, error))
        goto without_raw;
    good = print_pdf(pdf, slip, printer->paper_mm, error);
    if (good)
        goto end;
    unlink(png);
without_raw:
    unlink(raw);
end:
    free(raw);
    free(png);
    free(pdf);
    return good;
}

bool printer_print(struct printer *printer, const char *name, const struct image *slip,
                   struct error *error)
{
    if (!is_slip_name(name))
        return error_set(error, ERROR_INPUT, "a slip's name has letters, digits and dashes only");
    struct buffer escpos = buffer_new(SLIP_BYTES_MOST);
    print_escpos(&escpos, slip);
    bool good = !escpos.full || error_set(error, ERROR_INPUT, "the slip is too long to print");
    if (good && printer->kind == PRINTER_FILE)
        good = write_files(printer, name, slip, &escpos, error);
    else if (good && printer->kind == PRINTER_DEVICE)
        good = channel_to_device(printer->place, escpos.bytes, escpos.length, error);
    else if (good)
        good = channel_to_tcp(printer->place, printer->port, escpos.bytes, escpos.length, error);
    buffer_free(&escpos);
    return good;
}

/* A folder that is not there yet is made with the first slip. */
static bool probe_folder(const char *folder, struct error *error)
{
    struct stat about;
    if (stat(folder, &about) != 0 && errno == ENOENT)
        return true;
    if (access(folder, W_OK | X_OK) == 0 && S_ISDIR(about.st_mode))
        return true;
    return error_set(error, ERROR_INPUT,
                     "slips cannot be put into %s: it must be a folder that this user may write",
                     folder);
}

bool printer_probe(const struct printer *printer, struct error *error)
{
    switch (printer->kind) {
    case PRINTER_FILE:
        return probe_folder(printer->place, error);
    case PRINTER_DEVICE:
        return channel_probe_device(printer->place, error);
    default:
        return channel_probe_tcp(printer->place, printer->port, error);
    }
}
