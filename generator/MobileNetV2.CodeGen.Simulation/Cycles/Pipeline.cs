using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Simulation.Cycles;

/// <summary>A core that issues instructions in their order, one or two a cycle, as far as its <see cref="CycleTable"/> tells.</summary>
internal sealed class Pipeline(CycleTable table)
{
    private readonly Dictionary<string, double> _ready = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _readyForAddresses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _free = new(StringComparer.Ordinal);
    private MachineInstruction? _previous;
    private double _issuedAt;
    private double _now;
    private bool _isPaired;

    /// <summary>Cycles of a block that follows itself, a taken branch at its end excepted: what a loop takes each turn.</summary>
    public static double CyclesOf(CycleTable table, ImmutableArray<MachineInstruction> block)
    {
        const int Settled = 2;
        var pipeline = new Pipeline(table);
        var before = 0.0;
        for (var turn = 0; turn <= Settled; turn++)
        {
            before = pipeline._now;
            foreach (var instruction in block)
                pipeline.Issue(instruction);
            pipeline._previous = null;
        }

        return pipeline._now - before;
    }

    private void Issue(MachineInstruction instruction)
    {
        var row = table[instruction.Class];
        var earliest = Math.Max(Earliest(instruction), row.Unit is { } unit ? _free.GetValueOrDefault(unit) : 0);
        var pairs = Pairs(instruction, row) && earliest <= _issuedAt;
        var at = pairs ? _issuedAt : Math.Max(_now, earliest);
        var cycles = CyclesOf(instruction, row);
        _now = pairs ? Math.Max(_now, at + cycles) : at + cycles;
        if (row.Unit is { } held)
            _free[held] = at + (row.Busy ?? row.Cycles) + (row.PerRegister * (instruction.Count - 1));
        Publish(instruction, row, at, cycles);
        _previous = instruction;
        _issuedAt = at;
        _isPaired = pairs;
    }

    private double Earliest(MachineInstruction instruction)
    {
        var earliest = 0.0;
        foreach (var source in instruction.Sources)
            earliest = Math.Max(earliest, _ready.GetValueOrDefault(source));
        foreach (var address in instruction.Addresses)
            earliest = Math.Max(earliest, Math.Max(_ready.GetValueOrDefault(address), _readyForAddresses.GetValueOrDefault(address)));
        return earliest;
    }

    private bool Pairs(MachineInstruction instruction, CycleRow row)
    {
        if (_previous is not { } first || _isPaired || row.Place is not (IssuePlace.Second or IssuePlace.Either))
            return false;
        var before = table[first.Class];
        return before.Place is IssuePlace.First or IssuePlace.Either
            && (row.Unit is null || row.Unit != before.Unit)
            && !first.Results.Intersect([.. instruction.Sources, .. instruction.Addresses, .. instruction.Results]).Any();
    }

    private double CyclesOf(MachineInstruction instruction, CycleRow row)
    {
        var cycles = row.Cycles;
        if (row.AfterLoad is { } afterLoad && _previous is { Class: InstructionClass.Load } load
            && !load.Results.Intersect(instruction.Addresses).Any())
            cycles = afterLoad;
        if (row.AfterNarrow is { } afterNarrow && _previous is { SizeBytes: 2 })
            cycles = afterNarrow;
        var isReturn = instruction.Class == InstructionClass.LoadMultiple && instruction.Results.Contains("r15");
        return cycles + (row.Unit is null || row.Busy is null ? row.PerRegister * (instruction.Count - 1) : 0)
            + (isReturn ? row.Taken : 0);
    }

    private void Publish(MachineInstruction instruction, CycleRow row, double at, double cycles)
    {
        foreach (var result in instruction.Results)
        {
            _ready[result] = at + (row.Latency is { } latency ? latency + (cycles - row.Cycles) : cycles);
            _readyForAddresses[result] = row.AddressLatency is { } forAddresses ? at + forAddresses : 0;
        }

        if (instruction.MovedBase is { } moved)
            (_ready[moved], _readyForAddresses[moved]) = (at + 1, 0);
    }
}
