/* What the harness needs from the machine it runs on: mnv2_host.c, or mnv2_board.c on an emulated Cortex-M. */
#ifndef MNV2_PLATFORM_H
#define MNV2_PLATFORM_H

#include <stddef.h>
#include <stdint.h>

#define MNV2_NO_FILE (-1)

/* Files are in the working directory of the process or emulator. Handles are >= 0; MNV2_NO_FILE when opening failed. */
int mnv2_open_to_read(const char *name);
int mnv2_open_to_write(const char *name);

/* Returns 1 when all bytes were moved. */
int mnv2_read(int file, void *to, size_t bytes);
int mnv2_write(int file, const void *from, size_t bytes);
void mnv2_close(int file);

/* Prints one line that the simulation parses. */
void mnv2_say(const char *line);

_Noreturn void mnv2_exit(int code);

/* Where the model is, for the report of a fault or a hang. */
typedef struct
{
    uint32_t run;             /* The case, from 0. */
    uint32_t completed_steps; /* Of this case: the step with this index is running. */
    uint32_t changes;         /* Grows with every completed step and case; a watchdog looks at it. */
} mnv2_progress;

extern volatile mnv2_progress mnv2_now;

/*
 * Ends the run with a report when `mnv2_now.changes` stands still for so long: in processor time on the host, in
 * emulated time on a board, so that a busy machine does not look like a hang.
 */
void mnv2_start_watchdog(uint32_t milliseconds);

/* Instructions are counted only on emulated machines. */
void mnv2_bench(int output_file);

/* A line of text, put together without stdio. */
typedef struct
{
    char text[200];
    size_t length;
} mnv2_line;

void mnv2_line_text(mnv2_line *line, const char *text);
void mnv2_line_number(mnv2_line *line, const char *name, uint32_t value);
void mnv2_line_hex(mnv2_line *line, const char *name, uint32_t value);

/* "... run=R step=S", said. */
void mnv2_say_where(mnv2_line *line);

/* "@mnv2 WHAT status=S run=R step=S", said, and the end of the run. */
_Noreturn void mnv2_fail(const char *what, uint32_t status);

/* The words of the command line, the program first. Returns the exit status. */
int mnv2_main(int argc, char **argv);

#endif
