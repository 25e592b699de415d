using System.Collections.Immutable;
using MobileNetV2.CodeGen.Simulation.Cycles;

namespace MobileNetV2.CodeGen.Simulation.Tests.Cycles;

/// <summary>Instructions as a disassembler prints them, between semicolons.</summary>
internal static class Snippet
{
    public static ImmutableArray<MachineInstruction> Of(string code)
    {
        var lines = code.Split("; ").Select((c, i) => Line(i, c));
        var program = Disassembly.Parse("00000000 <code>:\n" + string.Join('\n', lines));
        return [.. program.Instructions.OrderBy(i => i.Key).Select(i => i.Value)];
    }

    // 16 bits where the narrow form exists; only IT asks.
    private static string Line(int index, string instruction)
    {
        var space = instruction.IndexOf(' ', StringComparison.Ordinal);
        return $" {index * 4:x}:\t{(instruction.StartsWith("cmp", StringComparison.Ordinal) ? "4288     " : "0000 0000")} "
            + $"\t{instruction[..space]}\t{instruction[(space + 1)..]}";
    }
}
