/*
 * A Cortex-M without an operating system, on an emulated board: start-up, and a camera, a console and a place for the
 * answer by semihosting. On a board of your own the camera is DCMI or PIO (docs/camera-frames.md), the console a UART.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "board.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum
{
    SYS_OPEN = 0x01,
    SYS_WRITE0 = 0x04,
    SYS_WRITE = 0x05,
    SYS_READ = 0x06,
    SYS_EXIT_EXTENDED = 0x20,
    TO_READ = 1, /* "rb" */
    TO_WRITE = 5 /* "wb" */
};

extern uint32_t data_start[], data_end[], data_load[], bss_start[], bss_end[], stack_top[];

int main(void);
void reset(void);

/* The emulator sees the breakpoint and does what register 0 asks for. */
static int32_t semihosting(int32_t operation, const void *argument)
{
    register int32_t r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = argument;
    __asm__ volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}

static int32_t open_file(const char *name, uint32_t mode)
{
    const struct
    {
        const char *name;
        uint32_t mode;
        size_t length;
    } request = {name, mode, strlen(name)};
    return semihosting(SYS_OPEN, &request);
}

/* Whether all bytes were moved. */
static int move(int32_t operation, int32_t file, uintptr_t memory, size_t bytes)
{
    const struct
    {
        int32_t file;
        uintptr_t memory;
        size_t bytes;
    } request = {file, memory, bytes};
    return semihosting(operation, &request) == 0;
}

int camera_row(void *row, size_t bytes)
{
    static int32_t frames = -1;
    if (frames < 0)
    {
        frames = open_file("frames.bin", TO_READ);
    }
    return frames >= 0 && move(SYS_READ, frames, (uintptr_t)row, bytes);
}

void say(const char *format, ...)
{
    char line[128];
    va_list values;
    va_start(values, format);
    (void)vsnprintf(line, sizeof line - 1, format, values);
    va_end(values);
    (void)strcat(line, "\n");
    (void)semihosting(SYS_WRITE0, line);
}

void keep(const void *answer, size_t bytes)
{
    const int32_t file = open_file("answer.bin", TO_WRITE);
    (void)move(SYS_WRITE, file, (uintptr_t)answer, bytes);
}

void reset(void)
{
#if defined(__ARM_FP) || defined(__ARM_FEATURE_MVE)
    *(volatile uint32_t *)0xE000ED88U |= 0xFU << 20; /* CPACR: the floating-point unit and Helium are there. */
    __asm__ volatile("dsb\n isb" : : : "memory");
#endif
    memcpy(data_start, data_load, (size_t)((uintptr_t)data_end - (uintptr_t)data_start));
    memset(bss_start, 0, (size_t)((uintptr_t)bss_end - (uintptr_t)bss_start));
    const uint32_t reason[2] = {0x20026, (uint32_t)main()}; /* The application ended, with this code. */
    (void)semihosting(SYS_EXIT_EXTENDED, reason);
    for (;;)
    {
    }
}

__attribute__((section(".vectors"), used)) static const void *const vectors[16] = {stack_top, (const void *)reset};
