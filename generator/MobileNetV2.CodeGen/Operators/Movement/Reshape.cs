using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>The same bytes under another shape. Stands for RESHAPE, SQUEEZE and EXPAND_DIMS;
/// <paramref name="SourceKind"/> is the one the file had.</summary>
public sealed record Reshape(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    string SourceKind)
    : Operator(Id, Inputs, Outputs)
{
    public override string Kind => SourceKind;
}
