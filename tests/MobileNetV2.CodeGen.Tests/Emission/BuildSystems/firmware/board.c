/* Start-up of an emulated Cortex-M: memory, main(), and its result as exit code of the emulator (semihosting). */
#include <stdint.h>

extern uint32_t data_start[], data_end[], data_load[], bss_start[], bss_end[], stack_top[];

int main(void);
void reset(void);

void reset(void)
{
    for (uint32_t *to = data_start, *from = data_load; to < data_end; ++to, ++from)
    {
        *to = *from;
    }
    for (uint32_t *to = bss_start; to < bss_end; ++to)
    {
        *to = 0;
    }
    const uint32_t reason[2] = {0x20026, (uint32_t)main()}; /* The application ended, with this code. */
    register uint32_t operation __asm__("r0") = 0x20;       /* SYS_EXIT_EXTENDED */
    register const uint32_t *argument __asm__("r1") = reason;
    __asm__ volatile("bkpt 0xab" : "+r"(operation) : "r"(argument) : "memory");
    for (;;)
    {
    }
}

__attribute__((section(".vectors"), used)) static const void *const vectors[16] = {stack_top, (const void *)reset};
