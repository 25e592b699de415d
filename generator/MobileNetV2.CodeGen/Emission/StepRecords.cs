using System.Collections.Immutable;
using MobileNetV2.CodeGen.Emission.Views;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.MemoryPlanning;
using MobileNetV2.CodeGen.Scheduling;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>Steps of deep networks call few functions many times. A step is half as large in flash when it is a record of what such a
/// function is given, and one function of the model calls it for all of them.</summary>
internal sealed class StepRecords
{
    private const int FewestOfAKind = 4;

    private readonly Dictionary<int, StepRecordView> _records = [];

    private StepRecords(ImmutableArray<RecordKindView> kinds) => Kinds = kinds;

    public ImmutableArray<RecordKindView> Kinds { get; }

    /// <returns>The record of a step; null when the step is a function.</returns>
    public StepRecordView? this[LoweredStep step] => _records.GetValueOrDefault(step.Index);

    /// <summary>Places are offsets in the only arena, since the caller may bind it. Where less than half of the steps would be records,
    /// none are.</summary>
    public static StepRecords Of(PlannedProgram planned, EmissionContext context)
    {
        var program = planned.Program;
        if (planned.Plan.ArenaBytes.Length != 1 || program.Steps.SelectMany(s => s.Calls).Any(c => c.CanFail))
            return new([]);
        var writer = CallViewBuilder.At(CLayout.Indent, program, context);
        ImmutableArray<IGrouping<string, LoweredStep>> groups = [.. program.Steps
            .Where(s => s is { Source: LayerStep, Calls: [var call] } && call.Arguments.All(CanBeMember))
            .GroupBy(s => Signature(s.Calls[0]), StringComparer.Ordinal)
            .Where(g => g.Count() >= FewestOfAKind)
            .DistinctBy(g => g.First().Calls[0].Kernel.Function)];
        if (2 * groups.Sum(g => g.Count()) < program.Steps.Length)
            return new([]);
        ImmutableArray<(RecordKind Kind, IGrouping<string, LoweredStep> Steps)> kinds =
            [.. groups.Select(g => (RecordKind.Of([.. g.Select(s => s.Calls[0])], program, context), g))];
        var records = new StepRecords([.. kinds.Select(k => k.Kind.View)]);
        foreach (var (kind, steps) in kinds)
        {
            foreach (var step in steps)
                records._records[step.Index] = kind.Record(step.Calls[0], writer);
        }

        return records;

        bool CanBeMember(KernelArgument argument) => argument switch
        {
            StructArgument s => writer.IsKnownToLinker(s),
            ConstantArgument => context.ConstantsAreStatic,
            BufferArgument or IntegerArgument or RuntimeArgument or NullArgument => true,
            _ => false,
        };

        string Signature(KernelCall call) =>
            $"{call.Kernel.Function}({string.Join(", ", call.Arguments.Select(a => RecordKind.CType(a, program)))})";
    }
}
