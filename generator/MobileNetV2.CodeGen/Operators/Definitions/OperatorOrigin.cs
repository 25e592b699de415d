using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>What every operator is made from, beside its attributes.</summary>
internal sealed record OperatorOrigin(string Kind, OperatorId Id, ImmutableArray<TensorId> Inputs, ImmutableArray<TensorId> Outputs);
