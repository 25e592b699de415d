/*
 * A plugin of qemu-system-arm that counts how often each translated block runs between two places of the program: the
 * calls of `begin` and of `end`. Built with the host's compiler for one run; the simulation prices the blocks.
 *
 * The interface (version 1) is declared here, since distributions do not install its header.
 *
 * Arguments: out=FILE begin=ADDRESS end=ADDRESS, and to count reads of flash low=ADDRESS high=ADDRESS line=BYTES.
 * Written: "interval READS" at each end, below it "BLOCK COUNT" of the blocks that ran; at last
 * "block BLOCK ADDRESS...".
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPORT __attribute__((visibility("default")))

typedef uint64_t plugin_id;
typedef uint32_t memory_info;
struct tb;
struct insn;
enum inline_op
{
    INLINE_ADD_U64
};
enum callback_flags
{
    NO_REGISTERS
};
enum memory_use
{
    READS = 1
};

EXPORT int qemu_plugin_version = 1;

extern void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id, void (*)(plugin_id, struct tb *));
extern size_t qemu_plugin_tb_n_insns(const struct tb *);
extern struct insn *qemu_plugin_tb_get_insn(const struct tb *, size_t);
extern uint64_t qemu_plugin_insn_vaddr(const struct insn *);
extern void qemu_plugin_register_vcpu_tb_exec_inline(struct tb *, enum inline_op, void *, uint64_t);
extern void qemu_plugin_register_vcpu_tb_exec_cb(struct tb *, void (*)(unsigned, void *), enum callback_flags, void *);
extern void qemu_plugin_register_vcpu_mem_cb(struct insn *, void (*)(unsigned, memory_info, uint64_t, void *),
                                             enum callback_flags, enum memory_use, void *);
extern void qemu_plugin_register_atexit_cb(plugin_id, void (*)(plugin_id, void *), void *);

typedef struct block
{
    struct block *next;
    uint64_t number;
    uint64_t count;
    uint64_t at_begin; /* Of the interval. */
    uint64_t length;
    uint64_t addresses[];
} block;

static block *blocks;
static uint64_t block_count;
static FILE *out;
static uint64_t begin_address;
static uint64_t end_address;
static uint64_t flash_low;
static uint64_t flash_high;
static uint64_t line_bytes;
static uint64_t last_line;
static uint64_t line_reads;
static uint64_t line_reads_at_begin;

static void on_begin(unsigned cpu, void *unused)
{
    (void)cpu;
    (void)unused;
    for (block *b = blocks; b != NULL; b = b->next)
    {
        b->at_begin = b->count;
    }
    line_reads_at_begin = line_reads;
}

static void on_end(unsigned cpu, void *unused)
{
    (void)cpu;
    (void)unused;
    fprintf(out, "interval %llu\n", (unsigned long long)(line_reads - line_reads_at_begin));
    for (block *b = blocks; b != NULL; b = b->next)
    {
        if (b->count != b->at_begin)
        {
            fprintf(out, "%llu %llu\n", (unsigned long long)b->number, (unsigned long long)(b->count - b->at_begin));
        }
    }
}

static void on_read(unsigned cpu, memory_info info, uint64_t address, void *unused)
{
    (void)cpu;
    (void)info;
    (void)unused;
    if (address >= flash_low && address < flash_high && address / line_bytes != last_line)
    {
        last_line = address / line_bytes;
        ++line_reads;
    }
}

static void on_translation(plugin_id id, struct tb *tb)
{
    (void)id;
    const size_t length = qemu_plugin_tb_n_insns(tb);
    block *const b = calloc(1, sizeof *b + length * sizeof b->addresses[0]);
    if (b == NULL)
    {
        abort();
    }
    b->number = block_count++;
    b->length = length;
    b->next = blocks;
    blocks = b;
    for (size_t i = 0; i < length; ++i)
    {
        struct insn *const instruction = qemu_plugin_tb_get_insn(tb, i);
        b->addresses[i] = qemu_plugin_insn_vaddr(instruction);
        if (line_bytes != 0)
        {
            qemu_plugin_register_vcpu_mem_cb(instruction, on_read, NO_REGISTERS, READS, NULL);
        }
    }
    qemu_plugin_register_vcpu_tb_exec_inline(tb, INLINE_ADD_U64, &b->count, 1);
    if (length > 0 && b->addresses[0] == begin_address)
    {
        qemu_plugin_register_vcpu_tb_exec_cb(tb, on_begin, NO_REGISTERS, NULL);
    }
    if (length > 0 && b->addresses[0] == end_address)
    {
        qemu_plugin_register_vcpu_tb_exec_cb(tb, on_end, NO_REGISTERS, NULL);
    }
}

static void write_blocks(plugin_id id, void *unused)
{
    (void)id;
    (void)unused;
    for (const block *b = blocks; b != NULL; b = b->next)
    {
        fprintf(out, "block %llu", (unsigned long long)b->number);
        for (uint64_t i = 0; i < b->length; ++i)
        {
            fprintf(out, " %llx", (unsigned long long)b->addresses[i]);
        }
        fputc('\n', out);
    }
    fclose(out);
}

static uint64_t number_of(const char *name, int argc, char **argv)
{
    const size_t length = strlen(name);
    for (int i = 0; i < argc; ++i)
    {
        if (strncmp(argv[i], name, length) == 0 && argv[i][length] == '=')
        {
            return strtoull(argv[i] + length + 1, NULL, 0);
        }
    }
    return 0;
}

EXPORT int qemu_plugin_install(plugin_id id, const void *info, int argc, char **argv)
{
    (void)info;
    if (argc < 1 || strncmp(argv[0], "out=", 4) != 0)
    {
        return 1;
    }
    /* That the file is there tells the simulation that the plugin was loaded. */
    out = fopen(argv[0] + 4, "w");
    if (out == NULL)
    {
        return 1;
    }
    begin_address = number_of("begin", argc, argv);
    end_address = number_of("end", argc, argv);
    flash_low = number_of("low", argc, argv);
    flash_high = number_of("high", argc, argv);
    line_bytes = number_of("line", argc, argv);
    qemu_plugin_register_vcpu_tb_trans_cb(id, on_translation);
    qemu_plugin_register_atexit_cb(id, write_blocks, NULL);
    return 0;
}
