using System.Collections.Immutable;
using System.Text.Json;
using MobileNetV2.CodeGen.Targets;

namespace MobileNetV2.CodeGen.Simulation.Cycles;

/// <summary>What instructions cost on a core without wait states of memory: <c>targets/cycles/*.json</c>.</summary>
/// <param name="Core">The target of the plain core.</param>
/// <param name="ErrorPercent">How far off a network may be.</param>
/// <param name="Error">How that is known.</param>
/// <param name="FlashLineBytes">What one access of a flash without a cache brings.</param>
internal sealed record CycleTable(
    string Core, string Model, int ErrorPercent, string Error, int FlashLineBytes, ImmutableArray<CycleRow> Rows)
{
    private readonly ImmutableArray<CycleRow> _byClass = [.. Enum.GetValues<InstructionClass>().Select(c => RowOf(Rows, c))];

    public CycleRow this[InstructionClass of] => _byClass[(int)of];

    /// <summary>Null where nobody has written a table: the host.</summary>
    public static CycleTable? Of(Core core)
    {
        if (TargetCatalog.All.FirstOrDefault(t => t.Core == core && t.Inherits is null) is not { } target)
            return null;
        using var stream = typeof(CycleTable).Assembly.GetManifestResourceStream($"cycles/{target.Name}.json");
        return stream is null ? null : JsonSerializer.Deserialize(stream, CycleTableJson.Default.CycleTable);
    }

    private static CycleRow RowOf(ImmutableArray<CycleRow> rows, InstructionClass of) =>
        rows.FirstOrDefault(r => r.Of.Contains(of)) ?? rows.First(r => r.Of.Contains(InstructionClass.Alu));
}
