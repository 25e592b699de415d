/* The harness on the host: standard files, signals for faults and a hang. */
#define _XOPEN_SOURCE 700

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "mnv2_platform.h"

#define TICK_MILLISECONDS 50

static FILE *files[8];
static uint32_t milliseconds_standing;
static uint32_t milliseconds_allowed;
static uint32_t changes_seen;

static int open_as(const char *name, const char *mode)
{
    for (int i = 0; i < 8; ++i)
    {
        if (files[i] == NULL)
        {
            files[i] = fopen(name, mode);
            return files[i] == NULL ? MNV2_NO_FILE : i;
        }
    }
    return MNV2_NO_FILE;
}

int mnv2_open_to_read(const char *name)
{
    return open_as(name, "rb");
}

int mnv2_open_to_write(const char *name)
{
    return open_as(name, "wb");
}

int mnv2_read(int file, void *to, size_t bytes)
{
    return fread(to, 1, bytes, files[file]) == bytes;
}

int mnv2_write(int file, const void *from, size_t bytes)
{
    return fwrite(from, 1, bytes, files[file]) == bytes;
}

void mnv2_close(int file)
{
    (void)fclose(files[file]);
    files[file] = NULL;
}

void mnv2_say(const char *line)
{
    /* write() rather than stdio: also called from signal handlers. */
    const size_t length = strlen(line);
    if (write(STDOUT_FILENO, line, length) != (ssize_t)length)
    {
        _exit(4);
    }
}

_Noreturn void mnv2_exit(int code)
{
    exit(code);
}

static void on_fault(int signal_number)
{
    mnv2_line line = {.length = 0};
    mnv2_line_text(&line, "@mnv2 signal");
    mnv2_line_number(&line, "number", (uint32_t)signal_number);
    mnv2_say_where(&line);
    _exit(5);
}

static void on_tick(int signal_number)
{
    (void)signal_number;
    milliseconds_standing += TICK_MILLISECONDS;
    if (changes_seen != mnv2_now.changes)
    {
        changes_seen = mnv2_now.changes;
        milliseconds_standing = 0;
    }
    else if (milliseconds_standing > milliseconds_allowed)
    {
        mnv2_line line = {.length = 0};
        mnv2_line_text(&line, "@mnv2 hang");
        mnv2_line_number(&line, "limit", milliseconds_allowed);
        mnv2_say_where(&line);
        _exit(6);
    }
}

void mnv2_start_watchdog(uint32_t milliseconds)
{
    /* A stack of its own lets the handler run when the stack has overflowed. */
    static char handler_stack[65536];
    const stack_t stack = {.ss_sp = handler_stack, .ss_size = sizeof handler_stack};
    struct sigaction fault = {.sa_handler = on_fault, .sa_flags = SA_ONSTACK};
    struct sigaction tick = {.sa_handler = on_tick, .sa_flags = SA_RESTART};
    const struct timeval period = {.tv_usec = TICK_MILLISECONDS * 1000};
    const struct itimerval timer = {.it_interval = period, .it_value = period};
    milliseconds_allowed = milliseconds;
#if !MNV2_HARNESS_SANITIZED
    (void)sigaltstack(&stack, NULL);
    (void)sigaction(SIGSEGV, &fault, NULL);
    (void)sigaction(SIGBUS, &fault, NULL);
    (void)sigaction(SIGILL, &fault, NULL);
    (void)sigaction(SIGFPE, &fault, NULL);
#else
    (void)stack;
    (void)fault;
#endif
    (void)sigaction(SIGPROF, &tick, NULL);
    (void)setitimer(ITIMER_PROF, &timer, NULL);
}

int main(int argc, char **argv)
{
    return mnv2_main(argc, argv);
}
