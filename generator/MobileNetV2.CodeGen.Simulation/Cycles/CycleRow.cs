using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Simulation.Cycles;

/// <summary>What the instructions of some classes take on a core.</summary>
/// <param name="Of">The classes.</param>
/// <param name="Source">Where the figures are written, or that they are assumed.</param>
/// <param name="Cycles">Until the next instruction may be issued.</param>
/// <param name="PerRegister">More of them for each register or element after the first.</param>
/// <param name="Latency">Until the result may be used; absent, as long as the instruction itself.</param>
/// <param name="AddressLatency">Until the result may be part of an address; absent, as for any other use.</param>
/// <param name="AfterLoad">Instead of <paramref name="Cycles"/> right behind a load whose result the address does not need.</param>
/// <param name="AfterNarrow">Instead of <paramref name="Cycles"/> right behind an instruction of 16 bits.</param>
/// <param name="Taken">More of them when a branch is taken, or a register list loads the program counter.</param>
/// <param name="Unit">A part of the core that serves one instruction at a time.</param>
/// <param name="Busy">How long the unit is held; absent, as long as the instruction is issued.</param>
/// <param name="Place">Which of two instructions in one cycle it may be, on a core that issues two.</param>
internal sealed record CycleRow(
    ImmutableArray<InstructionClass> Of,
    string Source,
    double Cycles = 1,
    double PerRegister = 0,
    double? Latency = null,
    double? AddressLatency = null,
    double? AfterLoad = null,
    double? AfterNarrow = null,
    double Taken = 0,
    string? Unit = null,
    double? Busy = null,
    IssuePlace Place = IssuePlace.Alone);
