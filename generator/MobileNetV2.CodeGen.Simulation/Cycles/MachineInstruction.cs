using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Simulation.Cycles;

/// <summary>An instruction as its price depends on it.</summary>
/// <param name="SizeBytes">2 or 4.</param>
/// <param name="Results">Registers that it writes, <c>r0</c> to <c>r15</c> and <c>q0</c> to <c>q7</c>.</param>
/// <param name="Sources">Registers that it reads as values.</param>
/// <param name="Addresses">Registers that an address is made of.</param>
/// <param name="Count">Registers or elements that it moves, where its class has many.</param>
internal sealed record MachineInstruction(
    uint Address,
    int SizeBytes,
    string Mnemonic,
    InstructionClass Class,
    ImmutableArray<string> Results,
    ImmutableArray<string> Sources,
    ImmutableArray<string> Addresses,
    int Count)
{
    /// <summary>The base register when the instruction moves it on: ready earlier than what is loaded.</summary>
    public string? MovedBase { get; init; }

    /// <summary>A branch that may fall through.</summary>
    public bool IsConditional { get; init; }

    public uint NextAddress => Address + (uint)SizeBytes;
}
