/*
 * Counts the instructions of one inference and of each step, and the stack it uses.
 *
 * The emulator advances its clock by 1 ns for each instruction (-icount shift=0), so SysTick counts them, one tick for
 * a few dozen. Within a tick, an interval is measured by what is left of it: a loop of known speed waits for the next
 * tick. Everything that the measurement itself costs is measured too, on an empty interval, and subtracted by the
 * simulation.
 */
#include <string.h>

#include "mnv2_board.h"
#include "mnv2_model.h"
#include "mnv2_on_step.h"
#include "mnv2_platform.h"

/* An interval, as the simulation reads it: `ticks` to the tick after its end, minus `waits` turns of the waiting loop.
 */
typedef struct
{
    uint32_t ticks;
    uint32_t waits;
} mnv2_interval;

#define MNV2_LOOP_TURNS 1000000U
#define MNV2_EMPTY_INTERVALS 64U
#define MNV2_PAINT 0xC5U

extern uint8_t mnv2_stack_bottom[];

static int bench_file;
static int is_counting;
static uint64_t begin_ticks;

/* Returns the turns until SysTick moves on: four instructions each. */
static __attribute__((noinline)) uint32_t wait_for_tick(void)
{
    uint32_t turns = 0;
    const uint32_t before = MNV2_SYST_CVR;
    uint32_t now;
    __asm__ volatile(".syntax unified\n"
                     "1: ldr %1, [%2]\n"
                     "   adds %0, #1\n"
                     "   cmp %1, %3\n"
                     "   beq 1b\n"
                     : "+l"(turns), "=&l"(now)
                     : "l"(&MNV2_SYST_CVR), "l"(before)
                     : "cc");
    return turns;
}

/* Where the plugin that counts blocks looks: their calls are in every interval, the empty ones too. */
void mnv2_interval_begins(void);
void mnv2_interval_ends(void);

__attribute__((noipa)) void mnv2_interval_begins(void)
{
}

__attribute__((noipa)) void mnv2_interval_ends(void)
{
}

static void begin_interval(void)
{
    (void)wait_for_tick();
    begin_ticks = mnv2_ticks();
    mnv2_interval_begins();
}

static void end_interval(void)
{
    mnv2_interval_ends();
    const uint32_t waits = wait_for_tick();
    const mnv2_interval interval = {(uint32_t)(mnv2_ticks() - begin_ticks), waits};
    (void)mnv2_write(bench_file, &interval, sizeof interval);
}

void mnv2_harness_on_step(size_t step)
{
    if (is_counting)
    {
        end_interval();
        mnv2_now.completed_steps = (uint32_t)step + 1;
        mnv2_now.changes = mnv2_now.changes + 1;
        begin_interval();
    }
}

/* Two instructions a turn. */
static __attribute__((noinline)) void known_loop(uint32_t turns)
{
    __asm__ volatile(".syntax unified\n"
                     "1: subs %0, #1\n"
                     "   bne 1b\n"
                     : "+l"(turns)
                     :
                     : "cc");
}

static void invoke(void)
{
    const int status = mnv2_model_invoke();
    if (status != 0)
    {
        mnv2_fail("refused", (uint32_t)status);
    }
}

/* Bytes that an inference uses below the stack pointer of its caller. */
static __attribute__((noinline)) uint32_t measure_stack(void)
{
    uint8_t *caller;
    __asm__ volatile("mov %0, sp" : "=r"(caller));
    /* The gap holds the frames of memset() and of nothing else. */
    uint8_t *const painted_top = caller - 64;
    mnv2_model_load();
    memset(mnv2_stack_bottom, (int)MNV2_PAINT, (size_t)(painted_top - mnv2_stack_bottom));
    invoke();
    const uint8_t *deepest = mnv2_stack_bottom;
    while (deepest < painted_top && *deepest == MNV2_PAINT)
    {
        ++deepest;
    }
    return (uint32_t)(caller - deepest);
}

/* Writes the known loop, the empty intervals, each step, the time after the last step, and the bytes of stack. */
void mnv2_bench(int output_file)
{
    const mnv2_model *const model = &mnv2_model_under_test;
    const int inputs = mnv2_open_to_read("cases.bin");
    bench_file = output_file;
    if (inputs == MNV2_NO_FILE || !mnv2_read(inputs, model->input, model->input_bytes))
    {
        mnv2_fail("io", 6);
    }
    mnv2_model_load();

    begin_interval();
    known_loop(MNV2_LOOP_TURNS);
    end_interval();
    is_counting = 1;
    begin_interval();
    for (size_t i = 0; i < MNV2_EMPTY_INTERVALS; ++i)
    {
        mnv2_harness_on_step(0);
    }
    mnv2_now.completed_steps = 0;
    begin_interval();
    invoke();
    end_interval();
    is_counting = 0;

    /* No interrupt may add its frame to the stack. That the inference ends is known by now. */
    MNV2_SYST_CSR = 5;
    const uint32_t stack_bytes = measure_stack();
    (void)mnv2_write(bench_file, &stack_bytes, sizeof stack_bytes);
}
