using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Simulation.Cycles;

/// <summary>Prices the blocks that an interval ran.</summary>
internal sealed class CyclePrices(CycleTable table, Disassembly program, BlockCounts counts)
{
    private readonly Dictionary<int, double> _cycles = [];

    public PricedInterval Of(BlockCounts.Interval interval)
    {
        double cycles = 0, instructions = 0, lines = 0;
        var executed = new Dictionary<uint, long>();
        foreach (var (block, count) in interval.Counts)
        {
            foreach (var address in counts.Blocks[block])
                executed[address] = executed.GetValueOrDefault(address) + count;
        }

        foreach (var (block, count) in interval.Counts)
        {
            var code = InstructionsOf(block);
            cycles += count * CyclesOf(block) + TakenCycles(code, count, executed);
            instructions += (double)count * counts.Blocks[block].Length;
            lines += (double)count * LinesOf(code);
        }

        return new(cycles, instructions, lines + interval.FlashReads);
    }

    private double CyclesOf(int block)
    {
        if (!_cycles.TryGetValue(block, out var cycles))
            _cycles[block] = cycles = Pipeline.CyclesOf(table, InstructionsOf(block));
        return cycles;
    }

    /// <summary>A block that was cut short when emulated time was over goes on in another, so what runs behind a conditional branch
    /// is what did not take it.</summary>
    private double TakenCycles(ImmutableArray<MachineInstruction> code, long count, Dictionary<uint, long> executed)
    {
        if (code is not [.., { Class: InstructionClass.Branch or InstructionClass.BranchLink or InstructionClass.LoopEnd } last])
            return 0;
        var through = last.IsConditional ? Math.Min(executed[last.Address], executed.GetValueOrDefault(last.NextAddress)) : 0;
        return table[last.Class].Taken * count * (1 - (double)through / executed[last.Address]);
    }

    private int LinesOf(ImmutableArray<MachineInstruction> code) =>
        code.Select(i => i.Address / (uint)table.FlashLineBytes).Distinct().Count();

    private ImmutableArray<MachineInstruction> InstructionsOf(int block) =>
        [.. counts.Blocks[block].Where(program.Instructions.ContainsKey).Select(a => program.Instructions[a])];
}
