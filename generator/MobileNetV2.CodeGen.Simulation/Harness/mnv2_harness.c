/* Runs a generated model on cases from a file, and writes its outputs and, on demand, the tensors of every step. */
#include <string.h>

#include "mnv2_model.h"
#include "mnv2_on_step.h"
#include "mnv2_platform.h"
#include "mnv2_scratch.h"

volatile mnv2_progress mnv2_now;

void mnv2_line_text(mnv2_line *line, const char *text)
{
    while (*text != '\0' && line->length + 1 < sizeof line->text)
    {
        line->text[line->length++] = *text++;
    }
    line->text[line->length] = '\0';
}

static void append_number(mnv2_line *line, const char *name, uint32_t value, uint32_t base, const char *prefix)
{
    char digits[12];
    size_t count = sizeof digits;
    digits[--count] = '\0';
    do
    {
        digits[--count] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value != 0);
    mnv2_line_text(line, " ");
    mnv2_line_text(line, name);
    mnv2_line_text(line, "=");
    mnv2_line_text(line, prefix);
    mnv2_line_text(line, &digits[count]);
}

void mnv2_line_number(mnv2_line *line, const char *name, uint32_t value)
{
    append_number(line, name, value, 10, "");
}

void mnv2_line_hex(mnv2_line *line, const char *name, uint32_t value)
{
    append_number(line, name, value, 16, "0x");
}

void mnv2_say_where(mnv2_line *line)
{
    mnv2_line_number(line, "run", mnv2_now.run);
    mnv2_line_number(line, "step", mnv2_now.completed_steps);
    mnv2_line_text(line, "\n");
    mnv2_say(line->text);
}

_Noreturn void mnv2_fail(const char *what, uint32_t status)
{
    mnv2_line line = {.length = 0};
    mnv2_line_text(&line, "@mnv2 ");
    mnv2_line_text(&line, what);
    mnv2_line_number(&line, "status", status);
    mnv2_say_where(&line);
    mnv2_exit(3);
}

#if !MNV2_HARNESS_BENCH
static int trace_file = MNV2_NO_FILE;
static uint32_t next_tensor;

void mnv2_harness_on_step(size_t step)
{
    const mnv2_model *const model = &mnv2_model_under_test;
    mnv2_now.completed_steps = (uint32_t)step + 1;
    mnv2_now.changes = mnv2_now.changes + 1;
    while (trace_file != MNV2_NO_FILE && next_tensor < model->tensor_count && model->tensors[next_tensor].step <= step)
    {
        const mnv2_tensor *const tensor = &model->tensors[next_tensor++];
        const uint8_t *const from = mnv2_model_arena(tensor->arena) + tensor->offset_bytes;
        if (!mnv2_write(trace_file, from, tensor->size_bytes))
        {
            mnv2_fail("io", 0);
        }
    }
    mnv2_line line = {.length = 0};
    mnv2_line_text(&line, "@mnv2 step");
    mnv2_say_where(&line);
}

/* A different pattern for each case shows reads of bytes that nobody wrote. */
static void spoil_arena(uint32_t run)
{
    for (uint32_t arena = 0; mnv2_model_arena_bytes(arena) != 0; ++arena)
    {
        memset(mnv2_model_arena(arena), (int)((0x5AU + 0x4DU * run) & 0xFFU), mnv2_model_arena_bytes(arena));
    }
}

static void verify(uint32_t cases, int with_trace)
{
    const mnv2_model *const model = &mnv2_model_under_test;
    const int inputs = mnv2_open_to_read("cases.bin");
    const int outputs = mnv2_open_to_write("outputs.bin");
    trace_file = with_trace ? mnv2_open_to_write("trace.bin") : MNV2_NO_FILE;
    if (inputs == MNV2_NO_FILE || outputs == MNV2_NO_FILE || (with_trace && trace_file == MNV2_NO_FILE))
    {
        mnv2_fail("io", 1);
    }
    for (uint32_t run = 0; run < cases; ++run)
    {
        mnv2_now.run = run;
        mnv2_now.completed_steps = 0;
        mnv2_now.changes = mnv2_now.changes + 1;
        next_tensor = 0;
        if (!mnv2_read(inputs, model->input, model->input_bytes))
        {
            mnv2_fail("io", 2);
        }
        memset(model->output, 0x5A, model->output_bytes);
        spoil_arena(run);
        const int status = mnv2_model_run();
        if (status != 0)
        {
            mnv2_fail("refused", (uint32_t)status);
        }
        if (!mnv2_write(outputs, model->output, model->output_bytes))
        {
            mnv2_fail("io", 3);
        }
        mnv2_line line = {.length = 0};
        mnv2_line_text(&line, "@mnv2 case");
        mnv2_say_where(&line);
    }
    mnv2_close(outputs);
    if (with_trace)
    {
        mnv2_close(trace_file);
    }
}

#endif

static uint32_t parse(const char *digits)
{
    uint32_t value = 0;
    while (*digits >= '0' && *digits <= '9')
    {
        value = value * 10 + (uint32_t)(*digits++ - '0');
    }
    return value;
}

#if MNV2_HARNESS_BENCH
/* bench MILLISECONDS */
static int obey(int argc, char **argv)
{
    if (argc != 3 || strcmp(argv[1], "bench") != 0)
    {
        return 0;
    }
    const int file = mnv2_open_to_write("bench.bin");
    if (file == MNV2_NO_FILE)
    {
        mnv2_fail("io", 4);
    }
    mnv2_bench(file);
    mnv2_close(file);
    return 1;
}
#else
/* verify CASES TRACE MILLISECONDS, or scratch QUESTIONS MILLISECONDS */
static int obey(int argc, char **argv)
{
    if (argc == 5 && strcmp(argv[1], "verify") == 0)
    {
        verify(parse(argv[2]), argv[3][0] == '1');
        return 1;
    }
    if (argc == 4 && strcmp(argv[1], "scratch") == 0)
    {
        if (!mnv2_ask_scratch(parse(argv[2])))
        {
            mnv2_fail("io", 5);
        }
        return 1;
    }
    return 0;
}
#endif

int mnv2_main(int argc, char **argv)
{
    mnv2_start_watchdog(argc > 1 ? parse(argv[argc - 1]) : 1000);
    const int status = mnv2_model_prepare();
    if (status != 0)
    {
        mnv2_fail("unbound", (uint32_t)status);
    }
    if (!obey(argc, argv))
    {
        mnv2_fail("usage", (uint32_t)argc);
    }
    mnv2_say("@mnv2 done\n");
    return 0;
}
