using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>A step that is one kernel call, or a few in order.</summary>
/// <param name="Structs">Parameters of the calls.</param>
/// <param name="AsRecord">The same as a record; null when the step is a function.</param>
internal sealed record CallsStepView(
    int Index,
    string Function,
    string Kinds,
    string SourceName,
    ImmutableArray<StepTensorView> Tensors,
    string Macs,
    ImmutableArray<StructView> Structs,
    ImmutableArray<CallView> Calls,
    StepRecordView? AsRecord)
    : StepView(Index, Function, Kinds, SourceName, Tensors, Macs)
{
    public override string Template => "step_calls";

    public override StepRecordView? Record => AsRecord;
}
