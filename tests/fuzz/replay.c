/* Runs a fuzz target over every file of its corpus, and over each with bytes flipped and cut, so
 * that a build without libFuzzer still exercises it. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define LARGEST 65536

static unsigned runs;

static void run_with_changes(const uint8_t *data, size_t size)
{
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy)
        exit(1);
    LLVMFuzzerTestOneInput(data, size);
    runs++;
    uint32_t random = 2463534242u;
    for (unsigned round = 0; size > 0 && round < 400; round++) {
        memcpy(copy, data, size);
        for (unsigned change = 0; change <= round % 4; change++) {
            random ^= random << 13;
            random ^= random >> 17;
            random ^= random << 5;
            copy[random % size] ^= (uint8_t)(1u << (random >> 8 & 7));
        }
        LLVMFuzzerTestOneInput(copy, round % 3 ? size : random % (size + 1));
        runs++;
    }
    free(copy);
}

static void run_file(const char *path)
{
    static uint8_t bytes[LARGEST];
    FILE *file = fopen(path, "rb");
    if (!file)
        return;
    size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    run_with_changes(bytes, size);
}

int main(int count, char **arguments)
{
    if (count != 2)
        return 2;
    DIR *folder = opendir(arguments[1]);
    if (!folder) {
        fprintf(stderr, "no corpus at %s\n", arguments[1]);
        return 1;
    }
    for (struct dirent *entry; (entry = readdir(folder));) {
        char path[4096];
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", arguments[1], entry->d_name);
        run_file(path);
    }
    closedir(folder);
    printf("%u inputs\n", runs);
    return runs ? 0 : 1;
}
