/*
 * Rows in any portions give the output that is expected, and wrong use gives a status and harms nothing.
 * Arguments: files with an input frame and with the output that the interpreter gives for it.
 */
#include "net.h"
#include "test_support.h"

static uint8_t frame[NET_INPUT_BYTES];
static uint8_t expected[NET_OUTPUT_BYTES];

static void read_file(const char *path, void *bytes, size_t count)
{
    FILE *file = fopen(path, "rb");
    CHECK(file != NULL);
    CHECK(fread(bytes, 1, count, file) == count);
    fclose(file);
}

static void check_output(void)
{
    CHECK(memcmp(net_output(), expected, NET_OUTPUT_BYTES) == 0);
}

/* Pushes a copy that is gone afterwards: rows are the caller's again when the call returns. */
static void push(const uint8_t *rows, size_t count)
{
    void *copy = block(count * NET_INPUT_ROW_BYTES);
    memcpy(copy, rows, count * NET_INPUT_ROW_BYTES);
    CHECK(net_push_rows(copy, count) == NET_OK);
    free(copy);
}

static void check_wrong_counts(size_t missing)
{
    CHECK(net_push_rows((const void *)frame, missing + 1) == NET_ERROR_ROWS);
    CHECK(net_push_rows((const void *)frame, (size_t)-1) == NET_ERROR_ROWS);
    CHECK(net_push_rows(NULL, 1) == NET_ERROR_ARGUMENT);
    if (missing > 0)
    {
        CHECK(net_finish() == NET_ERROR_ROWS);
    }
}

/* No inference has begun, or the last one is finished. */
static void check_idle(void)
{
    CHECK(net_push_rows((const void *)frame, 1) == NET_ERROR_ROWS);
    CHECK(net_push_rows((const void *)frame, 0) == NET_ERROR_ROWS);
    CHECK(net_finish() == NET_ERROR_ROWS);
}

static void infer(void)
{
    CHECK(net_begin() == NET_OK);
    for (size_t pushed = 0; pushed < NET_INPUT_ROWS;)
    {
        const size_t missing = NET_INPUT_ROWS - pushed;
        const size_t count = (size_t)noise_between(0, noise_between(0, 1) ? 2 : (int32_t)missing);
        check_wrong_counts(missing);
        push(frame + pushed * NET_INPUT_ROW_BYTES, count < missing ? count : missing);
        pushed += count < missing ? count : missing;
    }
    check_wrong_counts(0);
    CHECK(net_finish() == NET_OK);
    check_output();
    check_idle();
    check_output();
}

static void check_arena(uint8_t *arena)
{
    CHECK(net_begin() == NET_ERROR_NOT_BOUND);
    check_idle();
    CHECK(net_output() == NULL);
    CHECK(net_bind_arena(NULL, NET_ARENA_BYTES) == NET_ERROR_ARGUMENT);
    CHECK(net_bind_arena(arena, NET_ARENA_BYTES - 1) == NET_ERROR_ARGUMENT);
    CHECK(net_bind_arena(arena, NET_ARENA_BYTES) == NET_OK);
    check_idle();
}

int main(int argc, char **argv)
{
    CHECK(argc == 3);
    read_file(argv[1], frame, sizeof frame);
    read_file(argv[2], expected, sizeof expected);
    uint8_t *const arena = block(NET_ARENA_BYTES);
    uint8_t *const other = block(NET_ARENA_BYTES);
    check_arena(arena);
    for (int i = 0; i < 20; i++)
    {
        infer();
        /* An inference that is given up leaves nothing behind. */
        CHECK(net_begin() == NET_OK);
        push(frame, (size_t)noise_between(0, NET_INPUT_ROWS));
    }
    CHECK(net_bind_arena(other, NET_ARENA_BYTES) == NET_OK);
    check_idle();
    infer();
    uint8_t output[NET_OUTPUT_BYTES];
    CHECK(net_run((const void *)frame, (void *)output) == NET_OK);
    CHECK(memcmp(output, expected, NET_OUTPUT_BYTES) == 0);
    free(arena);
    free(other);
    return 0;
}
