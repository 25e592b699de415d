/* The harness on an emulated board: files by semihosting; SysTick as clock and watchdog. */
#include <string.h>

#include "mnv2_board.h"
#include "mnv2_platform.h"
#include "mnv2_semihosting.h"

#ifndef MNV2_CLOCK_HZ
#error "MNV2_CLOCK_HZ is the clock of SysTick"
#endif

/* Called from assembly, which link-time optimisation does not see. */
__attribute__((used)) void mnv2_on_systick(const uint32_t *frame);

static volatile uint32_t wraps;
static uint32_t reload;
static uint32_t wraps_allowed;
static uint32_t milliseconds_allowed;
static uint32_t changes_seen;
static uint32_t wrap_of_change;

static int open_as(const char *name, uint32_t mode)
{
    const struct
    {
        const char *name;
        uint32_t mode;
        uint32_t length;
    } request = {name, mode, (uint32_t)strlen(name)};
    return (int)mnv2_semihosting(MNV2_SYS_OPEN, &request);
}

int mnv2_open_to_read(const char *name)
{
    return open_as(name, 1); /* "rb" */
}

int mnv2_open_to_write(const char *name)
{
    return open_as(name, 5); /* "wb" */
}

/* Both operations return the number of bytes that were left over. */
static int move(mnv2_semihosting_operation operation, int file, uintptr_t memory, size_t bytes)
{
    const struct
    {
        int32_t file;
        uintptr_t memory;
        uint32_t bytes;
    } request = {file, memory, bytes};
    return mnv2_semihosting(operation, &request) == 0;
}

int mnv2_read(int file, void *to, size_t bytes)
{
    return move(MNV2_SYS_READ, file, (uintptr_t)to, bytes);
}

int mnv2_write(int file, const void *from, size_t bytes)
{
    return move(MNV2_SYS_WRITE, file, (uintptr_t)from, bytes);
}

void mnv2_close(int file)
{
    const int32_t request = file;
    (void)mnv2_semihosting(MNV2_SYS_CLOSE, &request);
}

void mnv2_say(const char *line)
{
    (void)mnv2_semihosting(MNV2_SYS_WRITE0, line);
}

_Noreturn void mnv2_exit(int code)
{
    /* 0x20026: the application has ended by itself; the second word is its exit status. */
    const struct
    {
        uint32_t reason;
        uint32_t code;
    } request = {0x20026U, (uint32_t)code};
    for (;;)
    {
        (void)mnv2_semihosting(MNV2_SYS_EXIT_EXTENDED, &request);
    }
}

int mnv2_command_line(char *words, size_t size, char **argv, int most)
{
    struct
    {
        char *memory;
        uint32_t bytes;
    } request = {words, size};
    int argc = 0;
    if (mnv2_semihosting(MNV2_SYS_GET_CMDLINE, &request) != 0)
    {
        return 0;
    }
    for (char *at = words; *at != '\0' && argc < most;)
    {
        argv[argc++] = at;
        while (*at != ' ' && *at != '\0')
        {
            ++at;
        }
        while (*at == ' ')
        {
            *at++ = '\0';
        }
    }
    return argc;
}

void mnv2_start_watchdog(uint32_t milliseconds)
{
#if MNV2_HARNESS_BENCH
    /* Rare wraps: their handler must not be seen in the counts. */
    reload = 0xFFFFFFU;
#else
    reload = MNV2_CLOCK_HZ / 100U - 1U;
#endif
    milliseconds_allowed = milliseconds;
    wraps_allowed = (uint32_t)((uint64_t)milliseconds * (MNV2_CLOCK_HZ / 1000U) / (reload + 1U)) + 1U;
    MNV2_SYST_RVR = reload;
    MNV2_SYST_CVR = 0;
    MNV2_SYST_CSR = 7; /* Processor clock, interrupt, on. */
}

uint64_t mnv2_ticks(void)
{
    uint32_t before;
    uint32_t left;
    do
    {
        before = wraps;
        left = MNV2_SYST_CVR;
    } while (before != wraps);
    return (uint64_t)before * (reload + 1U) + (reload - left);
}

void mnv2_on_systick(const uint32_t *frame)
{
    wraps = wraps + 1;
    if (changes_seen != mnv2_now.changes)
    {
        changes_seen = mnv2_now.changes;
        wrap_of_change = wraps;
    }
    else if (wraps - wrap_of_change > wraps_allowed)
    {
        mnv2_line line = {.length = 0};
        mnv2_line_text(&line, "@mnv2 hang");
        mnv2_line_number(&line, "limit", milliseconds_allowed);
        mnv2_line_hex(&line, "pc", frame[6]);
        mnv2_say_where(&line);
        mnv2_exit(6);
    }
}
