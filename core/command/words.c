#include "command/words.h"

#include "base/shell.h"

#include "base/buffer.h"
#include "base/utf8.h"
#include "language/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST_LINE 65536u

const char *words_for_shell(const struct command *command, const char *text)
{
    char *word = shell_word(text);
    const char *copy = arena_copy(command->arena, word);
    free(word);
    return copy;
}

struct table {
    const struct command *command;
    size_t columns;
    const char ***rows;
    size_t count, capacity;
};

struct argument with_text(const char *name, const char *text)
{
    return (struct argument){.kind = ARGUMENT_TEXT, .name = name, .text = text};
}

struct argument with_code(const char *name, const char *text)
{
    return (struct argument){.kind = ARGUMENT_CODE, .name = name, .text = text};
}

struct argument with_number(const char *name, int64_t number)
{
    return (struct argument){.kind = ARGUMENT_NUMBER, .name = name, .number = number};
}

const char *words(const struct command *command, const char *key, const struct argument *arguments,
                  size_t count)
{
    const char *text = message_text(command->arena, command->messages, command->language, key,
                                    arguments, count, NULL);
    return message_plain(command->arena, text);
}

void say(const struct command *command, const char *key, const struct argument *arguments,
         size_t count)
{
    puts(words(command, key, arguments, count));
}

const char *words_clean(const struct command *command, const char *text)
{
    struct buffer out = buffer_new(LONGEST_LINE);
    size_t length = strlen(text);
    for (size_t position = 0; position < length;) {
        char bytes[4];
        uint32_t c = utf8_next(text, length, &position);
        bool is_control = c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E);
        buffer_add(&out, bytes, utf8_put(is_control ? ' ' : c, bytes));
    }
    const char *clean = arena_copy(command->arena, buffer_text(&out));
    buffer_free(&out);
    return clean;
}

void say_error(const struct command *command, const struct error *error)
{
    fflush(stdout);
    fprintf(stderr, "marhaba: %s\n", words_clean(command, error->text));
}

const char *words_of_time(const struct command *command, int64_t ms)
{
    if (ms == 0)
        return "";
    return arena_print(command->arena, "%s, %s",
                       date_print(command->arena, command->language, DATE_FULL, ms),
                       date_print(command->arena, command->language, DATE_TIME, ms));
}

struct table *table_new(const struct command *command, size_t columns)
{
    struct table *table = arena_take(command->arena, 1, sizeof *table);
    table->command = command;
    table->columns = columns;
    return table;
}

void table_add(struct table *table, const char *const *cells)
{
    struct arena *arena = table->command->arena;
    if (table->count == table->capacity) {
        size_t capacity = table->capacity ? table->capacity * 2 : 16;
        const char ***rows = arena_take(arena, capacity, sizeof *rows);
        for (size_t i = 0; i < table->count; i++)
            rows[i] = table->rows[i];
        table->rows = rows;
        table->capacity = capacity;
    }
    const char **row = arena_take(arena, table->columns, sizeof *row);
    for (size_t i = 0; i < table->columns; i++)
        row[i] = cells[i] ? words_clean(table->command, cells[i]) : "";
    table->rows[table->count++] = row;
}

static void print_spaces(size_t count)
{
    printf("%*s", (int)count, "");
}

static size_t width_of_column(const struct table *table, size_t column)
{
    size_t width = 0;
    for (size_t i = 0; i < table->count; i++) {
        size_t cell = utf8_count(table->rows[i][column]);
        width = cell > width ? cell : width;
    }
    return width;
}

/* One column after the last that has something to say, so that no line ends in spaces. */
static size_t filled_columns(const struct table *table, const char **row)
{
    size_t count = table->columns;
    while (count > 0 && !row[count - 1][0])
        count--;
    return count;
}

void table_print(const struct table *table, size_t indent)
{
    for (size_t i = 0; i < table->count; i++) {
        const char **row = table->rows[i];
        size_t filled = filled_columns(table, row);
        print_spaces(indent);
        for (size_t column = 0; column < filled; column++) {
            fputs(row[column], stdout);
            if (column + 1 < filled)
                print_spaces(width_of_column(table, column) + 2 - utf8_count(row[column]));
        }
        putchar('\n');
    }
}
