/* The semihosting calls that a simulation needs: files, the command line, a line of text, the exit status. */
#ifndef MNV2_SEMIHOSTING_H
#define MNV2_SEMIHOSTING_H

#include <stddef.h>
#include <stdint.h>

typedef enum
{
    MNV2_SYS_OPEN = 0x01,
    MNV2_SYS_CLOSE = 0x02,
    MNV2_SYS_WRITE0 = 0x04,
    MNV2_SYS_WRITE = 0x05,
    MNV2_SYS_READ = 0x06,
    MNV2_SYS_GET_CMDLINE = 0x15,
    MNV2_SYS_EXIT_EXTENDED = 0x20
} mnv2_semihosting_operation;

/* The debugger, here the emulator, sees the breakpoint and does what register 0 asks for. */
static inline int32_t mnv2_semihosting(mnv2_semihosting_operation operation, const void *argument)
{
    register int32_t r0 __asm__("r0") = (int32_t)operation;
    register const void *r1 __asm__("r1") = argument;
    __asm__ volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}

#endif
